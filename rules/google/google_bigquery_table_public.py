"""Anyone on the internet can read or change this table.

A role on a table is seen in no list of the dataset's access, and stays when the dataset's is
cleaned up.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("bigquery_table"),
    severity=CRITICAL,
    fix="Grant the role to the users, groups or service accounts that need it.",
    aliases=("CKV_GCP_100",),
    cwe=732,
    references=("https://cloud.google.com/bigquery/docs/table-access-controls",),
    bad=(
        """
resource "google_bigquery_table_iam_member" "all" {
  dataset_id = "sales"
  table_id   = "orders"
  role   = "roles/bigquery.dataViewer"
  member = "allUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_bigquery_table_iam_member" "app" {
  dataset_id = "sales"
  table_id   = "orders"
  role   = "roles/bigquery.dataViewer"
  member = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_bigquery_table_iam_binding" "team" {
  dataset_id = "sales"
  table_id   = "orders"
  role    = "roles/bigquery.dataViewer"
  members = ["group:allUsers@example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
