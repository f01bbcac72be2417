"""RSA keys below 2048 bits can be factored by a well-funded attacker, and 2048 soon after 2030.

Certificates name their key's size in the policy. Elliptic curves are shorter and strong
nevertheless.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity


@rule(
    on=("azurerm_key_vault_key", "azurerm_key_vault_certificate"),
    severity=MEDIUM,
    fix="Set key_size to 2048 at least; better 3072 or 4096.",
    cwe=326,
    references=("https://learn.microsoft.com/azure/key-vault/keys/about-keys",),
    parameters={"bits": 2048},
    bad=(
        """
resource "azurerm_key_vault_key" "k" {
  key_type = "RSA"
  key_size = 1024  # here
}
""",
        """
resource "azurerm_key_vault_certificate" "c" {
  certificate_policy {
    key_properties {
      key_type = "RSA"
      key_size = 1024  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "azurerm_key_vault_key" "k" {
  key_type = "RSA"
  key_size = 4096
}
""",
        """
resource "azurerm_key_vault_key" "k" {
  key_type = "EC"
  curve    = "P-256"
}
""",
        """
resource "azurerm_key_vault_certificate" "c" {
  certificate_policy {
    key_properties {
      key_type = "EC"
      key_size = 256
    }
  }
}
""",
    ),
)
def check(view):
    certificate = view.type == "azurerm_key_vault_certificate"
    key = view.sub("certificate_policy.key_properties") if certificate else view
    rsa = key.get("key_type", default="") in ("RSA", "RSA-HSM")
    if rsa and quantity(key.get("key_size", default=2048), 2048) < view.parameters["bits"]:
        yield key.fail("key_size", "the key is short")
