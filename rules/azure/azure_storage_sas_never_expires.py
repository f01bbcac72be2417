"""Nothing warns of a shared access signature that is valid for years.

A SAS policy names the longest validity; Azure then logs, or refuses, what exceeds it. Where keys
are switched off no service SAS can be signed with them.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_storage_account",
    severity=LOW,
    fix="Add a sas_policy with an expiration_period.",
    aliases=("CKV2_AZURE_41",),
    cwe=613,
    references=("https://learn.microsoft.com/azure/storage/common/sas-expiration-policy",),
    bad=(
        """
resource "azurerm_storage_account" "s" {  # here
  name = "data"
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  sas_policy {
    expiration_period = "01.00:00:00"
  }
}
""",
        """
resource "azurerm_storage_account" "s" {
  shared_access_key_enabled = false
}
""",
    ),
)
def check(account):
    if account.get("shared_access_key_enabled", default=True) and not account.is_set("sas_policy"):
        yield account.fail("sas_policy", "shared access signatures may be valid for ever")
