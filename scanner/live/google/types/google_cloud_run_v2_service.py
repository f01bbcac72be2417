"""A Cloud Run service. Environment values are compared and never shown.

Live: https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_service
"""

from __future__ import annotations

from typing import Any

from scanner.compare import duration
from scanner.live.google.table import by, tabled
from scanner.live.google.values import last
from scanner.live.notread import NotRead


def _second(raw: Any) -> Any:
    """The name, unless the inventory answers in the words of the first version of the API."""
    if "apiVersion" in raw:
        raise NotRead("the inventory describes it in the words of Cloud Run's first API")
    return last(raw.get("name"))


READER = tabled(
    "google_cloud_run_v2_service",
    "run.googleapis.com/Service",
    key=by("location", "name"),
    at={"name": _second},
    same={"template.timeout": duration},
    defaults={"ingress": "INGRESS_TRAFFIC_ALL", "launch_stage": "GA"},
    computed={"uri": "uri"},
    sensitive=("template.containers", "build_config.environment_variables"),
    apply_only=("deletion_protection",),
    unordered=("template.volumes", "custom_audiences"),
    uncovered={
        "client": "says which tool wrote last",
        "client_version": "says which tool wrote last",
    },
)
