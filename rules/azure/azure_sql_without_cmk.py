"""Nobody but Microsoft can withdraw the key that opens the databases.

Azure encrypts with its own key always. A key of one's own may be named in the server or in a
resource for transparent data encryption.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_mssql_server",
    severity=LOW,
    fix="Set transparent_data_encryption_key_vault_key_id.",
    cwe=311,
    references=(
        "https://learn.microsoft.com/azure/azure-sql/database/transparent-data-encryption-byok-overview",
    ),
    bad=(
        """
resource "azurerm_mssql_server" "s" {  # here
  name = "s"
}
""",
        """
resource "azurerm_mssql_server" "s" {  # here
  name = "s"
}

resource "azurerm_mssql_server_transparent_data_encryption" "e" {
  server_id = azurerm_mssql_server.s.id
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_server" "s" {
  transparent_data_encryption_key_vault_key_id = "https://v.vault.azure.net/keys/k/1"
}
""",
        """
resource "azurerm_mssql_server" "s" {
  name = "s"
}

resource "azurerm_mssql_server_transparent_data_encryption" "e" {
  server_id        = azurerm_mssql_server.s.id
  key_vault_key_id = "https://v.vault.azure.net/keys/k/1"
}
""",
    ),
)
def check(server):
    own = "transparent_data_encryption_key_vault_key_id"
    if server.is_set(own):
        return
    split = server.related("azurerm_mssql_server_transparent_data_encryption", "server_id")
    if not any(one.is_set("key_vault_key_id") for one in split):
        yield server.fail(own, "the key is Microsoft's")
