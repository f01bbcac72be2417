"""Kubernetes secrets of this cluster are encrypted with nothing but the key of Google's disks.

Application-layer encryption wraps each secret with a key of Cloud KMS before it reaches etcd, so
that a copy of etcd's data is of no use without that key.
"""

from scanner import LOW, rule


@rule(
    on="google_container_cluster",
    severity=LOW,
    fix='Add database_encryption with state = "ENCRYPTED" and a key_name.',
    cwe=311,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/encrypting-secrets",),
    bad=(
        """
resource "google_container_cluster" "main" {  # here
  location = "europe-west1"
}
""",
        """
resource "google_container_cluster" "main" {
  database_encryption {
    state = "DECRYPTED"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  database_encryption {
    state    = "ENCRYPTED"
    key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
        """
resource "google_container_cluster" "main" {
  database_encryption {
    state    = "ALL_OBJECTS_ENCRYPTION_ENABLED"
    key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
    ),
)
def check(cluster):
    if cluster.get("database_encryption.state", default="DECRYPTED") == "DECRYPTED":
        yield cluster.fail("database_encryption.state", "secrets have no key of your own")
