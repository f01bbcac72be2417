"""Files and backups of the database lie in clear text on Azure's disks.

Transparent encryption is on when nothing is said, and only data warehouses can switch it off.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_mssql_database",
    severity=HIGH,
    fix="Remove transparent_data_encryption_enabled = false.",
    aliases=("CKV2_AZURE_25",),
    cwe=311,
    references=(
        "https://learn.microsoft.com/azure/azure-sql/database/transparent-data-encryption-tde-overview",
    ),
    bad=(
        """
resource "azurerm_mssql_database" "d" {
  transparent_data_encryption_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_database" "d" {
  name = "d"
}
""",
        """
resource "azurerm_mssql_database" "d" {
  transparent_data_encryption_enabled = true
}
""",
    ),
)
def check(database):
    if not database.get("transparent_data_encryption_enabled", default=True):
        yield database.fail("transparent_data_encryption_enabled", "storage is not encrypted")
