"""A service that is switched on in a project.

Live: https://cloud.google.com/service-usage/docs/reference/rest/v1/services
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/project_service
"""

from __future__ import annotations

from scanner.live.google.places import PROJECT
from scanner.live.google.table import by, tabled
from scanner.live.google.values import last

# https://cloud.google.com/service-usage/docs/enabled-service
_DEFAULT = frozenset(
    (
        "analyticshub",
        "bigquery",
        "bigqueryconnection",
        "bigquerydatapolicy",
        "bigquerydatatransfer",
        "bigquerymigration",
        "bigqueryreservation",
        "bigquerystorage",
        "cloudapis",
        "cloudtrace",
        "dataform",
        "dataplex",
        "datastore",
        "logging",
        "monitoring",
        "servicemanagement",
        "serviceusage",
        "sql-component",
        "storage",
        "storage-api",
        "storage-component",
        "telemetry",
    )
)


READER = tabled(
    "google_project_service",
    "serviceusage.googleapis.com/Service",
    key=by("service"),
    identity=lambda raw: f"{raw[PROJECT]}/{last(raw.get('name'))}",
    at={"service": lambda raw: last(raw.get("name"))},
    only=lambda asset: asset.data.get("state") != "DISABLED",
    apply_only=("disable_dependent_services", "disable_on_destroy"),
    everywhere=lambda asset: str(last(asset.name)).removesuffix(".googleapis.com") in _DEFAULT,
    import_id="{project}/{service}",
)
