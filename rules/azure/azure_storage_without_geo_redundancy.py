"""The loss of one data centre, or of one region, takes the data with it.

LRS keeps all copies in a single data centre. ZRS spreads them over zones, GRS and GZRS over
regions; which one is a matter of cost and law.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_storage_account",
    severity=LOW,
    fix='Set account_replication_type to "ZRS", "GRS" or "GZRS".',
    aliases=("CKV_AZURE_206",),
    cwe=1088,
    references=("https://learn.microsoft.com/azure/storage/common/storage-redundancy",),
    bad=(
        """
resource "azurerm_storage_account" "s" {
  account_replication_type = "LRS"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  account_replication_type = "GRS"
}
""",
        """
resource "azurerm_storage_account" "s" {
  account_replication_type = "ZRS"
}
""",
    ),
)
def check(account):
    if account.get("account_replication_type", default="") == "LRS":
        yield account.fail("account_replication_type", "all copies are in one data centre")
