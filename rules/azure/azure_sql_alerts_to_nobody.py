"""An alert that nobody gets by mail waits in the portal until somebody looks.

Either addresses, or the administrators of the subscription, get it.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_mssql_server_security_alert_policy",
    severity=LOW,
    fix="Set email_account_admins = true or email_addresses.",
    related_ids=("CKV_AZURE_26", "CKV_AZURE_27", "AVD-AZU-0018", "AVD-AZU-0023"),
    cwe=778,
    references=("https://learn.microsoft.com/azure/azure-sql/database/threat-detection-configure",),
    bad=(
        """
resource "azurerm_mssql_server_security_alert_policy" "p" {  # here
  state = "Enabled"
}
""",
        """
resource "azurerm_mssql_server_security_alert_policy" "p" {
  email_account_admins = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_server_security_alert_policy" "p" {
  email_account_admins = true
}
""",
        """
resource "azurerm_mssql_server_security_alert_policy" "p" {
  email_addresses = ["security@example.com"]
}
""",
    ),
)
def check(policy):
    if policy.get("email_account_admins", default=False):
        return
    if not any(True for _ in policy.each("email_addresses")):
        yield policy.fail("email_account_admins", "nobody gets the alerts")
