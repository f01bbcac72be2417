"""The account has a public address, though only some networks may use it.

With private endpoints alone no rule can open it by mistake. Accounts for websites, and teams that
deploy from hosted runners, need the public address.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_storage_account",
    severity=LOW,
    fix="Set public_network_access_enabled = false and add private endpoints.",
    aliases=("CKV_AZURE_59",),
    cwe=284,
    references=("https://learn.microsoft.com/azure/storage/common/storage-private-endpoints",),
    bad=(
        """
resource "azurerm_storage_account" "s" {  # here
  name = "data"
}
""",
        """
resource "azurerm_storage_account" "s" {
  public_network_access_enabled = true  # here
  network_rules {
    default_action = "Deny"
  }
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  public_network_access_enabled = false
}
""",
        """
resource "azurerm_storage_account" "s" {
  public_network_access_enabled = "false"
}
""",
    ),
)
def check(account):
    if account.get("public_network_access_enabled", default=True):
        yield account.fail("public_network_access_enabled", "the account has a public address")
