"""Metadata of a project, which all of its machines have. Compared and never shown.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/projects
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_project_metadata
"""

from __future__ import annotations

from typing import Any

from scanner.live.google.places import PROJECT
from scanner.live.google.table import by, tabled
from scanner.live.google.values import objects


def _metadata(raw: Any) -> Any:
    return {
        str(one.get("key")): one.get("value")
        for one in objects(raw, "commonInstanceMetadata.items")
    }


READER = tabled(
    "google_compute_project_metadata",
    "compute.googleapis.com/Project",
    key=by("project"),
    at={"metadata": _metadata},
    sensitive=("metadata",),
    identity=lambda raw: raw[PROJECT],
    everywhere=lambda asset: True,
    import_id="{project}",
)
