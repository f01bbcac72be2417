"""Open UDP services are abused to flood others: a small forged question gets a large answer.

DNS (53), NTP (123), SNMP (161), LDAP (389), SSDP (1900) and Memcached (11211) are those that
attackers look for. Other UDP ports, such as those of games, calls and QUIC, are meant to be open.
"""

from scanner import MEDIUM, rule
from scanner.shapes import AZURE_FIREWALLS, ingress, is_udp

_AMPLIFIERS = (53, 123, 161, 389, 1900, 11211)


@rule(
    on=AZURE_FIREWALLS,
    severity=MEDIUM,
    fix="Allow these UDP ports from your own networks only.",
    related_ids=("CKV_AZURE_77",),
    cwe=406,
    references=("https://learn.microsoft.com/azure/security/fundamentals/network-best-practices",),
    bad=(
        """
resource "azurerm_network_security_rule" "dns" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Udp"
  source_address_prefix  = "*"  # here
  destination_port_range = "53"
}
""",
    ),
    good=(
        """
resource "azurerm_network_security_rule" "quic" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Udp"
  source_address_prefix  = "*"
  destination_port_range = "443"
}
""",
        """
resource "azurerm_network_security_rule" "dns" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "*"
  destination_port_range = "53"
}
""",
        """
resource "azurerm_network_security_rule" "dns" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Udp"
  source_address_prefix  = "10.0.0.0/8"
  destination_port_range = "53"
}
""",
        """
resource "azurerm_network_security_rule" "all" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Udp"
  source_address_prefix  = "*"
  destination_port_range = "*"
}
""",
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if is_udp(opening) and opening.covers(*_AMPLIFIERS) and not opening.is_every_port():
            for network in opening.worlds():
                yield network.fail(message="the internet reaches a UDP service that amplifies")
