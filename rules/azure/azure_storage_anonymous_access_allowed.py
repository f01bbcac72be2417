"""Anyone who may create a container can publish its blobs to the internet without a login.

The provider allows anonymous access when nothing is said. What really publishes data is the
container's access type, another rule; this switch forbids it for the whole account.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_storage_account",
    severity=HIGH,
    fix="Set allow_nested_items_to_be_public = false.",
    aliases=("CKV_AZURE_190",),
    related_ids=("CKV_AZURE_59", "CKV2_AZURE_47"),
    cwe=284,
    references=("https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent",),
    bad=(
        """
resource "azurerm_storage_account" "s" {  # here
  name = "data"
}
""",
        """
resource "azurerm_storage_account" "s" {
  allow_nested_items_to_be_public = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  allow_nested_items_to_be_public = false
}
""",
        """
resource "azurerm_storage_account" "files" {
  account_kind = "FileStorage"
}
""",
    ),
)
def check(account):
    if account.get("account_kind", default="StorageV2") == "FileStorage":
        return
    if account.get("allow_nested_items_to_be_public", default=True):
        yield account.fail("allow_nested_items_to_be_public", "containers may be made public")
