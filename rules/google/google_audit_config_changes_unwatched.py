"""Somebody switches off the audit logs, and the silence is not noticed.

Changing what is audited is the first step of who wants to stay unseen. Changes of the audit
configuration stand in the admin activity log, which cannot be switched off itself.
"""

from scanner import LOW, rule
from scanner.shapes import is_watched


@rule(
    on="google_project",
    severity=LOW,
    fix="Add a google_logging_metric for auditConfigDeltas and an alert policy on it.",
    cwe=778,
    references=("https://cloud.google.com/logging/docs/alerting/log-based-alerts",),
    bad=(
        """
resource "google_project" "p" {  # here
  project_id = "p"
}
""",
        """
resource "google_project" "p" {  # here
  project_id = "p"
}

resource "google_logging_metric" "watch" {
  name   = "watch"
  filter = "protoPayload.serviceData.policyDelta.auditConfigDeltas:*"
}
""",
        """
resource "google_project" "p" {  # here
  project_id = "p"
}

resource "google_logging_metric" "watch" {
  name   = "watch"
  filter = "protoPayload.methodName=SetIamPolicy"
}

resource "google_monitoring_alert_policy" "a" {
  display_name = "a"
  combiner     = "OR"
  conditions {
    display_name = "c"
    condition_threshold {
      filter     = "metric.type=\\"logging.googleapis.com/user/watch\\""
      comparison = "COMPARISON_GT"
      duration   = "0s"
    }
  }
}
""",
    ),
    good=(
        """
resource "google_project" "p" {
  project_id = "p"
}

resource "google_logging_metric" "watch" {
  name   = "watch"
  filter = "protoPayload.serviceData.policyDelta.auditConfigDeltas:*"
}

resource "google_monitoring_alert_policy" "a" {
  display_name = "a"
  combiner     = "OR"
  conditions {
    display_name = "c"
    condition_threshold {
      filter     = "metric.type=\\"logging.googleapis.com/user/watch\\""
      comparison = "COMPARISON_GT"
      duration   = "0s"
    }
  }
}
""",
        """
resource "google_project" "p" {
  project_id = "p"
}

resource "google_monitoring_alert_policy" "a" {
  display_name = "a"
  combiner     = "OR"
  conditions {
    display_name = "c"
    condition_matched_log {
      filter = "protoPayload.serviceData.policyDelta.auditConfigDeltas:*"
    }
  }
}
""",
    ),
)
def check(project):
    if not is_watched(project, "auditConfigDeltas"):
        yield project.fail(message="nobody is alerted to it")
