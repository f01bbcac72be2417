"""The messages of this topic are encrypted, but with a key that Google manages.

Google encrypts every message. A key of your own adds who may use it, a trail of every use, and
shutting access off at once, where that is required.
"""

from scanner import LOW, rule


@rule(
    on="google_pubsub_topic",
    severity=LOW,
    fix="Set kms_key_name.",
    aliases=("CKV_GCP_83",),
    cwe=311,
    references=("https://cloud.google.com/pubsub/docs/encryption",),
    bad=(
        """
resource "google_pubsub_topic" "orders" {  # here
  name = "orders"
}
""",
    ),
    good=(
        """
resource "google_pubsub_topic" "orders" {
  kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
}
""",
        """
resource "google_pubsub_topic" "orders" {
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
