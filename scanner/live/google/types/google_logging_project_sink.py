"""A sink of a project's logs. The logs are not looked into.

Live: https://cloud.google.com/logging/docs/reference/v2/rest/v2/projects.sinks
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/logging_project_sink
"""

from __future__ import annotations

from scanner.live.google.table import by, tabled
from scanner.live.google.values import last

READER = tabled(
    "google_logging_project_sink",
    "logging.googleapis.com/LogSink",
    key=by("name"),
    only=lambda asset: asset.relative.startswith("projects/"),
    computed={"writer_identity": "writerIdentity"},
    apply_only=("unique_writer_identity", "custom_writer_identity"),
    everywhere=lambda asset: last(asset.name) in ("_Default", "_Required"),
    import_id="projects/{project}/sinks/{name}",
)
