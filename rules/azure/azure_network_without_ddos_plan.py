"""A flood against a public address of this network is met by the platform's coarse protection only.

A DDoS protection plan adapts to the traffic and gives alerts, for a considerable monthly price that
one plan shares over all networks of a tenant.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_virtual_network",
    severity=LOW,
    fix="Add ddos_protection_plan with enable = true.",
    cwe=770,
    references=("https://learn.microsoft.com/azure/ddos-protection/ddos-protection-overview",),
    bad=(
        """
resource "azurerm_virtual_network" "n" {  # here
  name = "n"
}
""",
        """
resource "azurerm_virtual_network" "n" {
  ddos_protection_plan {
    id     = "/plan"
    enable = false  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_virtual_network" "n" {
  ddos_protection_plan {
    id     = "/plan"
    enable = true
  }
}
""",
        """
resource "azurerm_virtual_network" "n" {
  name = "n"
  ddos_protection_plan {
    id     = "/plan"
    enable = "true"
  }
}
""",
    ),
)
def check(network):
    if not network.get("ddos_protection_plan.enable", default=False):
        yield network.fail("ddos_protection_plan.enable", "there is no DDoS protection plan")
