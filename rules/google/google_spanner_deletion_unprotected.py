"""One wrong plan deletes this Spanner database.

Terraform refuses to unless deletion_protection is false, which is meant for the moment in which a
database is really to go. Drop protection, a setting of Spanner itself, is another rule's.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_spanner_database",
    severity=MEDIUM,
    fix="Remove deletion_protection = false.",
    aliases=("CKV_GCP_119",),
    cwe=693,
    references=("https://cloud.google.com/spanner/docs/prevent-database-deletion",),
    bad=(
        """
resource "google_spanner_database" "main" {
  name = "main"
  deletion_protection = false  # here
}
""",
    ),
    good=(
        """
resource "google_spanner_database" "main" {
  name = "main"
}
""",
        """
resource "google_spanner_database" "main" {
  name = "main"
  deletion_protection = true
}
""",
    ),
)
def check(thing):
    if not thing.get("deletion_protection", default=True):
        yield thing.fail("deletion_protection", "it can be deleted at any time")
