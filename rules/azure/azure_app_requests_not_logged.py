"""Nobody can tell afterwards who asked the app for what, or which requests failed.

The app's own HTTP logs do it, and so does a diagnostic setting for the app.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WEB_APPS


@rule(
    on=WEB_APPS,
    severity=MEDIUM,
    fix="Add logs.http_logs, or a diagnostic setting with AppServiceHTTPLogs.",
    related_ids=("CKV_AZURE_63",),
    cwe=778,
    references=("https://learn.microsoft.com/azure/app-service/troubleshoot-diagnostic-logs",),
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
  logs {
    http_logs {
      file_system {
        retention_in_days = 7
        retention_in_mb   = 35
      }
    }
  }
}
""",
        """
resource "azurerm_linux_web_app" "a" {
  name = "shop"
}

resource "azurerm_monitor_diagnostic_setting" "d" {
  target_resource_id = azurerm_linux_web_app.a.id
  enabled_log {
    category = "AppServiceHTTPLogs"
  }
}
""",
    ),
)
def check(app):
    if app.is_set("logs.http_logs"):
        return
    if not app.related("azurerm_monitor_diagnostic_setting", "target_resource_id"):
        yield app.fail("logs.http_logs", "requests are not logged")
