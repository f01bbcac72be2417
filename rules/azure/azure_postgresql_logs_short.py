"""The server's log files are gone before anybody looks for what happened at the weekend.

Three days is what applies when nothing is said, seven the most. A diagnostic setting keeps them
longer, outside of the server.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="azurerm_postgresql_flexible_server_configuration",
    severity=LOW,
    fix="Set logfiles.retention_days to 7.",
    related_ids=("CKV_AZURE_146",),
    cwe=779,
    references=(
        "https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-server-logs-portal",
    ),
    parameters={"days": 4},
    bad=(
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "logfiles.retention_days"
  value = "1"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "logfiles.retention_days"
  value = "7"
}
""",
        """
resource "azurerm_postgresql_flexible_server_configuration" "c" {
  name  = "log_rotation_size"
  value = "1"
}
""",
    ),
)
def check(parameter):
    wanted = parameter.get("name", default="") == "logfiles.retention_days"
    if (
        wanted
        and quantity(parameter.get("value", default=""), default=7) < parameter.parameters["days"]
    ):
        yield parameter.fail("value", "log files are not kept for long")
