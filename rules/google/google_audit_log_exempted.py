"""What these members read and write is recorded nowhere.

Data access logs tell who saw or changed which data. A member who is exempted from them leaves no
trace, which is what an intruder wants of an account.
"""

from scanner import MEDIUM, rule

_TYPES = (
    "google_project_iam_audit_config",
    "google_folder_iam_audit_config",
    "google_organization_iam_audit_config",
)


@rule(
    on=_TYPES,
    severity=MEDIUM,
    fix="Remove exempted_members.",
    related_ids=("CKV2_GCP_5",),
    cwe=778,
    references=("https://cloud.google.com/logging/docs/audit/configure-data-access",),
    bad=(
        """
resource "google_project_iam_audit_config" "all" {
  project = "p"
  service = "allServices"
  audit_log_config {
    log_type = "DATA_READ"
  }
  audit_log_config {
    log_type         = "DATA_WRITE"
    exempted_members = ["user:ann@example.com"]  # here
  }
}
""",
    ),
    good=(
        """
resource "google_project_iam_audit_config" "all" {
  project = "p"
  service = "allServices"
  audit_log_config {
    log_type = "DATA_READ"
  }
}
""",
        """
resource "google_organization_iam_audit_config" "all" {
  org_id  = "1"
  service = "allServices"
  audit_log_config {
    log_type         = "DATA_READ"
    exempted_members = []
  }
}
""",
    ),
)
def check(config):
    for log in config.each("audit_log_config"):
        for member in log.each("exempted_members"):
            yield member.fail(message="the member is exempted from the audit log")
