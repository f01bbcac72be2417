"""A BigQuery dataset. Its tables are not looked into.

Live: https://cloud.google.com/bigquery/docs/reference/rest/v2/datasets
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigquery_dataset
"""

from __future__ import annotations

from scanner.compare import google_value
from scanner.live.google.table import by, tabled
from scanner.model import Value

_BASIC = {"OWNER": "dataOwner", "WRITER": "dataEditor", "READER": "dataViewer"}


def _role(expected: Value, live: Value) -> bool:
    """The three basic roles have a second name: ``READER`` is ``roles/bigquery.dataViewer``."""
    one, other = (
        f"roles/bigquery.{_BASIC[side]}" if isinstance(side, str) and side in _BASIC else side
        for side in (expected, live)
    )
    return google_value(one, other)


READER = tabled(
    "google_bigquery_dataset",
    "bigquery.googleapis.com/Dataset",
    key=by("dataset_id"),
    at={"dataset_id": "datasetReference.datasetId", "access.dataset.dataset": "dataset"},
    same={"access.role": _role, "max_time_travel_hours": google_value},
    defaults={"max_time_travel_hours": "168", "is_case_insensitive": False, "location": "US"},
    unordered=("access.dataset.target_types",),
    computed={"self_link": "selfLink"},
    apply_only=("delete_contents_on_destroy",),
)
