"""A BigQuery table, view or materialized view. Its rows are not looked into.

Live: https://cloud.google.com/bigquery/docs/reference/rest/v2/tables
Provider: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigquery_table
"""

from __future__ import annotations

from typing import Any

from scanner.live.google.bigquery import same_schema, text_of
from scanner.live.google.table import by, tabled
from scanner.live.google.values import value_at


def _schema(raw: Any) -> Any:
    """The list of fields as the text that the provider records."""
    fields = value_at(raw, "schema.fields")
    return text_of(fields) if fields else None


READER = tabled(
    "google_bigquery_table",
    "bigquery.googleapis.com/Table",
    key=by("dataset_id", "table_id"),
    at={
        "dataset_id": "tableReference.datasetId",
        "table_id": "tableReference.tableId",
        "clustering": "clustering.fields",
        "schema": _schema,
        "external_data_configuration.schema": _schema,
        "table_replication_info.source_dataset_id": "sourceTable.datasetId",
        "table_replication_info.source_project_id": "sourceTable.projectId",
        "table_replication_info.source_table_id": "sourceTable.tableId",
        "external_data_configuration.bigtable_options.column_family": "columnFamilies",
    },
    same={"schema": same_schema, "external_data_configuration.schema": same_schema},
    computed={"self_link": "selfLink", "type": "type"},
    apply_only=(
        "deletion_protection",
        "ignore_auto_generated_schema",
        "ignore_schema_changes",
        "table_metadata_view",
    ),
    uncovered={"schema_foreign_type_info": "part of the schema in the answer"},
)
