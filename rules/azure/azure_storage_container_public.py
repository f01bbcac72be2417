"""Everybody on the internet reads the blobs of this container without a login.

With the access type container they can even list it. An account that forbids anonymous access
overrules the container, which is judged by the account's own switch where that is beside it.
"""

from scanner import CRITICAL, rule


@rule(
    on="azurerm_storage_container",
    severity=CRITICAL,
    fix='Set container_access_type = "private".',
    aliases=("CKV_AZURE_34", "AVD-AZU-0007"),
    cwe=284,
    references=("https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-configure",),
    bad=(
        """
resource "azurerm_storage_container" "c" {
  container_access_type = "blob"  # here
}
""",
        """
resource "azurerm_storage_account" "s" {
  name = "data"
}

resource "azurerm_storage_container" "c" {
  storage_account_id    = azurerm_storage_account.s.id
  container_access_type = "container"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_storage_container" "c" {
  name = "data"
}
""",
        """
resource "azurerm_storage_container" "c" {
  container_access_type = "private"
}
""",
    ),
)
def check(container):
    if container.get("container_access_type", default="private") != "private":
        yield container.fail("container_access_type", "anyone may read the blobs")
