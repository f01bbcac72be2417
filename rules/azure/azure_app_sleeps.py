"""After twenty quiet minutes the app is unloaded, and the next visitor waits or runs into an error.

Apps stay loaded when nothing is said. Free and shared plans cannot do it and have to say false.
"""

from scanner import LOW, rule
from scanner.shapes import WEB_APPS


@rule(
    on=WEB_APPS,
    severity=LOW,
    fix="Remove always_on = false.",
    aliases=("CKV_AZURE_214",),
    cwe=1088,
    references=("https://learn.microsoft.com/azure/app-service/configure-common",),
    bad=(
        """
resource "azurerm_linux_web_app" "a" {
  site_config {
    always_on = false  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_linux_web_app" "a" {
  site_config {}
}
""",
        """
resource "azurerm_linux_web_app" "a" {
  site_config {
    always_on = true
  }
}
""",
    ),
)
def check(app):
    if not app.get("site_config.always_on", default=True):
        yield app.fail("site_config.always_on", "the app is unloaded when nobody asks")
