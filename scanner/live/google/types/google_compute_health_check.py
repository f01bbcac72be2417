"""A global health check.

Live: https://cloud.google.com/compute/docs/reference/rest/v1/healthChecks
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_health_check
"""

from __future__ import annotations

from scanner.live.google.table import by, tabled

_KINDS = ("http", "https", "http2", "ssl", "tcp")


READER = tabled(
    "google_compute_health_check",
    "compute.googleapis.com/HealthCheck",
    key=by("name"),
    only=lambda asset: asset.segment("regions") is None,
    defaults={
        "check_interval_sec": 5,
        "timeout_sec": 5,
        "healthy_threshold": 2,
        "unhealthy_threshold": 2,
        **{f"{kind}_health_check.proxy_header": "NONE" for kind in _KINDS},
        **{f"{kind}_health_check.request_path": "/" for kind in _KINDS},
    },
    # Where none is meant, the answer has the object with nothing in it.
    at={"log_config": lambda raw: raw.get("logConfig") or None},
    # Which of them there is says how it asks.
    present=tuple(f"{kind}_health_check" for kind in (*_KINDS, "grpc")),
    unordered=("source_regions",),
    computed={"self_link": "selfLink", "type": "type"},
)
