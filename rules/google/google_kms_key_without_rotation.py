"""The longer one key encrypts everything, the more is open when it leaks.

Cloud KMS makes a new version of a symmetric key at every rotation_period, and none without it.
Asymmetric keys, and keys that are imported or kept outside, are rotated by hand.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import asks


@rule(
    on="google_kms_crypto_key",
    severity=MEDIUM,
    fix="Set rotation_period to at most 7776000s (90 days).",
    aliases=("CKV_GCP_43", "AVD-GCP-0065"),
    parameters={"max_days": 90},
    cwe=324,
    references=("https://cloud.google.com/kms/docs/key-rotation",),
    bad=(
        """
resource "google_kms_crypto_key" "k" {  # here
  key_ring = "r"
}
""",
        """
resource "google_kms_crypto_key" "k" {
  rotation_period = "31536000s"  # here
}
""",
    ),
    good=(
        """
resource "google_kms_crypto_key" "k" {
  rotation_period = "7776000s"
}
""",
        """
resource "google_kms_crypto_key" "k" {
  purpose = "ASYMMETRIC_SIGN"
}
""",
        """
resource "google_kms_crypto_key" "k" {
  import_only = true
}
""",
        """
resource "google_kms_crypto_key" "k" {
  version_template {
    algorithm        = "EXTERNAL_SYMMETRIC_ENCRYPTION"
    protection_level = "EXTERNAL"
  }
}
""",
    ),
)
def check(key):
    if key.get("purpose", default="ENCRYPT_DECRYPT") != "ENCRYPT_DECRYPT":
        return
    level = key.get("version_template.protection_level", default="SOFTWARE")
    if level in ("EXTERNAL", "EXTERNAL_VPC") or key.get("import_only", default=False):
        return
    most = key.parameters["max_days"] * 86400
    period = key.get("rotation_period", default="")
    if not asks(period, f"is at most {most} s", lambda text: 0 < _seconds(text) <= most):
        yield key.fail("rotation_period", "the key is not rotated often enough")


def _seconds(text):
    found = re.match(r"([0-9]{1,12})(?:\.[0-9]{1,9})?s\Z", str(text))
    return int(found[1]) if found else 0
