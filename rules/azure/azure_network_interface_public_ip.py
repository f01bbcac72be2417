"""The machine has an address on the internet; only the security group keeps strangers out.

A load balancer or application gateway, a NAT gateway for what goes out, and Bastion for
administrators need no such address.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_network_interface",
    severity=MEDIUM,
    fix="Remove public_ip_address_id from ip_configuration.",
    related_ids=("CKV_AZURE_119", "CKV2_AZURE_39"),
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/virtual-network/ip-services/virtual-network-public-ip-address",
    ),
    bad=(
        """
resource "azurerm_network_interface" "n" {
  ip_configuration {
    name                 = "a"
    public_ip_address_id = "/subscriptions/1/publicIPAddresses/p"  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_network_interface" "n" {
  ip_configuration {
    name      = "a"
    subnet_id = "/s"
  }
}
""",
        """
resource "azurerm_network_interface" "n" {
  ip_configuration {
    name = "a"
    gateway_load_balancer_frontend_ip_configuration_id = "/f"
  }
}
""",
    ),
)
def check(interface):
    for configuration in interface.each("ip_configuration"):
        if configuration.is_set("public_ip_address_id"):
            yield configuration.fail("public_ip_address_id", "the machine has a public address")
