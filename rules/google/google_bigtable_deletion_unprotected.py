"""One wrong plan deletes this Bigtable instance with all of its tables.

Terraform refuses to unless deletion_protection is false, which is meant for the moment in which an
instance is really to go.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_bigtable_instance",
    severity=MEDIUM,
    fix="Remove deletion_protection = false.",
    related_ids=("CKV_GCP_122",),
    cwe=693,
    references=("https://cloud.google.com/bigtable/docs/deleting-instance",),
    bad=(
        """
resource "google_bigtable_instance" "main" {
  name = "main"
  deletion_protection = false  # here
}
""",
    ),
    good=(
        """
resource "google_bigtable_instance" "main" {
  name = "main"
}
""",
        """
resource "google_bigtable_instance" "main" {
  name = "main"
  deletion_protection = true
}
""",
    ),
)
def check(thing):
    if not thing.get("deletion_protection", default=True):
        yield thing.fail("deletion_protection", "it can be deleted at any time")
