"""A bucket is opened to others, and nobody is told before its contents are gone.

Most leaks of cloud storage begin with one change of a bucket's permissions, and take minutes to be
found by those who look for them.
"""

from scanner import LOW, rule
from scanner.shapes import is_watched


@rule(
    on="google_project",
    severity=LOW,
    fix="Add a google_logging_metric for storage.setIamPermissions and an alert policy on it.",
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
  filter = "resource.type=gcs_bucket AND protoPayload.methodName=storage.setIamPermissions"
}
""",
        """
resource "google_project" "p" {  # here
  project_id = "p"
}

resource "google_logging_metric" "watch" {
  name   = "watch"
  filter = "resource.type=gcs_bucket AND protoPayload.methodName=storage.buckets.create"
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
  filter = "resource.type=gcs_bucket AND protoPayload.methodName=storage.setIamPermissions"
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
      filter = "resource.type=gcs_bucket AND protoPayload.methodName=storage.setIamPermissions"
    }
  }
}
""",
    ),
)
def check(project):
    if not is_watched(project, "storage.setIamPermissions"):
        yield project.fail(message="nobody is alerted to it")
