"""Plain HTTP from the internet reaches machines directly, without a gateway or encryption.

A web application firewall or load balancer in front of them redirects to HTTPS. Machines that
answer on port 80 only to redirect are fine, which the network cannot tell.
"""

from scanner import LOW, rule
from scanner.shapes import AZURE_FIREWALLS, ingress, is_udp


@rule(
    on=AZURE_FIREWALLS,
    severity=LOW,
    fix="Let an application gateway or Front Door take the traffic, and allow it from there.",
    related_ids=("CKV_AZURE_160",),
    cwe=319,
    references=("https://learn.microsoft.com/azure/application-gateway/overview",),
    bad=(
        """
resource "azurerm_network_security_rule" "web" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "*"  # here
  destination_port_range = "80"
}
""",
    ),
    good=(
        """
resource "azurerm_network_security_rule" "web" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "*"
  destination_port_range = "443"
}
""",
        """
resource "azurerm_network_security_rule" "web" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "AzureFrontDoor.Backend"
  destination_port_range = "80"
}
""",
        """
resource "azurerm_network_security_rule" "udp" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Udp"
  source_address_prefix  = "*"
  destination_port_range = "80"
}
""",
        """
resource "azurerm_network_security_rule" "all" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "*"
  destination_port_range = "*"
}
""",
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if opening.covers(80) and not opening.is_every_port() and not is_udp(opening):
            for network in opening.worlds():
                yield network.fail(message="the internet reaches plain HTTP")
