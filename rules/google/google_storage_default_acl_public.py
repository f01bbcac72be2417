"""Every object that is uploaded to this bucket from now on is readable for the whole internet.

The default object ACL is copied to each new object, so that one upload of a wrong file is a leak.
It counts only where uniform bucket-level access is off.
"""

from scanner import CRITICAL, rule
from scanner.shapes import asks

_CANNED = ("publicRead", "publicReadWrite", "authenticatedRead")


@rule(
    on=(
        "google_storage_default_object_acl",
        "google_storage_default_object_access_control",
        "google_storage_bucket_acl",
    ),
    severity=CRITICAL,
    fix="Remove the entity, and set uniform_bucket_level_access on the bucket.",
    related_ids=("AVD-GCP-0001",),
    cwe=732,
    references=("https://cloud.google.com/storage/docs/access-control/lists#defaultobjects",),
    bad=(
        """
resource "google_storage_default_object_acl" "site" {
  bucket      = "site"
  role_entity = ["READER:allUsers"]  # here
}
""",
        """
resource "google_storage_default_object_access_control" "site" {
  bucket = "site"
  role   = "READER"
  entity = "allUsers"  # here
}
""",
        """
resource "google_storage_bucket_acl" "site" {
  bucket      = "site"
  default_acl = "publicRead"  # here
}
""",
    ),
    good=(
        """
resource "google_storage_default_object_acl" "data" {
  bucket      = "data"
  role_entity = ["READER:group-readers@example.com"]
}
""",
        """
resource "google_storage_bucket_acl" "site" {
  bucket         = "site"
  predefined_acl = "publicRead"
  default_acl    = "private"
  role_entity    = ["READER:allUsers"]
}
""",
        """
resource "google_storage_default_object_access_control" "data" {
  bucket = "data"
  role   = "READER"
  entity = "domain-example.com"
}
""",
    ),
)
def check(acl):
    if acl.type == "google_storage_bucket_acl":
        if acl.get("default_acl", default="") in _CANNED:
            yield acl.fail("default_acl", "new objects are for everyone")
        return
    named = "entity" if acl.type.endswith("_access_control") else "role_entity"
    for entry in acl.each(named):
        if asks(entry.value, "is everyone", _is_everyone):
            yield entry.fail(message="new objects are for everyone")


def _is_everyone(entity):
    return str(entity).rpartition(":")[2] in ("allUsers", "allAuthenticatedUsers")
