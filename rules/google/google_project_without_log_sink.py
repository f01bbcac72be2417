"""The logs of this project are kept in it alone, where whoever takes it over can reach them.

A sink of the project, its folder or the organization copies every entry to a place of its own.
"""

from scanner import LOW, rule


@rule(
    on="google_project",
    severity=LOW,
    fix="Add a google_logging_project_sink without a filter, or one of the organization.",
    cwe=778,
    references=("https://cloud.google.com/logging/docs/central-log-storage",),
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

resource "google_logging_project_sink" "all" {
  name        = "all"
  destination = "storage.googleapis.com/logs"
  filter = "severity >= ERROR"
}
""",
    ),
    good=(
        """
resource "google_project" "p" {
  project_id = "p"
}

resource "google_logging_project_sink" "all" {
  name        = "all"
  destination = "storage.googleapis.com/logs"
}
""",
        """
resource "google_project" "p" {
  project_id = "p"
}

resource "google_logging_organization_sink" "all" {
  org_id           = "1"
  include_children = true
  destination      = "storage.googleapis.com/logs"
  filter           = ""
}
""",
    ),
)
def check(project):
    sinks = project.beside(*_SINKS)
    if not any(sink.get("filter", default="") == "" for sink in sinks):
        yield project.fail(message="no sink copies every log entry")


_SINKS = (
    "google_logging_project_sink",
    "google_logging_folder_sink",
    "google_logging_organization_sink",
)
