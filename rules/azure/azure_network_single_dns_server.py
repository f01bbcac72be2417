"""When the only DNS server stops, everything in the network stops.

Networks without servers of their own use Azure's, which is redundant; 168.63.129.16 is that same
service.
"""

from scanner import MEDIUM, rule


@rule(
    on=("azurerm_virtual_network", "azurerm_virtual_network_dns_servers"),
    severity=MEDIUM,
    fix="Name a second DNS server, or none.",
    aliases=("CKV_AZURE_182",),
    cwe=1088,
    references=(
        "https://learn.microsoft.com/azure/virtual-network/virtual-networks-name-resolution-for-vms-and-role-instances",
    ),
    bad=(
        """
resource "azurerm_virtual_network" "n" {
  dns_servers = ["10.0.0.4"]  # here
}
""",
    ),
    good=(
        """
resource "azurerm_virtual_network" "n" {
  dns_servers = ["10.0.0.4", "10.0.0.5"]
}
""",
        """
resource "azurerm_virtual_network" "n" {
  dns_servers = ["168.63.129.16"]
}
""",
        """
resource "azurerm_virtual_network_dns_servers" "n" {
  virtual_network_id = "/n"
}
""",
    ),
)
def check(network):
    servers = list(network.each("dns_servers"))
    if len(servers) == 1 and servers[0].value != "168.63.129.16":
        yield network.fail("dns_servers", "there is a single DNS server")
