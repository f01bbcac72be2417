"""The private key is in the state in clear text, for everyone who can read the state.

A key that Terraform generates is stored with everything else it knows. Keys belong into a service
that never gives them out, or are generated where they are used; an ephemeral one is stored nowhere.
"""

from scanner import MEDIUM, rule


@rule(
    on="tls_private_key",
    severity=MEDIUM,
    fix="Generate the key outside of Terraform, or use the ephemeral tls_private_key.",
    cwe=312,
    references=(
        "https://registry.terraform.io/providers/hashicorp/tls/latest/docs/resources/private_key",
    ),
    bad=(
        """
resource "tls_private_key" "ca" {  # here
  algorithm = "ED25519"
}
""",
    ),
    good=(
        """
ephemeral "tls_private_key" "ca" {
  algorithm = "ED25519"
}
""",
        """
resource "tls_self_signed_cert" "ca" {
  private_key_pem       = "read from elsewhere"
  validity_period_hours = 24
  allowed_uses          = ["cert_signing"]
}
""",
    ),
)
def check(key):
    yield key.fail(message="the state holds the private key in clear text")
