"""Visitors load the app over HTTP 1.1, which is slower and lets requests be smuggled more easily.

App Service speaks HTTP/2 only where it is told to.
"""

from scanner import LOW, rule
from scanner.shapes import WEB_APPS


@rule(
    on=WEB_APPS,
    severity=LOW,
    fix="Set site_config.http2_enabled = true.",
    aliases=("CKV_AZURE_18", "AVD-AZU-0005"),
    cwe=710,
    references=("https://learn.microsoft.com/azure/app-service/configure-common",),
    bad=(
        """
resource "azurerm_linux_web_app" "a" {
  site_config {}  # here
}
""",
    ),
    good=(
        """
resource "azurerm_linux_web_app" "a" {
  site_config {
    http2_enabled = true
  }
}
""",
        """
resource "azurerm_windows_web_app_slot" "a" {
  site_config {
    http2_enabled = "true"
  }
}
""",
    ),
)
def check(app):
    if not app.get("site_config.http2_enabled", default=False):
        yield app.fail("site_config.http2_enabled", "HTTP/2 is switched off")
