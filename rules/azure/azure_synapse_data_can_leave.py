"""A notebook can send the company's data to any account in the world.

Protection lets the workspace talk to approved tenants only; it needs the managed network and is
chosen when the workspace is made.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_synapse_workspace",
    severity=MEDIUM,
    fix="Set managed_virtual_network_enabled and data_exfiltration_protection_enabled = true.",
    aliases=("CKV_AZURE_157",),
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/synapse-analytics/security/workspace-data-exfiltration-protection",
    ),
    bad=(
        """
resource "azurerm_synapse_workspace" "w" {  # here
  name = "w"
}
""",
    ),
    good=(
        """
resource "azurerm_synapse_workspace" "w" {
  data_exfiltration_protection_enabled = true
}
""",
        """
resource "azurerm_synapse_workspace" "w" {
  managed_virtual_network_enabled      = true
  data_exfiltration_protection_enabled = true
}
""",
    ),
)
def check(workspace):
    if not workspace.get("data_exfiltration_protection_enabled", default=False):
        yield workspace.fail("data_exfiltration_protection_enabled", "data may go anywhere")
