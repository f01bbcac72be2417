"""The database is encrypted, but with a key that Google manages.

A key of your own adds who may use it, a trail of every use, and shutting access off at once. It
can only be chosen when the database is made; one of several regions names several keys.
"""

from scanner import LOW, rule


@rule(
    on="google_spanner_database",
    severity=LOW,
    fix="Add encryption_config with a key when the database is made.",
    aliases=("CKV_GCP_93",),
    cwe=311,
    references=("https://cloud.google.com/spanner/docs/cmek",),
    bad=(
        """
resource "google_spanner_database" "main" {  # here
  name = "main"
}
""",
    ),
    good=(
        """
resource "google_spanner_database" "main" {
  encryption_config {
    kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
        """
resource "google_spanner_database" "main" {
  encryption_config {
    kms_key_names = ["projects/p/locations/eu/keyRings/r/cryptoKeys/k"]
  }
}
""",
    ),
)
def check(db):
    config = db.sub("encryption_config")
    if not config.is_set("kms_key_name") and not config.is_set("kms_key_names"):
        yield db.fail("encryption_config", "there is no key of your own")
