"""Old versions of objects are not kept, so that what is overwritten or deleted is soon gone.

Soft delete keeps it for a week by default; versions can be kept for as long as a lifecycle rule
says. A retention policy protects the objects in another way.
"""

from scanner import LOW, rule


@rule(
    on="google_storage_bucket",
    severity=LOW,
    fix="Add a versioning block with enabled = true and a lifecycle_rule that ends old versions.",
    related_ids=("CKV_GCP_78",),
    cwe=693,
    references=("https://cloud.google.com/storage/docs/object-versioning",),
    bad=(
        'resource "google_storage_bucket" "b" { name = "b" }  # here',
        """
resource "google_storage_bucket" "b" {
  versioning {
    enabled = false  # here
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
}
""",
        """
resource "google_storage_bucket" "b" {
  retention_policy {
    retention_period = 2592000
  }
}
""",
    ),
)
def check(bucket):
    if bucket.is_set("retention_policy.retention_period"):
        return
    if not bucket.get("versioning.enabled", default=False):
        yield bucket.fail("versioning.enabled", "old versions are not kept")
