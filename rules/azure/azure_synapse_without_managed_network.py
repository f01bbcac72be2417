"""Spark and pipelines run in a network that they share with other customers.

The managed network is the workspace's own and lets private endpoints be used. It is chosen when the
workspace is made.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_synapse_workspace",
    severity=LOW,
    fix="Set managed_virtual_network_enabled = true (this replaces the workspace).",
    aliases=("CKV_AZURE_58",),
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/synapse-analytics/security/synapse-workspace-managed-vnet",
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
  managed_virtual_network_enabled = true
}
""",
        """
resource "azurerm_synapse_workspace" "w" {
  managed_virtual_network_enabled = "true"
}
""",
    ),
)
def check(workspace):
    if not workspace.get("managed_virtual_network_enabled", default=False):
        yield workspace.fail("managed_virtual_network_enabled", "the network is shared")
