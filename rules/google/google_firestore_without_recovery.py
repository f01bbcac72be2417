"""A document that was overwritten by mistake more than an hour ago is lost.

Point-in-time recovery keeps every version of the last seven days; without it, of the last hour.
"""

from scanner import LOW, rule


@rule(
    on="google_firestore_database",
    severity=LOW,
    fix='Set point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED".',
    cwe=693,
    references=("https://cloud.google.com/firestore/docs/pitr",),
    bad=(
        """
resource "google_firestore_database" "db" {  # here
  type = "FIRESTORE_NATIVE"
}
""",
        """
resource "google_firestore_database" "db" {
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_DISABLED"  # here
}
""",
    ),
    good=(
        """
resource "google_firestore_database" "db" {
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
}
""",
        """
resource "google_firestore_database" "db" {
  type                              = "DATASTORE_MODE"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
}
""",
    ),
)
def check(db):
    place = "point_in_time_recovery_enablement"
    if db.get(place, default="") != "POINT_IN_TIME_RECOVERY_ENABLED":
        yield db.fail(place, "old versions are kept for an hour")
