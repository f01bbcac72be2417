"""The images and packages are encrypted, but with a key that Google manages.

A key of your own adds who may use it, a trail of every use, and shutting access off at once. It
can only be chosen when the repository is made.
"""

from scanner import LOW, rule


@rule(
    on="google_artifact_registry_repository",
    severity=LOW,
    fix="Set kms_key_name when the repository is made.",
    aliases=("CKV_GCP_84",),
    cwe=311,
    references=("https://cloud.google.com/artifact-registry/docs/cmek",),
    bad=(
        """
resource "google_artifact_registry_repository" "images" {  # here
  format = "DOCKER"
}
""",
    ),
    good=(
        """
resource "google_artifact_registry_repository" "images" {
  repository_id = "images"
  format       = "DOCKER"
  kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
}
""",
        """
resource "google_artifact_registry_repository" "images" {
  repository_id = "images"
  format       = "DOCKER"
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
