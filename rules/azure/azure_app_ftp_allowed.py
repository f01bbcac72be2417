"""Plain FTP sends the deployment's password and the code in clear text.

The provider switches FTP off when nothing is said. FTPS encrypts; AllAllowed takes both.
"""

from scanner import MEDIUM, rule
from scanner.shapes import APPS


@rule(
    on=APPS,
    severity=MEDIUM,
    fix='Remove ftps_state or set it to "Disabled" or "FtpsOnly".',
    aliases=("CKV_AZURE_78",),
    cwe=319,
    references=("https://learn.microsoft.com/azure/app-service/deploy-ftp",),
    bad=(
        """
resource "azurerm_linux_web_app" "a" {
  site_config {
    ftps_state = "AllAllowed"  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_linux_web_app" "a" {
  site_config {
    ftps_state = "FtpsOnly"
  }
}
""",
        """
resource "azurerm_linux_web_app" "a" {
  site_config {}
}
""",
    ),
)
def check(app):
    if app.get("site_config.ftps_state", default="Disabled") == "AllAllowed":
        yield app.fail("site_config.ftps_state", "plain FTP is accepted")
