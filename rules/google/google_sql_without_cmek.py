"""The database is encrypted, but with a key that Google manages.

Google encrypts every instance and backup. A key of your own adds who may use it, a trail of every
use, and shutting access off at once; it can only be chosen when the instance is made. A replica in
the same region takes its primary's key.
"""

from scanner import LOW, rule
from scanner.shapes import is_replica


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix="Set encryption_key_name when the instance is made.",
    cwe=311,
    references=("https://cloud.google.com/sql/docs/postgres/cmek",),
    bad=(
        """
resource "google_sql_database_instance" "db" {  # here
  database_version = "POSTGRES_16"
  settings {
    tier = "db-custom-2-7680"
  }
}
""",
    ),
    good=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  encryption_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  settings {
    tier = "db-custom-2-7680"
  }
}
""",
        """
resource "google_sql_database_instance" "replica" {
  database_version     = "POSTGRES_16"
  master_instance_name = "main"
  settings {
    tier = "db-custom-2-7680"
  }
}
""",
    ),
)
def check(db):
    if not is_replica(db) and not db.is_set("encryption_key_name"):
        yield db.fail("encryption_key_name", "the database has no key of your own")
