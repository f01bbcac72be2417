"""A role that everything in the project gets which names no account of its own.

The default accounts of Compute Engine and App Engine are what machines, functions and builds run
as when nobody chooses: a role for one of them is a role for all, and for what is added tomorrow.
Owner, editor and viewer are found by the rules on basic roles.
"""

from scanner import MEDIUM, rule
from scanner.shapes import iam_grants, iam_types, is_basic_role


@rule(
    on=iam_types("project", "folder", "organization"),
    severity=MEDIUM,
    fix="Make a service account for the workload and grant the role to that.",
    related_ids=("CKV_GCP_46", "CKV_GCP_47", "CKV_GCP_48"),
    cwe=269,
    references=("https://cloud.google.com/iam/docs/service-account-types#default",),
    bad=(
        """
resource "google_project_iam_member" "vm" {
  project = "p"
  role    = "roles/storage.objectViewer"
  member  = "serviceAccount:123456-compute@developer.gserviceaccount.com"  # here
}
""",
        """
resource "google_folder_iam_binding" "app" {
  folder  = "folders/1"
  role    = "roles/storage.objectViewer"
  members = ["serviceAccount:shop@appspot.gserviceaccount.com"]  # here
}
""",
    ),
    good=(
        """
resource "google_project_iam_member" "api" {
  project = "p"
  role    = "roles/storage.objectViewer"
  member  = "serviceAccount:api@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_project_iam_member" "agent" {
  project = "p"
  role    = "roles/compute.serviceAgent"
  member  = "serviceAccount:service-123@compute-system.iam.gserviceaccount.com"
}
""",
        # The rule on basic roles tells this.
        """
resource "google_project_iam_member" "editor" {
  project = "p"
  role    = "roles/editor"
  member  = "serviceAccount:123456-compute@developer.gserviceaccount.com"
}
""",
    ),
)
def check(policy):
    for grant in iam_grants(policy):
        if grant.is_default_account() and not is_basic_role(grant.role):
            yield grant.member.fail(message=f"a default service account has {grant.role}")
