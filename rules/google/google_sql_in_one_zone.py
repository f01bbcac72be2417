"""When its zone fails, the database is gone until somebody restores it elsewhere.

A regional instance keeps a standby in a second zone and switches over by itself. It costs twice as
much. A read replica is no standby of its own.
"""

from scanner import LOW, rule
from scanner.shapes import is_replica


@rule(
    on="google_sql_database_instance",
    severity=LOW,
    fix='Set settings.availability_type = "REGIONAL".',
    cwe=693,
    references=("https://cloud.google.com/sql/docs/postgres/high-availability",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {  # here
    tier = "db-custom-2-7680"
  }
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    availability_type = "ZONAL"  # here
    tier = "db-custom-2-7680"
  }
}
""",
    ),
    good=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
  settings {
    availability_type = "REGIONAL"
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
    if is_replica(db):
        return
    if db.get("settings.availability_type", default="ZONAL") != "REGIONAL":
        yield db.fail("settings.availability_type", "the database is in one zone")
