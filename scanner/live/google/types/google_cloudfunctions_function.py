"""A function of Cloud Functions (first generation).

Live: https://cloud.google.com/functions/docs/reference/rest/v1/projects.locations.functions
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloudfunctions_function
"""

from __future__ import annotations

from typing import Any

from scanner.live.google.table import by, tabled
from scanner.live.google.values import value_at


def _archive(raw: Any) -> tuple[Any, Any]:
    """The bucket and the object of ``gs://bucket/object``."""
    found = raw.get("sourceArchiveUrl")
    if not isinstance(found, str):
        return None, None
    bucket, _, name = found.removeprefix("gs://").partition("/")
    return bucket, name


READER = tabled(
    "google_cloudfunctions_function",
    "cloudfunctions.googleapis.com/CloudFunction",
    key=by("region", "name"),
    at={
        "trigger_http": lambda raw: True if raw.get("httpsTrigger") is not None else None,
        "https_trigger_security_level": "httpsTrigger.securityLevel",
        "https_trigger_url": "httpsTrigger.url",
        "source_archive_bucket": lambda raw: _archive(raw)[0],
        "source_archive_object": lambda raw: _archive(raw)[1],
        "timeout": lambda raw: str(raw.get("timeout") or "").removesuffix("s") or None,
        "event_trigger.failure_policy": lambda raw: (
            {"retry": value_at(raw, "failurePolicy.retry") is not None}
            if raw.get("failurePolicy")
            else None
        ),
        "source_repository": "sourceRepository",
        "vpc_connector": "vpcConnector",
    },
    defaults={
        "available_memory_mb": 256,
        "timeout": 60,
        "ingress_settings": "ALLOW_ALL",
    },
    sensitive=("environment_variables", "build_environment_variables"),
)
