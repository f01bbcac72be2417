"""Visitors' passwords and data cross the internet in clear text when they come by plain HTTP.

Container Apps sends everybody to HTTPS when nothing is said.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_container_app",
    severity=MEDIUM,
    fix="Remove allow_insecure_connections.",
    cwe=319,
    references=("https://learn.microsoft.com/azure/container-apps/ingress-overview",),
    bad=(
        """
resource "azurerm_container_app" "a" {
  ingress {
    allow_insecure_connections = true  # here
    target_port                = 8080
  }
}
""",
    ),
    good=(
        """
resource "azurerm_container_app" "a" {
  ingress {
    target_port = 8080
  }
}
""",
        """
resource "azurerm_container_app" "a" {
  ingress {
    allow_insecure_connections = false
    target_port                = 8080
  }
}
""",
    ),
)
def check(app):
    if app.get("ingress.allow_insecure_connections", default=False):
        yield app.fail("ingress.allow_insecure_connections", "plain HTTP is answered")
