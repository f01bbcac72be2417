"""Every version of every object is kept, and paid for, for ever.

Versioning without a lifecycle rule makes each overwrite grow the bucket, and data that was deleted
on request is still there.
"""

from scanner import LOW, rule


@rule(
    on="google_storage_bucket",
    severity=LOW,
    fix="Add a lifecycle_rule that deletes noncurrent versions.",
    cwe=400,
    references=("https://cloud.google.com/storage/docs/lifecycle",),
    bad=(
        """
resource "google_storage_bucket" "b" {
  versioning {
    enabled = true  # here
  }
}
""",
        """
resource "google_storage_bucket" "b" {
  versioning {
    enabled = true  # here
  }
  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "NEARLINE"
    }
    condition {
      age = 30
    }
  }
}
""",
    ),
    good=(
        """
resource "google_storage_bucket" "b" {
  versioning {
    enabled = true
  }
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      num_newer_versions = 5
    }
  }
}
""",
        'resource "google_storage_bucket" "b" { name = "b" }',
    ),
)
def check(bucket):
    if not bucket.get("versioning.enabled", default=False):
        return
    if not any(rule.get("action.type") == "Delete" for rule in bucket.each("lifecycle_rule")):
        yield bucket.fail("versioning.enabled", "no lifecycle rule ends old versions")
