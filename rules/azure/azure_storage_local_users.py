"""Local users log in to SFTP by a password or key that Entra ID knows nothing of.

They know no multi-factor login and no conditional access. They matter where SFTP is on; the
provider allows them when nothing is said.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_storage_account",
    severity=MEDIUM,
    fix="Set sftp_enabled = false, or local_user_enabled = false.",
    related_ids=("CKV_AZURE_244",),
    cwe=287,
    references=(
        "https://learn.microsoft.com/azure/storage/blobs/secure-file-transfer-protocol-support",
    ),
    bad=(
        """
resource "azurerm_storage_account" "s" {
  is_hns_enabled = true
  sftp_enabled   = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  is_hns_enabled = true
}
""",
        """
resource "azurerm_storage_account" "s" {
  sftp_enabled       = true
  local_user_enabled = false
}
""",
    ),
)
def check(account):
    if account.get("sftp_enabled", default=False) and account.get(
        "local_user_enabled", default=True
    ):
        yield account.fail("sftp_enabled", "people log in by SFTP with local passwords or keys")
