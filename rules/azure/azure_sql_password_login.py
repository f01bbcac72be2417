"""The administrator's password opens every database, and whoever has the state has it.

With Entra ID alone there are no passwords to guess or to leak. Older programs cannot do without.
"""

from scanner import LOW, rule


@rule(
    on=("azurerm_mssql_server", "azurerm_synapse_workspace"),
    severity=LOW,
    fix="Set azuread_authentication_only = true.",
    cwe=287,
    references=(
        "https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-only-authentication",
    ),
    bad=(
        """
resource "azurerm_mssql_server" "s" {
  azuread_administrator {  # here
    login_username = "dba"
  }
}
""",
        """
resource "azurerm_synapse_workspace" "w" {
  azuread_authentication_only = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_server" "s" {
  azuread_administrator {
    login_username              = "dba"
    azuread_authentication_only = true
  }
}
""",
        """
resource "azurerm_synapse_workspace" "w" {
  azuread_authentication_only = true
}
""",
    ),
)
def check(view):
    inner = "azuread_administrator." if view.type == "azurerm_mssql_server" else ""
    only = f"{inner}azuread_authentication_only"
    if not view.get(only, default=False):
        yield view.fail(only, "passwords are accepted")
