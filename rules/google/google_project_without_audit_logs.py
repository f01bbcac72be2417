"""Nobody can tell afterwards who read or changed the data of this project.

Google records changes of the configuration always, but reading and writing of data only where it
is asked to. One audit configuration for allServices, of the project or of what it lies in, does it.
"""

from scanner import LOW, rule

_CONFIGS = (
    "google_project_iam_audit_config",
    "google_folder_iam_audit_config",
    "google_organization_iam_audit_config",
)


@rule(
    on="google_project",
    severity=LOW,
    fix="Add google_project_iam_audit_config for allServices with DATA_READ and DATA_WRITE.",
    related_ids=("CKV2_GCP_5",),
    cwe=778,
    references=("https://cloud.google.com/logging/docs/audit/configure-data-access",),
    bad=(
        'resource "google_project" "p" { project_id = "p" }  # here',
        """
resource "google_project" "p" {  # here
  project_id = "p"
}

resource "google_project_iam_audit_config" "storage" {
  project = google_project.p.project_id
  service = "storage.googleapis.com"
  audit_log_config {
    log_type = "DATA_READ"
  }
}
""",
    ),
    good=(
        """
resource "google_project" "p" {
  project_id = "p"
}

resource "google_project_iam_audit_config" "all" {
  project = google_project.p.project_id
  service = "allServices"
  audit_log_config {
    log_type = "DATA_READ"
  }
}
""",
        """
resource "google_project" "p" {
  project_id = "p"
}

resource "google_organization_iam_audit_config" "all" {
  org_id  = "1"
  service = "allServices"
  audit_log_config {
    log_type = "DATA_READ"
  }
}
""",
    ),
)
def check(project):
    configs = project.beside(*_CONFIGS)
    if not any(config.get("service") == "allServices" for config in configs):
        yield project.fail(message="reading and writing of data is not recorded")
