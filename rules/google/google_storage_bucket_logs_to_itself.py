"""A bucket that logs into itself can be wiped together with the record of who did it.

Every delivered log is an object too, which whoever may write to the bucket may also change.
"""

from scanner import LOW, rule


@rule(
    on="google_storage_bucket",
    severity=LOW,
    fix="Log to another bucket, which only the log writers may change.",
    aliases=("CKV_GCP_63",),
    cwe=778,
    references=("https://cloud.google.com/storage/docs/access-logs",),
    bad=(
        """
resource "google_storage_bucket" "data" {
  name = "data"
  logging {
    log_bucket = "data"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_storage_bucket" "data" {
  name = "data"
  logging {
    log_bucket = "data-logs"
  }
}
""",
        'resource "google_storage_bucket" "data" { name = "data" }',
        'resource "google_storage_bucket" "data" { location = "EU" }',
    ),
)
def check(bucket):
    if not bucket.is_set("logging.log_bucket"):
        return
    if bucket.get("logging.log_bucket") == bucket.get("name", default=""):
        yield bucket.fail("logging.log_bucket", "the bucket logs into itself")
