"""The key is kept by software, where some rules of trade ask for a certified device.

An HSM key is made in and never leaves hardware that is validated to FIPS 140-2 level 3. It costs
more and does the same.
"""

from scanner import LOW, rule


@rule(
    on="google_kms_crypto_key",
    severity=LOW,
    fix='Set version_template.protection_level = "HSM".',
    cwe=922,
    references=("https://cloud.google.com/kms/docs/protection-levels",),
    bad=(
        """
resource "google_kms_crypto_key" "k" {  # here
  key_ring = "r"
}
""",
    ),
    good=(
        """
resource "google_kms_crypto_key" "k" {
  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = "HSM"
  }
}
""",
        """
resource "google_kms_crypto_key" "k" {
  version_template {
    algorithm        = "EXTERNAL_SYMMETRIC_ENCRYPTION"
    protection_level = "EXTERNAL_VPC"
  }
}
""",
    ),
)
def check(key):
    if key.get("version_template.protection_level", default="SOFTWARE") == "SOFTWARE":
        yield key.fail("version_template.protection_level", "the key is kept by software")
