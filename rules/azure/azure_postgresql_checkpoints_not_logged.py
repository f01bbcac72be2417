"""Without a record of checkpoints nobody sees why the server stalls or what floods it.

log_checkpoints is on when nothing is said.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_postgresql_flexible_server_configuration",
    severity=LOW,
    fix='Remove the parameter or set log_checkpoints to "on".',
    related_ids=("CKV_AZURE_30", "AVD-AZU-0024"),
    cwe=778,
    references=("https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-logging",),
    bad=(
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "log_checkpoints"
  value = "off"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "log_checkpoints"
  value = "on"
}
""",
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "log_duration"
  value = "off"
}
""",
    ),
)
def check(parameter):
    wanted = parameter.get("name", default="") == "log_checkpoints"
    if wanted and parameter.get("value", default="on") in ("off", "OFF", "Off"):
        yield parameter.fail("value", "checkpoints are not logged")
