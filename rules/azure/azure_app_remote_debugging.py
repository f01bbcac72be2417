"""Remote debugging opens ports through which the running program can be stopped and changed.

It is meant for an hour of looking for a fault, not for the code.
"""

from scanner import HIGH, rule
from scanner.shapes import APPS


@rule(
    on=APPS,
    severity=HIGH,
    fix="Remove remote_debugging_enabled.",
    aliases=("CKV_AZURE_72", "CKV_AZURE_155"),
    cwe=489,
    references=("https://learn.microsoft.com/azure/app-service/configure-common",),
    bad=(
        """
resource "azurerm_windows_web_app" "a" {
  site_config {
    remote_debugging_enabled = true  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_windows_web_app" "a" {
  site_config {}
}
""",
        """
resource "azurerm_windows_web_app" "a" {
  site_config {
    remote_debugging_version = "VS2022"
  }
}
""",
    ),
)
def check(app):
    if app.get("site_config.remote_debugging_enabled", default=False):
        yield app.fail("site_config.remote_debugging_enabled", "a debugger can attach from outside")
