"""One wrong plan, or a change of the schema that needs a new table, deletes this table's data.

Terraform refuses to delete a table unless deletion_protection is false. Views and tables that are
filled anew each day lose nothing; name them in a waiver.
"""

from scanner import LOW, rule


@rule(
    on="google_bigquery_table",
    severity=LOW,
    fix="Remove deletion_protection = false.",
    related_ids=("CKV_GCP_121",),
    cwe=693,
    references=("https://cloud.google.com/bigquery/docs/managing-tables#undeletetable",),
    bad=(
        """
resource "google_bigquery_table" "main" {
  table_id = "orders"
  deletion_protection = false  # here
}
""",
    ),
    good=(
        """
resource "google_bigquery_table" "main" {
  table_id = "orders"
}
""",
        """
resource "google_bigquery_table" "main" {
  table_id = "orders"
  deletion_protection = true
}
""",
    ),
)
def check(thing):
    if not thing.get("deletion_protection", default=True):
        yield thing.fail("deletion_protection", "it can be deleted at any time")
