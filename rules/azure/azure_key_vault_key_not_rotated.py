"""Nobody replaces the key unless somebody remembers, and each year more data hangs on it.

Key Vault makes a new version by itself where the rotation policy has an automatic block; what is
encrypted with a versionless key follows.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_key_vault_key",
    severity=LOW,
    fix="Add rotation_policy with an automatic block.",
    cwe=324,
    references=("https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation",),
    bad=(
        """
resource "azurerm_key_vault_key" "k" {  # here
  expiration_date = "2027-12-31T00:00:00Z"
}
""",
        """
resource "azurerm_key_vault_key" "k" {
  rotation_policy {  # here
    expire_after = "P90D"
  }
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault_key" "k" {
  rotation_policy {
    automatic {
      time_before_expiry = "P30D"
    }
  }
}
""",
        """
resource "azurerm_key_vault_key" "k" {
  rotation_policy {
    automatic {
      time_after_creation = "P60D"
    }
    expire_after = "P90D"
  }
}
""",
    ),
)
def check(key):
    if not key.is_set("rotation_policy.automatic"):
        yield key.fail("rotation_policy.automatic", "the key is not rotated")
