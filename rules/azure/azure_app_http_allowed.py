"""Passwords and data cross the internet in clear text when a visitor comes by plain HTTP.

App Service answers on both unless it is told to send everybody to HTTPS, which the provider does
not do by itself.
"""

from scanner import HIGH, rule
from scanner.shapes import APPS


@rule(
    on=APPS,
    severity=HIGH,
    fix="Set https_only = true.",
    aliases=("CKV_AZURE_14", "CKV_AZURE_70", "CKV_AZURE_153"),
    related_ids=("AVD-AZU-0004",),
    cwe=319,
    references=("https://learn.microsoft.com/azure/app-service/configure-ssl-bindings",),
    bad=(
        """
resource "azurerm_linux_web_app" "a" {  # here
  name = "shop"
}
""",
        """
resource "azurerm_windows_function_app" "a" {
  https_only = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_linux_web_app" "a" {
  https_only = true
}
""",
        """
resource "azurerm_linux_function_app_slot" "a" {
  https_only = "true"
}
""",
    ),
)
def check(app):
    if not app.get("https_only", default=False):
        yield app.fail("https_only", "plain HTTP is answered")
