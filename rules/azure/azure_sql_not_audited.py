"""Nobody can tell afterwards who read or changed which data.

An auditing policy of the server covers all its databases.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_mssql_server",
    severity=MEDIUM,
    fix="Add azurerm_mssql_server_extended_auditing_policy for the server.",
    related_ids=("CKV_AZURE_23", "AVD-AZU-0027"),
    cwe=778,
    references=("https://learn.microsoft.com/azure/azure-sql/database/auditing-overview",),
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

resource "azurerm_mssql_server_extended_auditing_policy" "p" {
  server_id = azurerm_mssql_server.s.id
  enabled   = false
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_server" "s" {
  name = "s"
}

resource "azurerm_mssql_server_extended_auditing_policy" "p" {
  server_id = azurerm_mssql_server.s.id
}
""",
        """
resource "azurerm_mssql_server" "s" {
  name = "s"
}

resource "azurerm_mssql_server_extended_auditing_policy" "p" {
  server_id              = azurerm_mssql_server.s.id
  log_monitoring_enabled = true
}
""",
    ),
)
def check(server):
    policies = server.related("azurerm_mssql_server_extended_auditing_policy", "server_id")
    if not any(policy.get("enabled", default=True) for policy in policies):
        yield server.fail(message="access to data is not audited")
