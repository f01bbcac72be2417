"""Whoever may delete the store can destroy it for good, and every app that reads it stops.

With purge protection a deleted store stays restorable. It needs the Standard tier.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_app_configuration",
    severity=MEDIUM,
    fix="Set purge_protection_enabled = true.",
    aliases=("CKV_AZURE_187",),
    cwe=693,
    references=("https://learn.microsoft.com/azure/azure-app-configuration/concept-soft-delete",),
    bad=(
        """
resource "azurerm_app_configuration" "c" {
  sku                      = "standard"
  purge_protection_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_app_configuration" "c" {
  sku                      = "standard"
  purge_protection_enabled = true
}
""",
        """
resource "azurerm_app_configuration" "c" {
  sku = "free"
}
""",
    ),
)
def check(store):
    if store.get("sku", default="free") in ("free", "developer"):
        return
    if not store.get("purge_protection_enabled", default=False):
        yield store.fail("purge_protection_enabled", "the store can be destroyed at once")
