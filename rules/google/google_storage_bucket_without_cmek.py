"""Objects are encrypted, but with a key that Google manages.

Google encrypts every object at rest. A customer-managed key adds control: who may use it, an audit
trail, rotation, and shutting access off at once. Where none of this is required, Google's key is
enough.
"""

from scanner import LOW, rule


@rule(
    on="google_storage_bucket",
    severity=LOW,
    fix="Add an encryption block with default_kms_key_name.",
    aliases=("AVD-GCP-0066",),
    cwe=311,
    references=("https://cloud.google.com/storage/docs/encryption/customer-managed-keys",),
    bad=(
        """
resource "google_storage_bucket" "backups" {  # here
  name     = "backups"
  location = "EU"
}
""",
    ),
    good=(
        """
resource "google_storage_bucket" "backups" {
  name     = "backups"
  location = "EU"
  encryption {
    default_kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
        """
resource "google_kms_crypto_key" "backups" {
  name     = "backups"
  key_ring = "projects/p/locations/eu/keyRings/r"
}

resource "google_storage_bucket" "backups" {
  name     = "backups"
  location = "EU"
  encryption {
    default_kms_key_name = google_kms_crypto_key.backups.id
  }
}
""",
    ),
)
def check(bucket):
    if not bucket.is_set("encryption.default_kms_key_name"):
        yield bucket.fail("encryption", "the bucket has no key of your own")
