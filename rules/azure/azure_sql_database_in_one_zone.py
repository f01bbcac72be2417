"""The loss of one data centre stops the database until Azure has it running elsewhere.

Zone redundancy costs nothing more in the Premium and Business Critical tiers, and some in others.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_mssql_database",
    severity=LOW,
    fix="Set zone_redundant = true.",
    aliases=("CKV_AZURE_229",),
    cwe=1088,
    references=("https://learn.microsoft.com/azure/azure-sql/database/high-availability-sla",),
    bad=(
        """
resource "azurerm_mssql_database" "d" {  # here
  name = "d"
}
""",
    ),
    good=(
        """
resource "azurerm_mssql_database" "d" {
  zone_redundant = true
}
""",
        """
resource "azurerm_mssql_database" "d" {
  zone_redundant = "true"
}
""",
    ),
)
def check(database):
    if not database.get("zone_redundant", default=False):
        yield database.fail("zone_redundant", "the database runs in one zone")
