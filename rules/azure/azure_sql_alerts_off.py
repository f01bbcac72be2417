"""Attempts at SQL injection and strange logins are seen by nobody.

The policy is there, but Disabled, or leaves some kinds of attacks out.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_mssql_server_security_alert_policy",
    severity=MEDIUM,
    fix='Set state = "Enabled" and remove disabled_alerts.',
    aliases=("CKV_AZURE_25", "AVD-AZU-0028"),
    cwe=778,
    references=("https://learn.microsoft.com/azure/azure-sql/database/threat-detection-overview",),
    bad=(
        """
resource "azurerm_mssql_server_security_alert_policy" "p" {
  state = "Disabled"  # here
}
""",
        """
resource "azurerm_mssql_server_security_alert_policy" "p" {
  state           = "Enabled"
  disabled_alerts = ["Sql_Injection"]  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_server_security_alert_policy" "p" {
  state = "Enabled"
}
""",
        """
resource "azurerm_mssql_server_security_alert_policy" "p" {
  state           = "Enabled"
  disabled_alerts = []
}
""",
    ),
)
def check(policy):
    if policy.get("state", default="Disabled") != "Enabled":
        yield policy.fail("state", "the alerts are switched off")
    for alert in policy.each("disabled_alerts"):
        yield alert.fail(message="a kind of attack is left out")
