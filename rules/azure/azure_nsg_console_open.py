"""Dashboards and consoles (Grafana, Kibana, Consul, Vault, Prometheus) are made for people inside.

Many come without a login, and their flaws are known to every scanner.
"""

from scanner import MEDIUM, rule
from scanner.shapes import AZURE_FIREWALLS, ingress


@rule(
    on=AZURE_FIREWALLS,
    severity=MEDIUM,
    fix="Allow consoles from your own networks only, or put them behind a proxy with a login.",
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
    ),
    bad=(
        """
resource "azurerm_network_security_rule" "grafana" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "Internet"  # here
  destination_port_range = "3000"
}
""",
    ),
    good=(
        """
resource "azurerm_network_security_rule" "grafana" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "10.0.0.0/8"
  destination_port_range = "3000"
}
""",
        """
resource "azurerm_network_security_rule" "web" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "Internet"
  destination_port_range = "8443"
}
""",
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if opening.kind() == "consoles":
            for network in opening.worlds():
                yield network.fail(message="the internet reaches a console")
