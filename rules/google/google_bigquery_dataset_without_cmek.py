"""New tables of this dataset are encrypted, but with a key that Google manages.

A default key of the dataset is used by every table that names none. It adds control over who may
use the data and an end to all access at once, where that is required.
"""

from scanner import LOW, rule


@rule(
    on="google_bigquery_dataset",
    severity=LOW,
    fix="Add default_encryption_configuration with a key of Cloud KMS.",
    aliases=("CKV_GCP_81",),
    cwe=311,
    references=("https://cloud.google.com/bigquery/docs/customer-managed-encryption",),
    bad=(
        """
resource "google_bigquery_dataset" "sales" {  # here
  dataset_id = "sales"
}
""",
    ),
    good=(
        """
resource "google_bigquery_dataset" "sales" {
  default_encryption_configuration {
    kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
        """
resource "google_bigquery_dataset" "sales" {
  default_encryption_configuration {
    kms_key_name = google_kms_crypto_key.k.id
  }
}

resource "google_kms_crypto_key" "k" {
  key_ring = "r"
}
""",
    ),
)
def check(thing):
    if not thing.is_set("default_encryption_configuration.kms_key_name"):
        yield thing.fail(
            "default_encryption_configuration.kms_key_name", "there is no key of your own"
        )
