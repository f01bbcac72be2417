"""What this job keeps while it runs is encrypted, but with a key that Google manages.

State, temporary files and shuffled data take a key of your own where it is required to control who
may read them.
"""

from scanner import LOW, rule


@rule(
    on="google_dataflow_job",
    severity=LOW,
    fix="Set kms_key_name.",
    aliases=("CKV_GCP_90",),
    cwe=311,
    references=("https://cloud.google.com/dataflow/docs/guides/customer-managed-encryption-keys",),
    bad=(
        """
resource "google_dataflow_job" "etl" {  # here
  name = "etl"
}
""",
    ),
    good=(
        """
resource "google_dataflow_job" "etl" {
  name = "etl"
  kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
}
""",
        """
resource "google_dataflow_job" "etl" {
  name = "etl"
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
