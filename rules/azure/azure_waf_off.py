"""The web application firewall is there, but it is switched off.

Policies are on when nothing is said, so only an explicit false is wrong.
"""

from scanner import HIGH, rule


@rule(
    on=("azurerm_web_application_firewall_policy", "azurerm_cdn_frontdoor_firewall_policy"),
    severity=HIGH,
    fix="Remove enabled = false.",
    cwe=693,
    references=("https://learn.microsoft.com/azure/web-application-firewall/ag/policy-overview",),
    bad=(
        """
resource "azurerm_web_application_firewall_policy" "p" {
  policy_settings {
    enabled = false  # here
  }
}
""",
        """
resource "azurerm_cdn_frontdoor_firewall_policy" "p" {
  enabled = false  # here
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
    enabled = "enabled" if front_door else "policy_settings.enabled"
    if not waf.get(enabled, default=True):
        yield waf.fail(enabled, "the firewall is switched off")
