"""Whoever reads the repository, its history or a fork of it can log in as the server's owner.

Such a password is the same in every copy of the code and is hardly ever changed. One that is
generated, looked up or passed in a variable is not written here; a default of a variable is
another rule's.
"""

from scanner import HIGH, rule
from scanner.shapes import written_secrets

_PASSWORDS = {
    "azurerm_mssql_server": (
        "administrator_login_password",
        "administrator_login_password_wo",
    ),
    "azurerm_mssql_managed_instance": ("administrator_login_password",),
    "azurerm_mysql_flexible_server": (
        "administrator_password",
        "administrator_password_wo",
    ),
    "azurerm_postgresql_server": (
        "administrator_login_password",
        "administrator_login_password_wo",
    ),
    "azurerm_postgresql_flexible_server": (
        "administrator_password",
        "administrator_password_wo",
    ),
    "azurerm_cosmosdb_postgresql_cluster": ("administrator_login_password",),
    "azurerm_mongo_cluster": ("administrator_password",),
    "azurerm_synapse_workspace": ("sql_administrator_login_password",),
}


@rule(
    on=tuple(_PASSWORDS),
    severity=HIGH,
    fix="Log in with Microsoft Entra ID, or generate the password; change the one that was here.",
    related_ids=("CKV_AZURE_239",),
    cwe=798,
    references=(
        "https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-overview",
        "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
    ),
    bad=(
        """
resource "azurerm_mssql_server" "main" {
  administrator_login          = "ops"
  administrator_login_password = "Correct-horse-1"  # here
}
""",
        """
resource "azurerm_postgresql_flexible_server" "main" {
  administrator_login               = "ops"
  administrator_password_wo         = "Correct-horse-1"  # here
  administrator_password_wo_version = 1
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_server" "main" {
  azuread_administrator {
    login_username              = "ops"
    object_id                   = "00000000-0000-0000-0000-000000000001"
    azuread_authentication_only = true
  }
}
""",
        """
data "azurerm_key_vault_secret" "ops" {
  name         = "ops"
  key_vault_id = "vault"
}

resource "azurerm_mysql_flexible_server" "main" {
  administrator_login    = "ops"
  administrator_password = data.azurerm_key_vault_secret.ops.value
}
""",
        """
variable "admin_password" {
  default = "Correct-horse-1"
}

resource "azurerm_mssql_server" "main" {
  administrator_login          = "ops"
  administrator_login_password = var.admin_password
}
""",
    ),
    code_only=True,
)
def check(database):
    for place, name in written_secrets(database, *_PASSWORDS[database.type]):
        yield place.fail(name, "a password is written in the code")
