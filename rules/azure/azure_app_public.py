"""The app answers the whole internet, though it may be meant for people inside only.

Behind a private endpoint or Front Door the public address can be switched off. Apps for visitors
need it; rules for addresses narrow it.
"""

from scanner import LOW, rule
from scanner.shapes import APPS


@rule(
    on=APPS,
    severity=LOW,
    fix=(
        "Set public_network_access_enabled = false, or "
        'site_config.ip_restriction_default_action = "Deny".'
    ),
    related_ids=("CKV_AZURE_221", "CKV_AZURE_222"),
    cwe=284,
    references=("https://learn.microsoft.com/azure/app-service/overview-access-restrictions",),
    bad=(
        """
resource "azurerm_linux_web_app" "a" {  # here
  name = "shop"
}
""",
    ),
    good=(
        """
resource "azurerm_linux_web_app" "a" {
  public_network_access_enabled = false
}
""",
        """
resource "azurerm_linux_web_app" "a" {
  site_config {
    ip_restriction_default_action = "Deny"
  }
}
""",
    ),
)
def check(app):
    if app.get("site_config.ip_restriction_default_action", default="Allow") == "Deny":
        return
    if app.get("public_network_access_enabled", default=True):
        yield app.fail("public_network_access_enabled", "the whole internet may call the app")
