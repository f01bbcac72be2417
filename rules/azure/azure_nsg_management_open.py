"""Whoever reaches these ports administers the machine: WinRM, SMB, Docker, the Kubernetes API, VNC.

SSH and RDP have rules of their own, and so has every port at once.
"""

from scanner import HIGH, rule
from scanner.shapes import AZURE_FIREWALLS, ingress


@rule(
    on=AZURE_FIREWALLS,
    severity=HIGH,
    fix="Allow administration from your own networks only.",
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/defender-for-cloud/just-in-time-access-overview",
    ),
    bad=(
        """
resource "azurerm_network_security_rule" "winrm" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "*"  # here
  destination_port_range = "5985-5986"
}
""",
    ),
    good=(
        """
resource "azurerm_network_security_rule" "winrm" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "10.0.0.0/8"
  destination_port_range = "5985-5986"
}
""",
        """
resource "azurerm_network_security_rule" "ssh" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "*"
  destination_port_range = "22"
}
""",
        """
resource "azurerm_network_security_rule" "rdp" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "*"
  destination_port_range = "3389"
}
""",
        """
resource "azurerm_network_security_rule" "web" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "*"
  destination_port_range = "443"
}
""",
    ),
)
def check(firewall):
    for opening in ingress(firewall):
        if opening.kind() == "administration" and not opening.covers(22, 3389):
            for network in opening.worlds():
                yield network.fail(message="the internet reaches a port for administration")
