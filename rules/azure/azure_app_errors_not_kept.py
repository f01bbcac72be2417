"""The page with the error's details is thrown away, and the visitor's report is all there is.

App Service can keep those pages for each error without showing them to visitors.
"""

from scanner import LOW, rule
from scanner.shapes import WEB_APPS


@rule(
    on=WEB_APPS,
    severity=LOW,
    fix="Set logs.detailed_error_messages = true.",
    aliases=("CKV_AZURE_65",),
    cwe=778,
    references=("https://learn.microsoft.com/azure/app-service/troubleshoot-diagnostic-logs",),
    bad=(
        """
resource "azurerm_windows_web_app" "a" {  # here
  name = "shop"
}
""",
    ),
    good=(
        """
resource "azurerm_windows_web_app" "a" {
  logs {
    detailed_error_messages = true
  }
}
""",
        """
resource "azurerm_linux_web_app" "a" {
  logs {
    detailed_error_messages = "true"
    failed_request_tracing  = true
  }
}
""",
    ),
)
def check(app):
    if not app.get("logs.detailed_error_messages", default=False):
        yield app.fail("logs.detailed_error_messages", "details of errors are not kept")
