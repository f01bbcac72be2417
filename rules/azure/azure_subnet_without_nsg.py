"""Nothing filters what reaches the machines in this subnet.

Subnets of gateways, of Azure Firewall and of Bastion take no security group or only a special one;
those that are delegated to a service follow that service's own rules.
"""

from scanner import MEDIUM, rule

_OWN = (
    "AzureBastionSubnet",
    "AzureFirewallManagementSubnet",
    "AzureFirewallSubnet",
    "GatewaySubnet",
    "RouteServerSubnet",
)


@rule(
    on="azurerm_subnet",
    severity=MEDIUM,
    fix="Add azurerm_subnet_network_security_group_association for the subnet.",
    aliases=("CKV2_AZURE_31",),
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
    ),
    bad=(
        """
resource "azurerm_subnet" "s" {  # here
  name = "app"
}
""",
    ),
    good=(
        """
resource "azurerm_subnet" "s" {
  name = "app"
}

resource "azurerm_subnet_network_security_group_association" "s" {
  subnet_id = azurerm_subnet.s.id
}
""",
        """
resource "azurerm_subnet" "gateway" {
  name = "GatewaySubnet"
}
""",
        """
resource "azurerm_subnet" "s" {
  name = "db"
  delegation {
    name = "postgres"
  }
}
""",
    ),
)
def check(subnet):
    if subnet.is_set("delegation") or subnet.get("name", default="") in _OWN:
        return
    if not subnet.related("azurerm_subnet_network_security_group_association", "subnet_id"):
        yield subnet.fail(message="no network security group filters the traffic")
