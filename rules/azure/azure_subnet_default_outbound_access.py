"""Machines without an address of their own reach the internet by one that Microsoft picks.

Nobody can filter that way out or tell what used it. Azure no longer gives it to new networks by
default; the provider still does.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_subnet",
    severity=LOW,
    fix="Set default_outbound_access_enabled = false and add a NAT gateway or a firewall.",
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access",
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
  default_outbound_access_enabled = false
}
""",
        """
resource "azurerm_subnet" "s" {
  name                            = "app"
  default_outbound_access_enabled = "false"
}
""",
    ),
)
def check(subnet):
    if subnet.get("default_outbound_access_enabled", default=True):
        yield subnet.fail("default_outbound_access_enabled", "there is an uncontrolled way out")
