"""One password, which everybody who may read the publishing profile has, deploys code to the app.

It knows no second factor and no name. Deployments with Entra ID (az, GitHub's OIDC) do not need it.
Both ways, FTP and the deployment site, are open when nothing is said.
"""

from scanner import MEDIUM, rule
from scanner.shapes import APPS


@rule(
    on=APPS,
    severity=MEDIUM,
    fix="Set both publish_basic_authentication_enabled switches to false.",
    cwe=287,
    references=("https://learn.microsoft.com/azure/app-service/configure-basic-auth-disable",),
    bad=(
        """
resource "azurerm_linux_web_app" "a" {  # here
  name = "shop"
}
""",
        """
resource "azurerm_linux_web_app" "a" {
  ftp_publish_basic_authentication_enabled       = true  # here
  webdeploy_publish_basic_authentication_enabled = false
}
""",
    ),
    good=(
        """
resource "azurerm_linux_web_app" "a" {
  ftp_publish_basic_authentication_enabled       = false
  webdeploy_publish_basic_authentication_enabled = false
}
""",
        """
resource "azurerm_linux_web_app_slot" "a" {
  ftp_publish_basic_authentication_enabled       = "false"
  webdeploy_publish_basic_authentication_enabled = "false"
}
""",
    ),
)
def check(app):
    for way in ("ftp", "webdeploy"):
        switch = f"{way}_publish_basic_authentication_enabled"
        if app.get(switch, default=True):
            yield app.fail(switch, "a shared password deploys code")
            return
