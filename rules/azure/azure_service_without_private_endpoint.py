"""Traffic to the service leaves your network, and its firewall has to sort friends from strangers.

A private endpoint gives it an address inside. It costs by the hour and needs private DNS, so teams
differ.
"""

from scanner import LOW, rule


@rule(
    on=(
        "azurerm_storage_account",
        "azurerm_key_vault",
        "azurerm_mssql_server",
        "azurerm_cosmosdb_account",
        "azurerm_container_registry",
    ),
    severity=LOW,
    fix="Add azurerm_private_endpoint for the service.",
    aliases=("CKV2_AZURE_32", "CKV2_AZURE_33", "CKV2_AZURE_45"),
    cwe=923,
    references=("https://learn.microsoft.com/azure/private-link/private-endpoint-overview",),
    bad=(
        """
resource "azurerm_key_vault" "v" {  # here
  name = "v"
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault" "v" {
  name = "v"
}

resource "azurerm_private_endpoint" "e" {
  private_service_connection {
    name                           = "v"
    private_connection_resource_id = azurerm_key_vault.v.id
  }
}
""",
        """
resource "azurerm_storage_account" "s" {
  name = "s"
}

resource "azurerm_private_endpoint" "e" {
  private_service_connection {
    name                           = "s"
    private_connection_resource_id = azurerm_storage_account.s.id
    subresource_names              = ["blob"]
  }
}
""",
    ),
)
def check(service):
    target = "private_service_connection.private_connection_resource_id"
    if not service.related("azurerm_private_endpoint", target):
        yield service.fail(message="there is no private endpoint")
