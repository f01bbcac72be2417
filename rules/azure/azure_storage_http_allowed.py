"""Requests over plain HTTP show the account's keys, signatures and data to whoever is on the way.

The provider requires HTTPS unless it is told otherwise, so only an explicit false is wrong. NFS 3.0
shares cannot be encrypted in transit, and Azure demands that it is off there.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_storage_account",
    severity=HIGH,
    fix="Remove https_traffic_only_enabled or set it to true.",
    aliases=("CKV_AZURE_3", "AVD-AZU-0008"),
    cwe=319,
    references=(
        "https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer",
    ),
    bad=(
        """
resource "azurerm_storage_account" "s" {
  https_traffic_only_enabled = false  # here
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
  https_traffic_only_enabled = false
  nfsv3_enabled              = true
}
""",
    ),
)
def check(account):
    secure = account.get("https_traffic_only_enabled", default=True)
    if not secure and not account.get("nfsv3_enabled", default=False):
        yield account.fail("https_traffic_only_enabled", "plain HTTP is accepted")
