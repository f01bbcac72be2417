"""A harmless looking role of your own gets one more permission, and nobody is told.

A custom role is granted once and changed often: what is added to it reaches all who have it,
without a new grant that a review would see.
"""

from scanner import LOW, rule
from scanner.shapes import is_watched


@rule(
    on="google_project",
    severity=LOW,
    fix="Add a google_logging_metric for resource.type=iam_role and an alert policy on it.",
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
  filter = "resource.type=iam_role AND protoPayload.methodName=google.iam.admin.v1.UpdateRole"
}
""",
        """
resource "google_project" "p" {  # here
  project_id = "p"
}

resource "google_logging_metric" "watch" {
  name   = "watch"
  filter = "resource.type=gce_route"
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
  filter = "resource.type=iam_role AND protoPayload.methodName=google.iam.admin.v1.UpdateRole"
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
      filter = "resource.type=iam_role AND protoPayload.methodName=google.iam.admin.v1.UpdateRole"
    }
  }
}
""",
    ),
)
def check(project):
    if not is_watched(project, "iam_role"):
        yield project.fail(message="nobody is alerted to it")
