"""The whole internet can talk to the database and guess its passwords.

A range that starts at 0.0.0.0 and ends at 255.255.255.255, or covers the most of it, is everybody.
The single address 0.0.0.0 means Azure's services, another rule.
"""

import re

from scanner import CRITICAL, rule
from scanner.shapes import matches

_FIRST = re.compile(r"^[0-9]\.")
_LAST = re.compile(r"^2[0-9]{2}\.")


@rule(
    on=(
        "azurerm_mssql_firewall_rule",
        "azurerm_mysql_flexible_server_firewall_rule",
        "azurerm_postgresql_flexible_server_firewall_rule",
        "azurerm_synapse_firewall_rule",
    ),
    severity=CRITICAL,
    fix="Name the addresses that need the database, or use a private endpoint.",
    aliases=("CKV2_AZURE_34",),
    related_ids=("AVD-AZU-0029", "CKV_AZURE_11", "CKV2_AZURE_26"),
    cwe=284,
    references=("https://learn.microsoft.com/azure/azure-sql/database/firewall-configure",),
    bad=(
        """
resource "azurerm_mssql_firewall_rule" "r" {
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"  # here
}
""",
        """
resource "azurerm_postgresql_flexible_server_firewall_rule" "r" {
  start_ip_address = "0.0.0.1"
  end_ip_address   = "255.255.255.254"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_firewall_rule" "r" {
  start_ip_address = "198.51.100.7"
  end_ip_address   = "198.51.100.9"
}
""",
        """
resource "azurerm_mysql_flexible_server_firewall_rule" "r" {
  start_ip_address = "0.0.0.0"
  end_ip_address   = "0.0.0.0"
}
""",
        """
resource "azurerm_mssql_firewall_rule" "r" {
  start_ip_address = "255.255.0.0"
  end_ip_address   = "255.255.255.255"
}
""",
    ),
)
def check(rule):
    first = matches(_FIRST, rule.get("start_ip_address", default=""))
    if first and matches(_LAST, rule.get("end_ip_address", default="")):
        yield rule.fail("end_ip_address", "the internet reaches the database")
