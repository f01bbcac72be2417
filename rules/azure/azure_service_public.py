"""The service has an address on the internet; a key or token that leaks works from anywhere.

Behind a private endpoint it can be switched off. What serves partners or visitors needs it, so
teams differ.
"""

from scanner import LOW, rule


@rule(
    on=(
        "azurerm_servicebus_namespace",
        "azurerm_eventhub_namespace",
        "azurerm_eventgrid_topic",
        "azurerm_eventgrid_domain",
        "azurerm_search_service",
        "azurerm_cognitive_account",
        "azurerm_machine_learning_workspace",
        "azurerm_batch_account",
        "azurerm_synapse_workspace",
        "azurerm_databricks_workspace",
        "azurerm_kusto_cluster",
        "azurerm_api_management",
        "azurerm_signalr_service",
        "azurerm_web_pubsub",
        "azurerm_automation_account",
        "azurerm_recovery_services_vault",
        "azurerm_iothub",
    ),
    severity=LOW,
    fix="Set public_network_access_enabled = false and add a private endpoint.",
    aliases=(
        "CKV_AZURE_106",
        "CKV_AZURE_108",
        "CKV_AZURE_124",
        "CKV_AZURE_134",
        "CKV_AZURE_144",
        "CKV_AZURE_158",
        "CKV_AZURE_174",
        "CKV_AZURE_193",
        "CKV_AZURE_204",
    ),
    cwe=284,
    references=("https://learn.microsoft.com/azure/private-link/private-link-overview",),
    bad=(
        """
resource "azurerm_servicebus_namespace" "n" {  # here
  name = "n"
}
""",
        """
resource "azurerm_search_service" "s" {
  public_network_access_enabled = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_servicebus_namespace" "n" {
  public_network_access_enabled = false
}
""",
        """
resource "azurerm_cognitive_account" "c" {
  public_network_access_enabled = "false"
}
""",
    ),
)
def check(service):
    if service.get("public_network_access_enabled", default=True):
        yield service.fail("public_network_access_enabled", "the service has a public address")
