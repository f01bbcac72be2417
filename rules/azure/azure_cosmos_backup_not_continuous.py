"""Data can be brought back only as it was some hours ago, and only by asking Microsoft.

Continuous backups restore any moment of the last 7 or 30 days by oneself. Periodic ones apply when
nothing is said.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_cosmosdb_account",
    severity=LOW,
    fix='Add backup with type = "Continuous".',
    cwe=693,
    references=(
        "https://learn.microsoft.com/azure/cosmos-db/continuous-backup-restore-introduction",
    ),
    bad=(
        """
resource "azurerm_cosmosdb_account" "c" {  # here
  name = "c"
}
""",
        """
resource "azurerm_cosmosdb_account" "c" {
  backup {
    type = "Periodic"  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_cosmosdb_account" "c" {
  backup {
    type = "Continuous"
  }
}
""",
        """
resource "azurerm_cosmosdb_account" "c" {
  backup {
    type = "Continuous"
    tier = "Continuous30Days"
  }
}
""",
    ),
)
def check(account):
    if account.get("backup.type", default="Periodic") != "Continuous":
        yield account.fail("backup.type", "backups are hours apart")
