"""Every network in the world may talk to the account, so a key or token that leaks is enough.

Without rules Azure accepts all networks. The rules may stand in the account or in a resource of
their own, and an account without public access needs none.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_storage_account",
    severity=MEDIUM,
    fix=(
        'Add network_rules with default_action = "Deny", or set '
        "public_network_access_enabled = false."
    ),
    aliases=("CKV_AZURE_35", "AVD-AZU-0012"),
    cwe=284,
    references=("https://learn.microsoft.com/azure/storage/common/storage-network-security",),
    bad=(
        """
resource "azurerm_storage_account" "s" {  # here
  name = "data"
}
""",
        """
resource "azurerm_storage_account" "s" {
  network_rules {
    default_action = "Allow"  # here
  }
}
""",
        """
resource "azurerm_storage_account" "s" {  # here
  name = "data"
}

resource "azurerm_storage_account_network_rules" "s" {
  storage_account_id = azurerm_storage_account.s.id
  default_action     = "Allow"
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  network_rules {
    default_action = "Deny"
    ip_rules       = ["198.51.100.0/24"]
  }
}
""",
        """
resource "azurerm_storage_account" "s" {
  name = "data"
}

resource "azurerm_storage_account_network_rules" "s" {
  storage_account_id = azurerm_storage_account.s.id
  default_action     = "Deny"
}
""",
        """
resource "azurerm_storage_account" "s" {
  public_network_access_enabled = false
}
""",
    ),
)
def check(account):
    if not account.get("public_network_access_enabled", default=True):
        return
    if account.get("network_rules.default_action", default="Allow") == "Deny":
        return
    rules = account.related("azurerm_storage_account_network_rules", "storage_account_id")
    if not any(rule.get("default_action", default="") == "Deny" for rule in rules):
        yield account.fail("network_rules.default_action", "every network may reach the account")
