"""The web application firewall sees attacks and lets them through.

Detection is for the first weeks, until false alarms are sorted out. A policy of a gateway prevents
when nothing is said; one of Front Door has to say.
"""

from scanner import MEDIUM, rule

_MODES = {
    "azurerm_application_gateway": "waf_configuration.firewall_mode",
    "azurerm_cdn_frontdoor_firewall_policy": "mode",
    "azurerm_web_application_firewall_policy": "policy_settings.mode",
}


@rule(
    on=(
        "azurerm_web_application_firewall_policy",
        "azurerm_cdn_frontdoor_firewall_policy",
        "azurerm_application_gateway",
    ),
    severity=MEDIUM,
    fix='Set the mode to "Prevention".',
    aliases=("CKV_AZURE_122", "CKV_AZURE_123"),
    cwe=693,
    references=("https://learn.microsoft.com/azure/web-application-firewall/ag/policy-overview",),
    bad=(
        """
resource "azurerm_web_application_firewall_policy" "p" {
  policy_settings {
    mode = "Detection"  # here
  }
}
""",
        """
resource "azurerm_cdn_frontdoor_firewall_policy" "p" {
  mode = "Detection"  # here
}
""",
        """
resource "azurerm_application_gateway" "g" {
  waf_configuration {
    firewall_mode = "Detection"  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_web_application_firewall_policy" "p" {
  name = "p"
}
""",
        """
resource "azurerm_cdn_frontdoor_firewall_policy" "p" {
  mode = "Prevention"
}
""",
        """
resource "azurerm_application_gateway" "g" {
  name = "g"
}
""",
    ),
)
def check(waf):
    mode = _MODES[waf.type]
    if waf.get(mode, default="Prevention") == "Detection":
        yield waf.fail(mode, "attacks are seen and let through")
