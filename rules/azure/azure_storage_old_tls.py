"""TLS 1.0 and 1.1 have known attacks that let somebody on the way read what is stored.

The provider asks for TLS 1.2 when nothing is said, so only an explicit older version is wrong.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_storage_account",
    severity=HIGH,
    fix='Remove min_tls_version or set it to "TLS1_2".',
    aliases=("CKV_AZURE_44", "AVD-AZU-0011"),
    cwe=326,
    references=(
        "https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-minimum-version",
    ),
    bad=(
        """
resource "azurerm_storage_account" "s" {
  min_tls_version = "TLS1_0"  # here
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
  min_tls_version = "TLS1_3"
}
""",
    ),
)
def check(account):
    if account.get("min_tls_version", default="TLS1_2") in ("TLS1_0", "TLS1_1"):
        yield account.fail("min_tls_version", "old versions of TLS are accepted")
