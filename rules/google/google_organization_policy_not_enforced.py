"""A guard rail that the organization could set for everyone is switched off here.

Each of these constraints stops a known mistake whatever a project's code says. Where an exception
is needed, a tag condition or a single project's policy keeps it narrow.
"""

from scanner import MEDIUM, rule
from scanner.shapes import asks

_CONSTRAINTS = (
    "storage.publicAccessPrevention",
    "storage.uniformBucketLevelAccess",
    "iam.disableServiceAccountKeyCreation",
    "iam.disableServiceAccountKeyUpload",
    "iam.automaticIamGrantsForDefaultServiceAccounts",
    "compute.requireOsLogin",
    "compute.requireShieldedVm",
    "compute.disableSerialPortAccess",
    "compute.skipDefaultNetworkCreation",
    "sql.restrictPublicIp",
    "sql.restrictAuthorizedNetworks",
)


@rule(
    on=(
        "google_organization_policy",
        "google_folder_organization_policy",
        "google_project_organization_policy",
        "google_org_policy_policy",
    ),
    severity=MEDIUM,
    fix="Enforce the constraint.",
    cwe=693,
    references=(
        "https://cloud.google.com/resource-manager/docs/organization-policy/org-policy-constraints",
    ),
    bad=(
        """
resource "google_organization_policy" "keys" {
  org_id     = "1"
  constraint = "constraints/iam.disableServiceAccountKeyCreation"
  boolean_policy {
    enforced = false  # here
  }
}
""",
        """
resource "google_org_policy_policy" "oslogin" {
  name   = "organizations/1/policies/compute.requireOsLogin"
  parent = "organizations/1"
  spec {
    rules {
      enforce = "FALSE"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_organization_policy" "keys" {
  org_id     = "1"
  constraint = "constraints/iam.disableServiceAccountKeyCreation"
  boolean_policy {
    enforced = true
  }
}
""",
        """
resource "google_organization_policy" "nested" {
  org_id     = "1"
  constraint = "compute.disableNestedVirtualization"
  boolean_policy {
    enforced = false
  }
}
""",
        """
resource "google_org_policy_policy" "oslogin" {
  name   = "organizations/1/policies/compute.requireOsLogin"
  parent = "organizations/1"
  spec {
    rules {
      enforce = "FALSE"
      condition {
        expression = "resource.matchTag('1/legacy', 'yes')"
      }
    }
    rules {
      enforce = "TRUE"
    }
  }
}
""",
        """
resource "google_org_policy_policy" "gpu" {
  name   = "organizations/1/policies/compute.disableNestedVirtualization"
  parent = "organizations/1"
  spec {
    rules {
      enforce = "FALSE"
    }
  }
}
""",
    ),
)
def check(policy):
    named = "name" if policy.type == "google_org_policy_policy" else "constraint"
    if not asks(policy.get(named), "is a guard rail", _is_guard_rail):
        return
    for block in policy.each("boolean_policy") if named == "constraint" else ():
        if not block.get("enforced", default=True):
            yield block.fail("enforced", "the constraint is not enforced")
    for one in policy.each("spec.rules") if named == "name" else ():
        if one.get("enforce", default="TRUE") == "FALSE" and not one.is_set("condition.expression"):
            yield one.fail("enforce", "the constraint is not enforced")


def _is_guard_rail(name):
    return str(name).rpartition("/")[2] in _CONSTRAINTS
