"""Data can be copied into the account from any account of any tenant.

AllowedCopyScope limits copies to accounts of the same Entra tenant, or to those that share a
private link, which stops a leaked key from moving data through foreign accounts.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_storage_account",
    severity=LOW,
    fix='Set allowed_copy_scope = "AAD" or "PrivateLink".',
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/storage/common/security-restrict-copy-operations",
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
  allowed_copy_scope = "AAD"
}
""",
        """
resource "azurerm_storage_account" "s" {
  allowed_copy_scope = "PrivateLink"
}
""",
    ),
)
def check(account):
    if not account.is_set("allowed_copy_scope"):
        yield account.fail("allowed_copy_scope", "copies may come from any tenant")
