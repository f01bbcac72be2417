"""Whoever may write replication rules can copy all blobs into another company's account.

The provider forbids it since version 4 when nothing is said, so only an explicit true is wrong.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_storage_account",
    severity=HIGH,
    fix="Remove cross_tenant_replication_enabled or set it to false.",
    cwe=284,
    references=(
        "https://learn.microsoft.com/azure/storage/blobs/object-replication-prevent-cross-tenant-policies",
    ),
    bad=(
        """
resource "azurerm_storage_account" "s" {
  cross_tenant_replication_enabled = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  name = "data"
}
""",
        """
resource "azurerm_storage_account" "s" {
  cross_tenant_replication_enabled = false
}
""",
    ),
)
def check(account):
    if account.get("cross_tenant_replication_enabled", default=False):
        yield account.fail("cross_tenant_replication_enabled", "blobs may leave the tenant")
