"""Whoever manages the keys can also use them, so that no second person stands between.

Cloud KMS Admin may destroy keys and change who uses them, but not decrypt. A member that also has
a role that encrypts or decrypts holds both halves. Compared are the members of a project's roles.
"""

from scanner import MEDIUM, rule
from scanner.shapes import iam_grants, iam_types

_USING = (
    "roles/cloudkms.cryptoKeyEncrypterDecrypter",
    "roles/cloudkms.cryptoKeyEncrypter",
    "roles/cloudkms.cryptoKeyDecrypter",
)


@rule(
    on=iam_types("project"),
    severity=MEDIUM,
    fix="Give the two roles to different groups.",
    cwe=269,
    references=("https://cloud.google.com/kms/docs/separation-of-duties",),
    bad=(
        """
resource "google_project_iam_binding" "admin" {
  project = "p"
  role    = "roles/cloudkms.admin"
  members = ["group:keys@example.com", "user:ann@example.com"]  # here
}

resource "google_project_iam_member" "user" {
  project = "p"
  role    = "roles/cloudkms.cryptoKeyDecrypter"
  member  = "user:ann@example.com"
}
""",
    ),
    good=(
        """
resource "google_project_iam_binding" "admin" {
  project = "p"
  role    = "roles/cloudkms.admin"
  members = ["group:keys@example.com"]
}

resource "google_project_iam_member" "user" {
  project = "p"
  role    = "roles/cloudkms.cryptoKeyDecrypter"
  member  = "user:ann@example.com"
}
""",
        """
resource "google_project_iam_binding" "viewer" {
  project = "p"
  role    = "roles/cloudkms.viewer"
  members = ["user:ann@example.com"]
}

resource "google_project_iam_member" "user" {
  project = "p"
  role    = "roles/cloudkms.cryptoKeyDecrypter"
  member  = "user:ann@example.com"
}
""",
        """
resource "google_project_iam_binding" "admin" {
  project = "p"
  role    = "roles/cloudkms.admin"
  members = ["user:ann@example.com"]
}

resource "google_project_iam_member" "user" {
  project = "p"
  role    = "roles/cloudkms.viewer"
  member  = "user:ann@example.com"
}
""",
    ),
)
def check(policy):
    for grant in iam_grants(policy):
        if grant.role == "roles/cloudkms.admin" and _uses_keys(policy, grant.member.value):
            yield grant.member.fail(message="the member both manages and uses keys")


def _uses_keys(policy, member):
    return any(
        grant.role in _USING and grant.member.value == member
        for other in policy.beside(*iam_types("project"))
        for grant in iam_grants(other)
    )
