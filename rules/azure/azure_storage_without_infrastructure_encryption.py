"""A flaw in one layer of encryption lays the data bare where there is no second.

Azure encrypts every account once. Some regulations ask for a second layer with another algorithm
and key, which can be chosen only when the account is made.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_storage_account",
    severity=LOW,
    fix="Set infrastructure_encryption_enabled = true (this replaces the account).",
    cwe=311,
    references=(
        "https://learn.microsoft.com/azure/storage/common/infrastructure-encryption-enable",
    ),
    bad=(
        """
resource "azurerm_storage_account" "s" {  # here
  name = "data"
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  infrastructure_encryption_enabled = true
}
""",
        """
resource "azurerm_storage_account" "s" {
  infrastructure_encryption_enabled = "true"
}
""",
    ),
)
def check(account):
    if not account.get("infrastructure_encryption_enabled", default=False):
        yield account.fail("infrastructure_encryption_enabled", "there is one layer of encryption")
