"""Known attacks on web applications reach the servers unfiltered.

A gateway filters with the tier WAF_v2 and a firewall policy, or a waf_configuration of its own.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_application_gateway",
    severity=MEDIUM,
    fix="Use the tier WAF_v2 with a firewall_policy_id.",
    related_ids=("CKV_AZURE_120",),
    cwe=693,
    references=("https://learn.microsoft.com/azure/web-application-firewall/ag/ag-overview",),
    bad=(
        """
resource "azurerm_application_gateway" "g" {  # here
  sku {
    name = "Standard_v2"
    tier = "Standard_v2"
  }
}
""",
        """
resource "azurerm_application_gateway" "g" {
  waf_configuration {
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_application_gateway" "g" {
  firewall_policy_id = "/subscriptions/1/policies/p"
}
""",
        """
resource "azurerm_application_gateway" "g" {
  waf_configuration {
    enabled       = true
    firewall_mode = "Prevention"
  }
}
""",
    ),
)
def check(gateway):
    if gateway.is_set("firewall_policy_id"):
        return
    if not gateway.get("waf_configuration.enabled", default=False):
        yield gateway.fail("waf_configuration.enabled", "no firewall filters requests")
