"""The export of logs is set up, and switched off.

Entries go nowhere while a sink is disabled, and cannot be exported afterwards.
"""

from scanner import MEDIUM, rule


@rule(
    on=(
        "google_logging_project_sink",
        "google_logging_folder_sink",
        "google_logging_organization_sink",
        "google_logging_billing_account_sink",
    ),
    severity=MEDIUM,
    fix="Remove disabled = true.",
    cwe=778,
    references=("https://cloud.google.com/logging/docs/export/configure_export_v2",),
    bad=(
        """
resource "google_logging_project_sink" "all" {
  name        = "all"
  destination = "storage.googleapis.com/logs"
  disabled = true  # here
}
""",
    ),
    good=(
        """
resource "google_logging_project_sink" "all" {
  name        = "all"
  destination = "storage.googleapis.com/logs"
}
""",
        """
resource "google_logging_project_sink" "all" {
  name        = "all"
  destination = "storage.googleapis.com/logs"
  disabled = false
}
""",
    ),
)
def check(sink):
    if sink.get("disabled", default=False):
        yield sink.fail("disabled", "nothing is exported")
