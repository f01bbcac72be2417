"""A week is soon over before anybody notices that a key was deleted.

Deleted keys, secrets and certificates are kept for 90 days when nothing is said, and between 7 and
90 where it is. It cannot be changed later.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="azurerm_key_vault",
    severity=LOW,
    fix="Remove soft_delete_retention_days or raise it.",
    cwe=693,
    references=("https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",),
    parameters={"days": 30},
    bad=(
        """
resource "azurerm_key_vault" "v" {
  soft_delete_retention_days = 7  # here
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault" "v" {
  name = "v"
}
""",
        """
resource "azurerm_key_vault" "v" {
  soft_delete_retention_days = 30
}
""",
    ),
)
def check(vault):
    if quantity(vault.get("soft_delete_retention_days", default=90), 90) < vault.parameters["days"]:
        yield vault.fail("soft_delete_retention_days", "what is deleted is not kept for long")
