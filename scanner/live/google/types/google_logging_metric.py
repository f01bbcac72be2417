"""A metric made of log entries. The logs are not looked into.

Live: https://cloud.google.com/logging/docs/reference/v2/rest/v2/projects.metrics
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/logging_metric
"""

from __future__ import annotations

from scanner.live.google.table import by, tabled

READER = tabled(
    "google_logging_metric",
    "logging.googleapis.com/LogMetric",
    key=by("name"),
    identity="name",
    at={"name": "name"},
    import_id="{name}",
)
