"""TLS 1.0 and 1.1 have known attacks that let somebody on the way read the traffic.

The provider asks for TLS 1.2 when nothing is said, for visitors and for the deployment site alike.
"""

from scanner import HIGH, rule
from scanner.shapes import APPS


@rule(
    on=APPS,
    severity=HIGH,
    fix='Remove the old version or set it to "1.2" or "1.3".',
    aliases=("CKV_AZURE_15", "CKV_AZURE_145", "AVD-AZU-0006"),
    cwe=326,
    references=("https://learn.microsoft.com/azure/app-service/overview-tls",),
    bad=(
        """
resource "azurerm_linux_web_app" "a" {
  site_config {
    minimum_tls_version = "1.0"  # here
  }
}
""",
        """
resource "azurerm_windows_function_app" "a" {
  site_config {
    scm_minimum_tls_version = "1.1"  # here
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
    minimum_tls_version = 1.3
  }
}
""",
    ),
)
def check(app):
    for place in ("site_config.minimum_tls_version", "site_config.scm_minimum_tls_version"):
        if app.get(place, default="1.2") in ("1.0", "1.1", "1"):
            yield app.fail(place, "old versions of TLS are accepted")
