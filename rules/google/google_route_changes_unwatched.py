"""Traffic is sent another way, through a stranger's machine perhaps, and nobody is told.

A route decides where packets go before any rule looks at them. Routes change seldom.
"""

from scanner import LOW, rule
from scanner.shapes import is_watched


@rule(
    on="google_project",
    severity=LOW,
    fix="Add a google_logging_metric for resource.type=gce_route and an alert policy on it.",
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
  filter = "resource.type=gce_route AND protoPayload.methodName:compute.routes"
}
""",
        """
resource "google_project" "p" {  # here
  project_id = "p"
}

resource "google_logging_metric" "watch" {
  name   = "watch"
  filter = "resource.type=gce_firewall_rule"
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
  filter = "resource.type=gce_route AND protoPayload.methodName:compute.routes"
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
      filter = "resource.type=gce_route AND protoPayload.methodName:compute.routes"
    }
  }
}
""",
    ),
)
def check(project):
    if not is_watched(project, "gce_route"):
        yield project.fail(message="nobody is alerted to it")
