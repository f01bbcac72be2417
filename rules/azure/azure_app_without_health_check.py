"""An instance that hangs keeps getting visitors until somebody notices.

With a path to ask, App Service takes sick instances out and replaces them.
"""

from scanner import LOW, rule
from scanner.shapes import WEB_APPS


@rule(
    on=WEB_APPS,
    severity=LOW,
    fix="Set site_config.health_check_path.",
    aliases=("CKV_AZURE_213",),
    cwe=754,
    references=("https://learn.microsoft.com/azure/app-service/monitor-instances-health-check",),
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
    health_check_path = "/healthz"
  }
}
""",
        """
resource "azurerm_windows_web_app" "a" {
  site_config {
    health_check_path                 = "/"
    health_check_eviction_time_in_min = 5
  }
}
""",
    ),
)
def check(app):
    if not app.is_set("site_config.health_check_path"):
        yield app.fail("site_config.health_check_path", "sick instances are not noticed")
