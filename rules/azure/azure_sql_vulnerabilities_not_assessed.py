"""Weak settings and excessive rights in the databases are never looked for.

Express assessment needs no storage account; the classic one is a resource of its own.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_mssql_server",
    severity=LOW,
    fix="Set express_vulnerability_assessment_enabled = true.",
    related_ids=("CKV2_AZURE_2", "CKV2_AZURE_3"),
    cwe=1104,
    references=(
        "https://learn.microsoft.com/azure/defender-for-cloud/sql-azure-vulnerability-assessment-overview",
    ),
    bad=(
        """
resource "azurerm_mssql_server" "s" {  # here
  name = "s"
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_server" "s" {
  express_vulnerability_assessment_enabled = true
}
""",
        """
resource "azurerm_mssql_server" "s" {
  name = "s"
}

resource "azurerm_mssql_server_security_alert_policy" "p" {
  server_name = azurerm_mssql_server.s.name
  state       = "Enabled"
}

resource "azurerm_mssql_server_vulnerability_assessment" "a" {
  server_security_alert_policy_id = azurerm_mssql_server_security_alert_policy.p.id
}
""",
    ),
)
def check(server):
    if server.get("express_vulnerability_assessment_enabled", default=False):
        return
    if not server.beside("azurerm_mssql_server_vulnerability_assessment"):
        yield server.fail(
            "express_vulnerability_assessment_enabled", "nothing looks for weak settings"
        )
