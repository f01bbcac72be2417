"""Google's own staff may look at this project's data for support without asking you.

With Access Approval each such access waits for somebody of yours to agree. It comes with some
support plans only, and can be set for the project, its folder or the organization.
"""

from scanner import LOW, rule


@rule(
    on="google_project",
    severity=LOW,
    fix="Add google_project_access_approval_settings, or those of the organization.",
    cwe=284,
    references=("https://cloud.google.com/assured-workloads/access-approval/docs/overview",),
    bad=(
        """
resource "google_project" "p" {  # here
  project_id = "p"
}
""",
    ),
    good=(
        """
resource "google_project" "p" {
  project_id = "p"
}

resource "google_project_access_approval_settings" "p" {
  project_id = "p"
  enrolled_services {
    cloud_product = "all"
  }
}
""",
        """
resource "google_project" "p" {
  project_id = "p"
}

resource "google_organization_access_approval_settings" "o" {
  organization_id = "1"
  enrolled_services {
    cloud_product = "all"
  }
}
""",
    ),
)
def check(project):
    if not project.beside(
        "google_project_access_approval_settings",
        "google_folder_access_approval_settings",
        "google_organization_access_approval_settings",
    ):
        yield project.fail(message="access by Google's staff is not approved by anybody")
