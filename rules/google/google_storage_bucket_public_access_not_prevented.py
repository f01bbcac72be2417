"""Nothing stops this bucket from being made public by one wrong member or ACL.

Public access prevention makes Cloud Storage refuse allUsers and allAuthenticatedUsers, whoever
grants them. Left out, the bucket inherits it from the organization, so that an organization policy
for storage.publicAccessPrevention beside it is enough.
"""

from scanner import MEDIUM, rule
from scanner.shapes import asks

_POLICIES = (
    "google_project_organization_policy",
    "google_folder_organization_policy",
    "google_organization_policy",
)


@rule(
    on="google_storage_bucket",
    severity=MEDIUM,
    fix='Set public_access_prevention = "enforced".',
    related_ids=("CKV_GCP_114",),
    cwe=732,
    references=("https://cloud.google.com/storage/docs/public-access-prevention",),
    bad=(
        'resource "google_storage_bucket" "b" { name = "b" }  # here',
        'resource "google_storage_bucket" "b" { public_access_prevention = "inherited" }  # here',
        """
resource "google_storage_bucket" "b" {  # here
  name = "b"
}

resource "google_organization_policy" "p" {
  org_id     = "1"
  constraint = "constraints/storage.publicAccessPrevention"
  boolean_policy {
    enforced = false
  }
}
""",
        """
resource "google_storage_bucket" "b" {  # here
  name = "b"
}

resource "google_organization_policy" "p" {
  org_id     = "1"
  constraint = "storage.uniformBucketLevelAccess"
  boolean_policy {
    enforced = true
  }
}

resource "google_org_policy_policy" "p" {
  name   = "projects/p/policies/storage.uniformBucketLevelAccess"
  parent = "projects/p"
  spec {
    rules {
      enforce = "TRUE"
    }
  }
}
""",
        """
resource "google_storage_bucket" "b" {  # here
  name = "b"
}

resource "google_org_policy_policy" "p" {
  name   = "projects/p/policies/storage.publicAccessPrevention"
  parent = "projects/p"
  spec {
    rules {
      enforce = "FALSE"
    }
  }
}
""",
    ),
    good=(
        'resource "google_storage_bucket" "b" { public_access_prevention = "enforced" }',
        """
resource "google_storage_bucket" "b" {
  name = "b"
}

resource "google_organization_policy" "p" {
  org_id     = "1"
  constraint = "constraints/storage.publicAccessPrevention"
  boolean_policy {
    enforced = true
  }
}
""",
        """
resource "google_storage_bucket" "b" {
  name = "b"
}

resource "google_org_policy_policy" "p" {
  name   = "projects/p/policies/storage.publicAccessPrevention"
  parent = "projects/p"
  spec {
    rules {
      enforce = "TRUE"
    }
  }
}
""",
    ),
)
def check(bucket):
    if bucket.get("public_access_prevention", default="inherited") == "enforced":
        return
    if any(_enforces(policy, "constraint") for policy in bucket.beside(*_POLICIES)):
        return
    if any(_enforces(policy, "name") for policy in bucket.beside("google_org_policy_policy")):
        return
    yield bucket.fail("public_access_prevention", "the bucket may be made public")


def _enforces(policy, named):
    if not asks(policy.get(named), "names the constraint", _is_constraint):
        return False
    if named == "constraint":
        return policy.get("boolean_policy.enforced", default=False)
    return any(rule.get("enforce", default="FALSE") == "TRUE" for rule in policy.each("spec.rules"))


def _is_constraint(name):
    return str(name).rpartition("/")[2] == "storage.publicAccessPrevention"
