"""Nobody knows what the secret is for, so nobody dares to change it.

The content type says what it holds, such as "password" or "connection string", and shows without
opening it.
"""

from scanner import LOW, rule


@rule(
    on="azurerm_key_vault_secret",
    severity=LOW,
    fix="Set content_type.",
    aliases=("CKV_AZURE_114", "AVD-AZU-0015"),
    cwe=1059,
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
  content_type = "password"
}
""",
        """
resource "azurerm_key_vault_secret" "s" {
  content_type = "text/plain"
}
""",
    ),
)
def check(secret):
    if not secret.is_set("content_type"):
        yield secret.fail("content_type", "nothing says what the secret is")
