"""Whoever administers the vault, or takes over such an account, can shorten and delete backups.

An immutable vault refuses; once locked it cannot be made mutable again.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_recovery_services_vault",
    severity=LOW,
    fix='Set immutability = "Unlocked", and "Locked" when you are sure.',
    cwe=693,
    references=("https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept",),
    bad=(
        """
resource "azurerm_recovery_services_vault" "v" {  # here
  name = "v"
}
""",
        """
resource "azurerm_recovery_services_vault" "v" {
  immutability = "Disabled"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_recovery_services_vault" "v" {
  immutability = "Locked"
}
""",
        """
resource "azurerm_recovery_services_vault" "v" {
  immutability = "Unlocked"
}
""",
    ),
)
def check(vault):
    if vault.get("immutability", default="Disabled") == "Disabled":
        yield vault.fail("immutability", "backups can be deleted before their time")
