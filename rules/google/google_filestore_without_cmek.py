"""The files are encrypted, but with a key that Google manages.

A key of your own adds who may use it, a trail of every use, and shutting access off at once. Only
some tiers take one, when the instance is made.
"""

from scanner import LOW, rule


@rule(
    on="google_filestore_instance",
    severity=LOW,
    fix="Set kms_key_name when the instance is made.",
    cwe=311,
    references=("https://cloud.google.com/filestore/docs/cmek",),
    bad=(
        """
resource "google_filestore_instance" "nfs" {  # here
  tier = "ENTERPRISE"
}
""",
    ),
    good=(
        """
resource "google_filestore_instance" "nfs" {
  tier = "ENTERPRISE"
  kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
}
""",
        """
resource "google_filestore_instance" "nfs" {
  tier = "ENTERPRISE"
  kms_key_name = google_kms_crypto_key.k.id
}

resource "google_kms_crypto_key" "k" {
  key_ring = "r"
}
""",
    ),
)
def check(thing):
    if not thing.is_set("kms_key_name"):
        yield thing.fail("kms_key_name", "there is no key of your own")
