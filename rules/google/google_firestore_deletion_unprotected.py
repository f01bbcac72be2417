"""One command deletes this database with all of its documents.

Firestore refuses to delete a database whose delete_protection_state is enabled. It is not unless
it is asked for.
"""

from scanner import LOW, rule


@rule(
    on="google_firestore_database",
    severity=LOW,
    fix='Set delete_protection_state = "DELETE_PROTECTION_ENABLED".',
    cwe=693,
    references=("https://cloud.google.com/firestore/docs/manage-databases#delete_protection",),
    bad=(
        """
resource "google_firestore_database" "db" {  # here
  type = "FIRESTORE_NATIVE"
}
""",
        """
resource "google_firestore_database" "db" {
  delete_protection_state = "DELETE_PROTECTION_DISABLED"  # here
}
""",
    ),
    good=(
        """
resource "google_firestore_database" "db" {
  delete_protection_state = "DELETE_PROTECTION_ENABLED"
}
""",
        """
resource "google_firestore_database" "db" {
  type                    = "DATASTORE_MODE"
  delete_protection_state = "DELETE_PROTECTION_ENABLED"
}
""",
    ),
)
def check(db):
    if db.get("delete_protection_state", default="") != "DELETE_PROTECTION_ENABLED":
        yield db.fail("delete_protection_state", "the database can be deleted at any time")
