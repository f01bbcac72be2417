"""Why a request failed cannot be told from its line in the log.

Tracing keeps what each step of a failed request did.
"""

from scanner import LOW, rule
from scanner.shapes import WEB_APPS


@rule(
    on=WEB_APPS,
    severity=LOW,
    fix="Set logs.failed_request_tracing = true.",
    aliases=("CKV_AZURE_66",),
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
    failed_request_tracing = true
  }
}
""",
        """
resource "azurerm_linux_web_app" "a" {
  logs {
    detailed_error_messages = true
    failed_request_tracing  = "true"
  }
}
""",
    ),
)
def check(app):
    if not app.get("logs.failed_request_tracing", default=False):
        yield app.fail("logs.failed_request_tracing", "failed requests are not traced")
