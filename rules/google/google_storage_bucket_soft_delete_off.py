"""What is deleted from this bucket, by mistake or by an intruder, is gone at once.

Soft delete keeps deleted objects for seven days unless it is switched off. Versioning keeps them
too, and a retention policy does not let them be deleted.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_storage_bucket",
    severity=MEDIUM,
    fix="Remove soft_delete_policy, or set retention_duration_seconds to at least 604800.",
    cwe=693,
    references=("https://cloud.google.com/storage/docs/soft-delete",),
    bad=(
        """
resource "google_storage_bucket" "b" {
  soft_delete_policy {
    retention_duration_seconds = 0  # here
  }
}
""",
    ),
    good=(
        'resource "google_storage_bucket" "b" { name = "b" }',
        """
resource "google_storage_bucket" "b" {
  soft_delete_policy {
    retention_duration_seconds = 0
  }
  versioning {
    enabled = true
  }
}
""",
        """
resource "google_storage_bucket" "b" {
  soft_delete_policy {
    retention_duration_seconds = 0
  }
  retention_policy {
    retention_period = 86400
  }
}
""",
    ),
)
def check(bucket):
    if bucket.get("soft_delete_policy.retention_duration_seconds", default=604800) != 0:
        return
    if bucket.get("versioning.enabled", default=False):
        return
    if not bucket.is_set("retention_policy.retention_period"):
        yield bucket.fail(
            "soft_delete_policy.retention_duration_seconds", "deleted objects are gone at once"
        )
