"""Anyone with a Google account can read the tables of this dataset.

allAuthenticatedUsers is not everybody of your company but everybody with any account at Google,
and allUsers needs none. Public datasets are better published through Analytics Hub.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=(
        "google_bigquery_dataset",
        "google_bigquery_dataset_access",
        *iam_types("bigquery_dataset"),
    ),
    severity=CRITICAL,
    fix="Grant access to users, groups or domains by name.",
    aliases=("CKV_GCP_15", "AVD-GCP-0046"),
    cwe=732,
    references=("https://cloud.google.com/bigquery/docs/dataset-access-controls",),
    bad=(
        """
resource "google_bigquery_dataset" "sales" {
  access {
    role          = "READER"
    special_group = "allAuthenticatedUsers"  # here
  }
}
""",
        """
resource "google_bigquery_dataset_access" "all" {
  role       = "READER"
  iam_member = "allUsers"  # here
}
""",
        """
resource "google_bigquery_dataset_iam_member" "all" {
  dataset_id = "sales"
  role       = "roles/bigquery.dataViewer"
  member     = "allAuthenticatedUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_bigquery_dataset" "sales" {
  access {
    role          = "READER"
    special_group = "projectReaders"
  }
  access {
    role   = "READER"
    domain = "example.com"
  }
}
""",
        """
resource "google_bigquery_dataset_access" "app" {
  role       = "READER"
  iam_member = "principalSet://iam.googleapis.com/locations/global/workforcePools/staff/*"
}
""",
        """
resource "google_bigquery_dataset_iam_binding" "app" {
  dataset_id = "sales"
  role       = "roles/bigquery.dataViewer"
  members    = ["group:allusers@example.com"]
}
""",
    ),
)
def check(dataset):
    if "_iam_" in dataset.type:
        for grant in public_grants(dataset):
            yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
        return
    blocks = dataset.each("access") if dataset.type == "google_bigquery_dataset" else (dataset,)
    for block in blocks:
        for name in ("special_group", "iam_member"):
            if block.get(name, default="") in ("allUsers", "allAuthenticatedUsers"):
                yield block.fail(name, "strangers may read the dataset")
