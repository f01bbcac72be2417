"""Attacks that hide in the body of a request, such as SQL injection in a form, are not seen.

Bodies are inspected when nothing is said, so only an explicit false is wrong.
"""

from scanner import MEDIUM, rule


@rule(
    on=("azurerm_web_application_firewall_policy", "azurerm_cdn_frontdoor_firewall_policy"),
    severity=MEDIUM,
    fix="Remove the switch that turns the check of request bodies off.",
    cwe=693,
    references=(
        "https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-waf-request-size-limits",
    ),
    bad=(
        """
resource "azurerm_web_application_firewall_policy" "p" {
  policy_settings {
    request_body_check = false  # here
  }
}
""",
        """
resource "azurerm_cdn_frontdoor_firewall_policy" "p" {
  request_body_check_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_web_application_firewall_policy" "p" {
  policy_settings {
    mode = "Prevention"
  }
}
""",
        """
resource "azurerm_cdn_frontdoor_firewall_policy" "p" {
  mode = "Prevention"
}
""",
    ),
)
def check(waf):
    front_door = waf.type == "azurerm_cdn_frontdoor_firewall_policy"
    body = "request_body_check_enabled" if front_door else "policy_settings.request_body_check"
    if not waf.get(body, default=True):
        yield waf.fail(body, "bodies of requests are not inspected")
