"""Who reads this bucket without a Google account is not recorded anywhere.

Usage logs also hold requests that Cloud Audit Logs do not: those to public objects and with signed
URLs. A bucket that receives such logs needs none of its own.
"""

from scanner import LOW, rule


@rule(
    on="google_storage_bucket",
    severity=LOW,
    fix="Add a logging block with the log_bucket.",
    related_ids=("CKV_GCP_62",),
    cwe=778,
    references=("https://cloud.google.com/storage/docs/access-logs",),
    bad=('resource "google_storage_bucket" "data" { name = "data" }  # here',),
    good=(
        """
resource "google_storage_bucket" "data" {
  name = "data"
  logging {
    log_bucket = "logs"
  }
}
""",
        """
resource "google_storage_bucket" "data" {
  name = "data"
  logging {
    log_bucket = google_storage_bucket.logs.name
  }
}

resource "google_storage_bucket" "logs" {
  name = "logs"
}
""",
    ),
)
def check(bucket):
    if bucket.is_set("logging.log_bucket"):
        return
    if not bucket.related("google_storage_bucket", "logging.log_bucket"):
        yield bucket.fail("logging", "access to the bucket is not logged")
