"""A key that never expires is never replaced, and is worth stealing for ever.

An expiry date, or a rotation policy that says after how long each version expires, makes sure that
somebody notices.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_key_vault_key",
    severity=LOW,
    fix="Set expiration_date, or rotation_policy.expire_after.",
    related_ids=("CKV_AZURE_40", "AVD-AZU-0014"),
    cwe=324,
    references=("https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation",),
    bad=(
        """
resource "azurerm_key_vault_key" "k" {  # here
  name = "k"
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault_key" "k" {
  expiration_date = "2027-12-31T00:00:00Z"
}
""",
        """
resource "azurerm_key_vault_key" "k" {
  rotation_policy {
    expire_after         = "P90D"
    notify_before_expiry = "P29D"
  }
}
""",
    ),
)
def check(key):
    if not key.is_set("expiration_date") and not key.is_set("rotation_policy.expire_after"):
        yield key.fail("expiration_date", "the key never expires")
