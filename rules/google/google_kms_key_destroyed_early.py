"""A key version that is destroyed by mistake is gone before anybody notices, and the data with it.

Cloud KMS waits thirty days before it destroys a version for good, in which it can be restored,
unless destroy_scheduled_duration says less.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import asks


@rule(
    on="google_kms_crypto_key",
    severity=MEDIUM,
    fix="Remove destroy_scheduled_duration, or set it to at least 604800s.",
    parameters={"min_days": 7},
    cwe=693,
    references=("https://cloud.google.com/kms/docs/destroy-restore",),
    bad=(
        """
resource "google_kms_crypto_key" "k" {
  destroy_scheduled_duration = "86400s"  # here
}
""",
    ),
    good=(
        """
resource "google_kms_crypto_key" "k" {
  key_ring = "r"
}
""",
        """
resource "google_kms_crypto_key" "k" {
  destroy_scheduled_duration = "2592000s"
}
""",
    ),
)
def check(key):
    least = key.parameters["min_days"] * 86400
    duration = key.get("destroy_scheduled_duration", default="2592000s")
    if asks(duration, f"is less than {least} s", lambda text: _seconds(text) < least):
        yield key.fail("destroy_scheduled_duration", "there is no time to restore the key")


def _seconds(text):
    found = re.match(r"([0-9]{1,12})(?:\.[0-9]{1,9})?s\Z", str(text))
    return int(found[1]) if found else 0
