"""Any website that a visitor opens may call the app, often with the visitor's login.

An origin "*" suits public data only; with support_credentials it is refused by browsers, and apps
that mirror the origin get round that.
"""

from scanner import MEDIUM, rule
from scanner.shapes import APPS


@rule(
    on=APPS,
    severity=MEDIUM,
    fix="Name the allowed_origins.",
    aliases=("CKV_AZURE_57", "CKV_AZURE_62"),
    cwe=942,
    references=("https://learn.microsoft.com/azure/app-service/app-service-web-tutorial-rest-api",),
    bad=(
        """
resource "azurerm_linux_web_app" "a" {
  site_config {
    cors {
      allowed_origins = ["https://shop.example.com", "*"]  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "azurerm_linux_web_app" "a" {
  site_config {
    cors {
      allowed_origins = ["https://shop.example.com"]
    }
  }
}
""",
        """
resource "azurerm_linux_function_app" "a" {
  site_config {}
}
""",
    ),
)
def check(app):
    for origin in app.each("site_config.cors.allowed_origins"):
        if origin.value == "*":
            yield origin.fail(message="any website may call the app")
