"""A database that the internet reaches is guessed at, and every flaw of its server is exploited.

SQL Server, Oracle, MySQL, PostgreSQL, Redis, MongoDB, Elasticsearch, Memcached and their like
belong behind the application.
"""

from scanner import HIGH, rule
from scanner.shapes import AZURE_FIREWALLS, ingress


@rule(
    on=AZURE_FIREWALLS,
    severity=HIGH,
    fix="Allow the database's port from the application's subnet only.",
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
    ),
    bad=(
        """
resource "azurerm_network_security_rule" "db" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "Internet"  # here
  destination_port_range = "5432"
}
""",
    ),
    good=(
        """
resource "azurerm_network_security_rule" "db" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "10.0.1.0/24"
  destination_port_range = "5432"
}
""",
        """
resource "azurerm_network_security_rule" "web" {
  direction               = "Inbound"
  access                  = "Allow"
  protocol                = "Tcp"
  source_address_prefix   = "Internet"
  destination_port_ranges = ["80", "443"]
}
""",
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if opening.kind() == "databases":
            for network in opening.worlds():
                yield network.fail(message="the internet reaches a database")
