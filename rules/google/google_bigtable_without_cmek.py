"""The tables are encrypted, but with a key that Google manages.

A key of your own adds who may use it, a trail of every use, and shutting access off at once. Each
cluster of an instance names the key of its region when it is made.
"""

from scanner import LOW, rule


@rule(
    on="google_bigtable_instance",
    severity=LOW,
    fix="Set kms_key_name of every cluster.",
    aliases=("CKV_GCP_85",),
    cwe=311,
    references=("https://cloud.google.com/bigtable/docs/cmek",),
    bad=(
        """
resource "google_bigtable_instance" "main" {
  cluster {
    cluster_id   = "a"
    kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
  cluster {  # here
    cluster_id = "b"
  }
}
""",
    ),
    good=(
        """
resource "google_bigtable_instance" "main" {
  cluster {
    cluster_id   = "a"
    kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
        """
resource "google_bigtable_instance" "main" {
  cluster {
    cluster_id   = "a"
    kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
  cluster {
    cluster_id   = "b"
    kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k2"
  }
}
""",
    ),
)
def check(instance):
    for cluster in instance.each("cluster"):
        if not cluster.is_set("kms_key_name"):
            yield cluster.fail("kms_key_name", "the cluster has no key of your own")
