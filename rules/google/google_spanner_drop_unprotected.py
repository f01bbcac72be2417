"""Whoever may use this database's tools can drop it with one command.

Drop protection is a setting of Spanner itself, which holds for the console, gcloud and every
program; Terraform's deletion_protection holds for Terraform alone.
"""

from scanner import LOW, rule


@rule(
    on="google_spanner_database",
    severity=LOW,
    fix="Set enable_drop_protection = true.",
    aliases=("CKV_GCP_120",),
    cwe=693,
    references=("https://cloud.google.com/spanner/docs/prevent-database-deletion",),
    bad=(
        """
resource "google_spanner_database" "main" {  # here
  name = "main"
}
""",
        """
resource "google_spanner_database" "main" {
  enable_drop_protection = false  # here
}
""",
    ),
    good=(
        """
resource "google_spanner_database" "main" {
  enable_drop_protection = true
}
""",
        """
resource "google_spanner_database" "main" {
  deletion_protection    = true
  enable_drop_protection = true
}
""",
    ),
)
def check(db):
    if not db.get("enable_drop_protection", default=False):
        yield db.fail("enable_drop_protection", "the database can be dropped by anybody's tool")
