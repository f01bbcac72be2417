"""Nobody can tell afterwards which machine of this network talked to whom.

Flow logs of virtual networks replace those of security groups, which Azure retires in 2027.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_virtual_network",
    severity=LOW,
    fix="Add azurerm_network_watcher_flow_log with the network as target_resource_id.",
    cwe=778,
    references=("https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview",),
    bad=(
        """
resource "azurerm_virtual_network" "n" {  # here
  name = "n"
}
""",
    ),
    good=(
        """
resource "azurerm_virtual_network" "n" {
  name = "n"
}

resource "azurerm_network_watcher_flow_log" "l" {
  target_resource_id = azurerm_virtual_network.n.id
}
""",
        """
resource "azurerm_virtual_network" "n" {
  name = "n"
}

resource "azurerm_network_watcher_flow_log" "l" {
  target_resource_id = azurerm_virtual_network.n.id
  enabled            = true
}
""",
    ),
)
def check(network):
    if not network.related("azurerm_network_watcher_flow_log", "target_resource_id"):
        yield network.fail(message="its traffic is not recorded")
