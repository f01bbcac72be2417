"""Without an identity of its own the app needs passwords for databases, vaults and storage.

A managed identity gets its tokens from Azure, and nothing can leak from the settings.
"""

from scanner import MEDIUM, rule
from scanner.shapes import APPS


@rule(
    on=APPS,
    severity=MEDIUM,
    fix="Add an identity block.",
    aliases=("CKV_AZURE_71",),
    related_ids=("CKV_AZURE_16", "AVD-AZU-0002"),
    cwe=798,
    references=("https://learn.microsoft.com/azure/app-service/overview-managed-identity",),
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
  identity {
    type = "SystemAssigned"
  }
}
""",
        """
resource "azurerm_linux_function_app" "a" {
  identity {
    type         = "UserAssigned"
    identity_ids = ["/id"]
  }
}
""",
    ),
)
def check(app):
    if not app.is_set("identity"):
        yield app.fail("identity", "the app has no identity of its own")
