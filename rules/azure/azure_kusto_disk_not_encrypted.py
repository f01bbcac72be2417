"""Data on the disks of the cluster's machines is not encrypted by their system.

Storage behind it is encrypted anyway; hot data lies on these disks.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_kusto_cluster",
    severity=MEDIUM,
    fix="Set disk_encryption_enabled = true.",
    aliases=("CKV_AZURE_74",),
    cwe=311,
    references=("https://learn.microsoft.com/azure/data-explorer/cluster-encryption-disk",),
    bad=(
        """
resource "azurerm_kusto_cluster" "c" {  # here
  name = "c"
}
""",
    ),
    good=(
        """
resource "azurerm_kusto_cluster" "c" {
  disk_encryption_enabled = true
}
""",
        """
resource "azurerm_kusto_cluster" "c" {
  disk_encryption_enabled = "true"
}
""",
    ),
)
def check(cluster):
    if not cluster.get("disk_encryption_enabled", default=False):
        yield cluster.fail("disk_encryption_enabled", "disks are not encrypted")
