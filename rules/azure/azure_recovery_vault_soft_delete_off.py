"""An intruder deletes the backups first, and then nothing is left to restore.

Soft delete keeps deleted backups for two weeks and is on when nothing is said.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_recovery_services_vault",
    severity=HIGH,
    fix="Remove soft_delete_enabled = false.",
    cwe=693,
    references=("https://learn.microsoft.com/azure/backup/backup-azure-security-feature-cloud",),
    bad=(
        """
resource "azurerm_recovery_services_vault" "v" {
  soft_delete_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_recovery_services_vault" "v" {
  name = "v"
}
""",
        """
resource "azurerm_recovery_services_vault" "v" {
  soft_delete_enabled = true
}
""",
    ),
)
def check(vault):
    if not vault.get("soft_delete_enabled", default=True):
        yield vault.fail("soft_delete_enabled", "deleted backups are gone at once")
