"""Backup, logging and Defender cannot reach an account that denies every network but a few.

Azure's own trusted services come from no network that a rule could name: without the bypass their
writing of logs and backups fails, often unnoticed. An omitted bypass is AzureServices.
"""

from scanner import LOW, rule


@rule(
    on=("azurerm_storage_account", "azurerm_storage_account_network_rules"),
    severity=LOW,
    fix='Add "AzureServices" to bypass.',
    aliases=("CKV_AZURE_36", "AVD-AZU-0010"),
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/storage/common/storage-network-security-trusted-azure-services",
    ),
    bad=(
        """
resource "azurerm_storage_account" "s" {
  network_rules {
    default_action = "Deny"
    bypass         = ["None"]  # here
  }
}
""",
        """
resource "azurerm_storage_account_network_rules" "s" {
  default_action = "Deny"
  bypass         = ["Logging", "Metrics"]  # here
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  network_rules {
    default_action = "Deny"
    bypass         = ["Logging", "AzureServices"]
  }
}
""",
        """
resource "azurerm_storage_account_network_rules" "s" {
  default_action = "Deny"
}
""",
        """
resource "azurerm_storage_account_network_rules" "s" {
  default_action = "Allow"
  bypass         = ["None"]
}
""",
    ),
)
def check(view):
    inner = view.type == "azurerm_storage_account"
    rules = view.sub("network_rules") if inner else view
    if rules.get("default_action", default="Allow") != "Deny" or not rules.is_set("bypass"):
        return
    if not any(one.value == "AzureServices" for one in rules.each("bypass")):
        yield rules.fail("bypass", "Azure's trusted services are locked out")
