"""The data for training are encrypted, but with a key that Google manages.

A key of your own adds who may use it, a trail of every use, and shutting access off at once. It is
chosen when the dataset is made.
"""

from scanner import LOW, rule


@rule(
    on="google_vertex_ai_dataset",
    severity=LOW,
    fix="Add encryption_spec with a key.",
    aliases=("CKV_GCP_92",),
    cwe=311,
    references=("https://cloud.google.com/vertex-ai/docs/general/cmek",),
    bad=(
        """
resource "google_vertex_ai_dataset" "d" {  # here
  display_name = "d"
}
""",
    ),
    good=(
        """
resource "google_vertex_ai_dataset" "d" {
  encryption_spec {
    kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
        """
resource "google_vertex_ai_dataset" "d" {
  encryption_spec {
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
    if not thing.is_set("encryption_spec.kms_key_name"):
        yield thing.fail("encryption_spec.kms_key_name", "there is no key of your own")
