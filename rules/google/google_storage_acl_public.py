"""An ACL lets everyone on the internet read this bucket or object, out of sight of IAM.

ACLs are a second way to give access beside IAM, which an audit of IAM does not show. They count
only where uniform bucket-level access is off.
"""

from scanner import CRITICAL, rule
from scanner.shapes import asks

_CANNED = ("publicRead", "publicReadWrite", "authenticatedRead")


@rule(
    on=(
        "google_storage_bucket_acl",
        "google_storage_bucket_access_control",
        "google_storage_object_acl",
        "google_storage_object_access_control",
    ),
    severity=CRITICAL,
    fix="Remove the entity, and set uniform_bucket_level_access on the bucket.",
    related_ids=("AVD-GCP-0001",),
    cwe=732,
    references=("https://cloud.google.com/storage/docs/access-control/lists",),
    bad=(
        """
resource "google_storage_bucket_acl" "site" {
  bucket      = "site"
  role_entity = ["OWNER:user-ann@example.com", "READER:allUsers"]  # here
}
""",
        """
resource "google_storage_object_acl" "page" {
  bucket         = "site"
  object         = "index.html"
  predefined_acl = "publicRead"  # here
}
""",
        """
resource "google_storage_bucket_access_control" "site" {
  bucket = "site"
  role   = "READER"
  entity = "allAuthenticatedUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_storage_bucket_acl" "data" {
  bucket      = "data"
  role_entity = ["OWNER:user-ann@example.com", "READER:group-readers@example.com"]
}
""",
        """
resource "google_storage_object_acl" "page" {
  bucket         = "data"
  object         = "index.html"
  predefined_acl = "projectPrivate"
}
""",
        """
resource "google_storage_bucket_access_control" "data" {
  bucket = "data"
  role   = "READER"
  entity = "user-ann@example.com"
}
""",
    ),
)
def check(acl):
    if acl.type.endswith("_access_control"):
        if asks(acl.get("entity"), "is everyone", _is_everyone):
            yield acl.fail("entity", "the ACL lets in everyone")
        return
    if acl.get("predefined_acl", default="") in _CANNED:
        yield acl.fail("predefined_acl", "the ACL lets in everyone")
    for entry in acl.each("role_entity"):
        if asks(entry.value, "is everyone", _is_everyone):
            yield entry.fail(message="the ACL lets in everyone")


def _is_everyone(entity):
    return str(entity).rpartition(":")[2] in ("allUsers", "allAuthenticatedUsers")
