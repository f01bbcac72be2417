"""A secret that never expires is never changed, and a copy that leaked years ago still opens doors.

The expiry date does not stop the secret from being read by itself; it makes Key Vault announce it,
so that somebody changes it in time.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_key_vault_secret",
    severity=LOW,
    fix="Set expiration_date.",
    aliases=("CKV_AZURE_41", "AVD-AZU-0017"),
    cwe=324,
    references=("https://learn.microsoft.com/azure/key-vault/secrets/about-secrets",),
    bad=(
        """
resource "azurerm_key_vault_secret" "s" {  # here
  name = "db"
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault_secret" "s" {
  expiration_date = "2027-12-31T00:00:00Z"
}
""",
        """
resource "azurerm_key_vault_secret" "s" {
  expiration_date = timeadd("2026-12-31T00:00:00Z", "24h")
}
""",
    ),
)
def check(secret):
    if not secret.is_set("expiration_date"):
        yield secret.fail("expiration_date", "the secret never expires")
