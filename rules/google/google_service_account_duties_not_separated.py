"""One person can make a service account, give it rights and act as it, unseen by anybody else.

Service Account Admin together with Service Account User is all it takes to gain the rights of any
account of the project. Compared are the members of the project's roles.
"""

from scanner import MEDIUM, rule
from scanner.shapes import iam_grants, iam_types


@rule(
    on=iam_types("project"),
    severity=MEDIUM,
    fix="Give the two roles to different groups.",
    cwe=269,
    references=("https://cloud.google.com/iam/docs/service-account-permissions",),
    bad=(
        """
resource "google_project_iam_member" "admin" {
  project = "p"
  role    = "roles/iam.serviceAccountAdmin"
  member  = "user:ann@example.com"  # here
}

resource "google_project_iam_member" "user" {
  project = "p"
  role    = "roles/iam.serviceAccountUser"
  member  = "user:ann@example.com"
}
""",
    ),
    good=(
        """
resource "google_project_iam_member" "admin" {
  project = "p"
  role    = "roles/iam.serviceAccountAdmin"
  member  = "user:ann@example.com"
}

resource "google_project_iam_member" "user" {
  project = "p"
  role    = "roles/iam.serviceAccountUser"
  member  = "user:bob@example.com"
}
""",
        """
resource "google_project_iam_member" "creator" {
  project = "p"
  role    = "roles/iam.serviceAccountCreator"
  member  = "user:ann@example.com"
}

resource "google_project_iam_member" "user" {
  project = "p"
  role    = "roles/iam.serviceAccountUser"
  member  = "user:ann@example.com"
}
""",
        """
resource "google_project_iam_member" "admin" {
  project = "p"
  role    = "roles/iam.serviceAccountAdmin"
  member  = "user:ann@example.com"
}

resource "google_project_iam_member" "viewer" {
  project = "p"
  role    = "roles/viewer"
  member  = "user:ann@example.com"
}
""",
    ),
)
def check(policy):
    for grant in iam_grants(policy):
        if grant.role == "roles/iam.serviceAccountAdmin" and _acts(policy, grant.member.value):
            yield grant.member.fail(
                message="the member both manages service accounts and uses them"
            )


def _acts(policy, member):
    return any(
        grant.role == "roles/iam.serviceAccountUser" and grant.member.value == member
        for other in policy.beside(*iam_types("project"))
        for grant in iam_grants(other)
    )
