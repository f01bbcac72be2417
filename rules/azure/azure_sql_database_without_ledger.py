"""An administrator can change records and nobody is able to prove it.

The ledger keeps hashes that make a change visible. It must be chosen when the database is made, and
only some data needs it.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_mssql_database",
    severity=LOW,
    fix="Set ledger_enabled = true (this replaces the database).",
    aliases=("CKV_AZURE_224",),
    cwe=353,
    references=("https://learn.microsoft.com/azure/azure-sql/database/ledger-landing",),
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
  ledger_enabled = true
}
""",
        """
resource "azurerm_mssql_database" "d" {
  ledger_enabled = "true"
}
""",
    ),
)
def check(database):
    if not database.get("ledger_enabled", default=False):
        yield database.fail("ledger_enabled", "changes by administrators leave no proof")
