"""Every machine of every customer of Azure may talk to the database, not only your own.

The rule from 0.0.0.0 to 0.0.0.0 stands for all of Azure's addresses, which anybody can rent for an
hour.
"""

from scanner import HIGH, rule

_AZURE = "0.0.0.0"  # noqa: S104 - compared only


@rule(
    on=(
        "azurerm_mssql_firewall_rule",
        "azurerm_mysql_flexible_server_firewall_rule",
        "azurerm_postgresql_flexible_server_firewall_rule",
        "azurerm_synapse_firewall_rule",
    ),
    severity=HIGH,
    fix="Remove the rule and use a private endpoint or a virtual network rule.",
    related_ids=("CKV2_AZURE_6",),
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/azure-sql/database/network-access-controls-overview",
    ),
    bad=(
        """
resource "azurerm_mssql_firewall_rule" "r" {
  start_ip_address = "0.0.0.0"  # here
  end_ip_address   = "0.0.0.0"
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_firewall_rule" "r" {
  start_ip_address = "198.51.100.7"
  end_ip_address   = "198.51.100.7"
}
""",
        """
resource "azurerm_mssql_firewall_rule" "r" {
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"
}
""",
        """
resource "azurerm_mssql_firewall_rule" "r" {
  start_ip_address = "198.51.100.7"
  end_ip_address   = "0.0.0.0"
}
""",
    ),
)
def check(rule):
    first = rule.get("start_ip_address", default="") == _AZURE
    if first and rule.get("end_ip_address", default="") == _AZURE:
        yield rule.fail("start_ip_address", "all of Azure reaches the database")
