"""The secret is encrypted, but with a key that Google manages.

A key of your own lets somebody shut off every secret at once, and shows every use. With
replication by hand each place names a key.
"""

from scanner import LOW, rule


@rule(
    on="google_secret_manager_secret",
    severity=LOW,
    fix="Add customer_managed_encryption to the replication.",
    cwe=311,
    references=("https://cloud.google.com/secret-manager/docs/cmek",),
    bad=(
        """
resource "google_secret_manager_secret" "db" {
  secret_id = "db"
  replication {
    auto {}  # here
  }
}
""",
        """
resource "google_secret_manager_secret" "db" {
  secret_id = "db"
  replication {
    user_managed {
      replicas {  # here
        location = "europe-west1"
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "google_secret_manager_secret" "db" {
  secret_id = "db"
  replication {
    auto {
      customer_managed_encryption {
        kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
      }
    }
  }
}
""",
        """
resource "google_secret_manager_secret" "db" {
  secret_id = "db"
  replication {
    user_managed {
      replicas {
        location = "europe-west1"
        customer_managed_encryption {
          kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
        }
      }
    }
  }
}
""",
    ),
)
def check(secret):
    for path in ("replication.auto", "replication.user_managed.replicas"):
        for place in secret.each(path):
            if not place.is_set("customer_managed_encryption.kms_key_name"):
                yield place.fail("customer_managed_encryption", "there is no key of your own")
