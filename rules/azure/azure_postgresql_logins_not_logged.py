"""Who came to the server cannot be told afterwards, nor that somebody guesses passwords.

log_connections and log_disconnections are on when nothing is said.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_postgresql_flexible_server_configuration",
    severity=LOW,
    fix='Remove the parameter or set it to "on".',
    related_ids=("CKV_AZURE_31", "AVD-AZU-0019"),
    cwe=778,
    references=("https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-logging",),
    bad=(
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "log_connections"
  value = "off"  # here
}
""",
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "log_disconnections"
  value = "OFF"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "log_connections"
  value = "on"
}
""",
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "log_statement_stats"
  value = "off"
}
""",
    ),
)
def check(parameter):
    wanted = parameter.get("name", default="") in ("log_connections", "log_disconnections")
    if wanted and parameter.get("value", default="on") in ("off", "OFF", "Off"):
        yield parameter.fail("value", "logins are not logged")
