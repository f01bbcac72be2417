"""A network is made, peered or deleted, and nobody is told.

A peering joins the addresses of two networks, one of which may be a stranger's. Networks change so
seldom that each change is worth a look.
"""

from scanner import LOW, rule
from scanner.shapes import is_watched


@rule(
    on="google_project",
    severity=LOW,
    fix="Add a google_logging_metric for resource.type=gce_network and an alert policy on it.",
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
  filter = "resource.type=gce_network AND protoPayload.methodName:compute.networks"
}
""",
        """
resource "google_project" "p" {  # here
  project_id = "p"
}

resource "google_logging_metric" "watch" {
  name   = "watch"
  filter = "resource.type=gce_subnetwork"
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
  filter = "resource.type=gce_network AND protoPayload.methodName:compute.networks"
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
      filter = "resource.type=gce_network AND protoPayload.methodName:compute.networks"
    }
  }
}
""",
    ),
)
def check(project):
    if not is_watched(project, "gce_network"):
        yield project.fail(message="nobody is alerted to it")
