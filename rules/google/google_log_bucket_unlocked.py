"""Whoever takes over the project can shorten the retention of its logs and wait a day.

A locked log bucket keeps its entries for the time that is set, and cannot be changed or deleted
before, by anyone. It cannot be unlocked either, so that the time should be chosen with care.
"""

from scanner import LOW, rule


@rule(
    on="google_logging_project_bucket_config",
    severity=LOW,
    fix="Set locked = true.",
    cwe=693,
    references=("https://cloud.google.com/logging/docs/buckets#locking-logs-buckets",),
    bad=(
        """
resource "google_logging_project_bucket_config" "logs" {  # here
  bucket_id = "_Default"
}
""",
        """
resource "google_logging_project_bucket_config" "logs" {
  bucket_id = "_Default"
  locked = false  # here
}
""",
    ),
    good=(
        """
resource "google_logging_project_bucket_config" "logs" {
  bucket_id = "_Default"
  locked = true
}
""",
        """
resource "google_logging_project_bucket_config" "logs" {
  bucket_id = "_Default"
  retention_days = 365
  locked         = true
}
""",
    ),
)
def check(bucket):
    if not bucket.get("locked", default=False):
        yield bucket.fail("locked", "the retention can be shortened")
