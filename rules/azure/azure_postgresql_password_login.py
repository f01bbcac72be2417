"""Passwords of the database know no second factor, and nobody takes them back when people leave.

With Entra ID, people and programs log in with tokens that last an hour. Password login is on and
Entra ID off when nothing is said.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_postgresql_flexible_server",
    severity=LOW,
    fix="Add authentication with active_directory_auth_enabled = true.",
    cwe=287,
    references=(
        "https://learn.microsoft.com/azure/postgresql/flexible-server/security-entra-concepts",
    ),
    bad=(
        """
resource "azurerm_postgresql_flexible_server" "s" {  # here
  name = "s"
}
""",
        """
resource "azurerm_postgresql_flexible_server" "s" {
  authentication {  # here
    password_auth_enabled = true
  }
}
""",
    ),
    good=(
        """
resource "azurerm_postgresql_flexible_server" "s" {
  authentication {
    active_directory_auth_enabled = true
  }
}
""",
        """
resource "azurerm_postgresql_flexible_server" "s" {
  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
  }
}
""",
    ),
)
def check(server):
    if not server.get("authentication.active_directory_auth_enabled", default=False):
        place = "authentication.active_directory_auth_enabled"
        yield server.fail(place, "nobody logs in by Entra ID")
