"""People and programs log in with passwords that the server keeps, which know no second factor.

An Entra administrator lets everybody else be given access by name, too.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_mssql_server",
    severity=MEDIUM,
    fix="Add azuread_administrator.",
    aliases=("CKV2_AZURE_27",),
    related_ids=("CKV2_AZURE_7",),
    cwe=287,
    references=(
        "https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-overview",
    ),
    bad=(
        """
resource "azurerm_mssql_server" "s" {  # here
  name = "s"
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_server" "s" {
  azuread_administrator {
    login_username = "dba"
  }
}
""",
        """
resource "azurerm_mssql_server" "s" {
  azuread_administrator {
    login_username              = "dba"
    azuread_authentication_only = true
  }
}
""",
    ),
)
def check(server):
    if not server.is_set("azuread_administrator"):
        yield server.fail("azuread_administrator", "nobody logs in by Entra ID")
