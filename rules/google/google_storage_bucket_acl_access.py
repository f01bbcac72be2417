"""Object ACLs can open single files to the world, out of sight of IAM.

With uniform bucket-level access only IAM decides, so that an audit of IAM is an audit of the data.
After 90 days it can no longer be switched off.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_storage_bucket",
    severity=MEDIUM,
    fix="Set uniform_bucket_level_access = true.",
    aliases=("CKV_GCP_29", "AVD-GCP-0002"),
    cwe=732,
    references=("https://cloud.google.com/storage/docs/uniform-bucket-level-access",),
    bad=(
        'resource "google_storage_bucket" "backups" { name = "backups" }  # here',
        'resource "google_storage_bucket" "b" { uniform_bucket_level_access = false }  # here',
    ),
    good=(
        'resource "google_storage_bucket" "b" { uniform_bucket_level_access = true }',
        """
resource "google_storage_bucket" "b" {
  name                        = "b"
  uniform_bucket_level_access = true
}
""",
    ),
)
def check(bucket):
    if not bucket.get("uniform_bucket_level_access", default=False):
        yield bucket.fail("uniform_bucket_level_access", "object ACLs decide beside IAM")
