"""The audit log lacks the logins, so nobody sees who guesses passwords.

CONNECTION is among the events when nothing is said; a list of one's own has to name it.
"""

import re

from scanner import LOW, rule
from scanner.shapes import matches

_LOGINS = re.compile(r"\bCONNECTION\b")


@rule(
    on="azurerm_mysql_flexible_server_configuration",
    severity=LOW,
    fix="Add CONNECTION to audit_log_events.",
    cwe=778,
    references=("https://learn.microsoft.com/azure/mysql/flexible-server/concepts-audit-logs",),
    bad=(
        """
resource "azurerm_mysql_flexible_server_configuration" "c" {
  name  = "audit_log_events"
  value = "DML,DDL"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mysql_flexible_server_configuration" "c" {
  name  = "audit_log_events"
  value = "DML,CONNECTION"
}
""",
        """
resource "azurerm_mysql_flexible_server_configuration" "c" {
  name  = "slow_query_log"
  value = "ON"
}
""",
    ),
)
def check(parameter):
    wanted = parameter.get("name", default="") == "audit_log_events"
    if wanted and not matches(_LOGINS, parameter.get("value", default="CONNECTION")):
        yield parameter.fail("value", "logins are not audited")
