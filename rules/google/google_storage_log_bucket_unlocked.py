"""Whoever takes over a project can delete the exported audit logs from this bucket.

A bucket that a log sink writes to is evidence. Only a locked retention policy keeps its objects for
their time, even from the owners of the project; an unlocked one can be removed first.
"""

from scanner import MEDIUM, rule
from scanner.shapes import asks

_SINKS = (
    "google_logging_project_sink",
    "google_logging_folder_sink",
    "google_logging_organization_sink",
    "google_logging_billing_account_sink",
)


@rule(
    on="google_storage_bucket",
    severity=MEDIUM,
    fix="Add a retention_policy with is_locked = true.",
    related_ids=("CKV2_GCP_4",),
    cwe=693,
    references=("https://cloud.google.com/storage/docs/bucket-lock",),
    bad=(
        """
resource "google_storage_bucket" "logs" {  # here
  name = "audit-logs"
}

resource "google_logging_project_sink" "all" {
  name        = "all"
  destination = "storage.googleapis.com/${google_storage_bucket.logs.name}"
}
""",
        """
resource "google_storage_bucket" "logs" {
  name = "audit-logs"
  retention_policy {
    retention_period = 31536000
    is_locked        = false  # here
  }
}

resource "google_logging_organization_sink" "all" {
  name        = "all"
  org_id      = "1"
  destination = "storage.googleapis.com/audit-logs"
}
""",
    ),
    good=(
        """
resource "google_storage_bucket" "logs" {
  name = "audit-logs"
  retention_policy {
    retention_period = 31536000
    is_locked        = true
  }
}

resource "google_logging_project_sink" "all" {
  name        = "all"
  destination = "storage.googleapis.com/audit-logs"
}
""",
        """
resource "google_storage_bucket" "data" {
  name = "data"
}

resource "google_logging_project_sink" "all" {
  name        = "all"
  destination = "storage.googleapis.com/audit-logs"
}
""",
    ),
)
def check(bucket):
    if bucket.get("retention_policy.is_locked", default=False):
        return
    name = bucket.get("name", default="")
    for sink in bucket.beside(*_SINKS):
        target = sink.get("destination")
        if asks(name, f"is in {target}", lambda known, target=target: _goes_to(target, known)):
            yield bucket.fail("retention_policy.is_locked", "the logs can be deleted")
            return


def _goes_to(target, name):
    return target == f"storage.googleapis.com/{name}"
