"""A shared key opens the service for whoever has it, and no log says who that was.

With Entra ID alone each program has its own name and roles. Keys are accepted when nothing is said.
"""

from scanner import MEDIUM, rule


@rule(
    on=(
        "azurerm_servicebus_namespace",
        "azurerm_eventgrid_topic",
        "azurerm_eventgrid_domain",
        "azurerm_app_configuration",
        "azurerm_cognitive_account",
        "azurerm_signalr_service",
        "azurerm_web_pubsub",
    ),
    severity=MEDIUM,
    fix="Set local_auth_enabled = false and grant roles.",
    aliases=("CKV_AZURE_184", "CKV_AZURE_192", "CKV_AZURE_195", "CKV_AZURE_203", "CKV_AZURE_236"),
    cwe=287,
    references=(
        "https://learn.microsoft.com/azure/service-bus-messaging/disable-local-authentication",
    ),
    bad=(
        """
resource "azurerm_servicebus_namespace" "n" {  # here
  name = "n"
}
""",
        """
resource "azurerm_cognitive_account" "c" {
  local_auth_enabled = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_servicebus_namespace" "n" {
  local_auth_enabled = false
}
""",
        """
resource "azurerm_app_configuration" "c" {
  local_auth_enabled = "false"
}
""",
    ),
)
def check(service):
    if service.get("local_auth_enabled", default=True):
        yield service.fail("local_auth_enabled", "a shared key opens the service")
