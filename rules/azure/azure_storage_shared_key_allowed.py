"""Whoever has an account key can do everything to its data, and no log says who it was.

Keys do not expire and know no roles. With Entra ID alone each access is a person's or a program's
own. Accounts that serve Azure Files over SMB by key need them, and some tools do, so teams differ.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_storage_account",
    severity=MEDIUM,
    fix="Set shared_access_key_enabled = false and grant roles for data.",
    aliases=("CKV2_AZURE_40",),
    cwe=287,
    references=(
        "https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent",
    ),
    bad=(
        """
resource "azurerm_storage_account" "s" {  # here
  name = "data"
}
""",
        """
resource "azurerm_storage_account" "s" {
  shared_access_key_enabled = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  shared_access_key_enabled = false
}
""",
        """
resource "azurerm_storage_account" "s" {
  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
}
""",
    ),
)
def check(account):
    if account.get("shared_access_key_enabled", default=True):
        yield account.fail("shared_access_key_enabled", "access keys open the whole account")
