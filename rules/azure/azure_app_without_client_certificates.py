"""Any program may call the app, not only those that were given a certificate.

Certificates suit programs that call programs; a browser's visitor has none.
"""

from scanner import LOW, rule
from scanner.shapes import WEB_APPS


@rule(
    on=WEB_APPS,
    severity=LOW,
    fix='Set client_certificate_enabled = true and client_certificate_mode = "Required".',
    aliases=("CKV_AZURE_17", "AVD-AZU-0001"),
    cwe=295,
    references=(
        "https://learn.microsoft.com/azure/app-service/app-service-web-configure-tls-mutual-auth",
    ),
    bad=(
        """
resource "azurerm_linux_web_app" "a" {  # here
  name = "api"
}
""",
    ),
    good=(
        """
resource "azurerm_linux_web_app" "a" {
  client_certificate_enabled = true
}
""",
        """
resource "azurerm_windows_web_app" "a" {
  client_certificate_enabled = "true"
}
""",
    ),
)
def check(app):
    if not app.get("client_certificate_enabled", default=False):
        yield app.fail("client_certificate_enabled", "callers need no certificate")
