"""Everybody on the internet gets to the app, which has to check each visitor itself.

App Service can ask for a login before a request reaches the code. Shops and public pages have no
use for it, and many apps check tokens themselves.
"""

from scanner import LOW, rule
from scanner.shapes import WEB_APPS


@rule(
    on=WEB_APPS,
    severity=LOW,
    fix="Add auth_settings_v2 with auth_enabled = true.",
    aliases=("CKV_AZURE_13", "AVD-AZU-0003"),
    cwe=306,
    references=(
        "https://learn.microsoft.com/azure/app-service/overview-authentication-authorization",
    ),
    bad=(
        """
resource "azurerm_linux_web_app" "a" {  # here
  name = "shop"
}
""",
        """
resource "azurerm_linux_web_app" "a" {
  auth_settings_v2 {
    auth_enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_linux_web_app" "a" {
  auth_settings_v2 {
    auth_enabled = true
  }
}
""",
        """
resource "azurerm_windows_web_app" "a" {
  auth_settings {
    enabled = true
  }
}
""",
    ),
)
def check(app):
    if not app.get("auth_settings.enabled", default=False) and not app.get(
        "auth_settings_v2.auth_enabled", default=False
    ):
        yield app.fail("auth_settings_v2.auth_enabled", "no login is asked for")
