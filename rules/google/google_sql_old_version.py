"""This version of the database gets no more security fixes from those who make it.

Google keeps such instances running under paid extended support, and then upgrades them at a time of
its own choosing. What counts as too old can be set by the parameter old.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_sql_database_instance",
    severity=MEDIUM,
    fix="Upgrade to a version that is maintained.",
    related_ids=("CKV_GCP_79",),
    parameters={
        "old": [
            "MYSQL_5_6",
            "MYSQL_5_7",
            "POSTGRES_9_6",
            "POSTGRES_10",
            "POSTGRES_11",
            "POSTGRES_12",
        ]
    },
    cwe=1104,
    references=("https://cloud.google.com/sql/docs/db-versions",),
    bad=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_5_7"  # here
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_12"  # here
}
""",
    ),
    good=(
        """
resource "google_sql_database_instance" "db" {
  database_version = "MYSQL_8_4"
}
""",
        """
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_16"
}
""",
    ),
)
def check(db):
    if db.get("database_version", default="") in db.parameters["old"]:
        yield db.fail("database_version", "the version is not maintained any more")
