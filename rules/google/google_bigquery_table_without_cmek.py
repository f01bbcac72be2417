"""The table is encrypted, but with a key that Google manages.

A key of your own adds control over who may use the data. A table takes over the default key of its
dataset when it is made; views hold no data.
"""

from scanner import LOW, rule


@rule(
    on="google_bigquery_table",
    severity=LOW,
    fix="Add encryption_configuration, or a default key for the dataset.",
    related_ids=("CKV_GCP_80",),
    cwe=311,
    references=("https://cloud.google.com/bigquery/docs/customer-managed-encryption",),
    bad=(
        """
resource "google_bigquery_table" "orders" {  # here
  dataset_id = "sales"
  table_id   = "orders"
}
""",
        """
resource "google_bigquery_dataset" "keyed" {
  dataset_id = "keyed"
  default_encryption_configuration {
    kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}

resource "google_bigquery_dataset" "sales" {
  dataset_id = "sales"
}

resource "google_bigquery_table" "orders" {  # here
  dataset_id = google_bigquery_dataset.sales.dataset_id
}
""",
    ),
    good=(
        """
resource "google_bigquery_table" "orders" {
  dataset_id = "sales"
  encryption_configuration {
    kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
        """
resource "google_bigquery_dataset" "sales" {
  dataset_id = "sales"
  default_encryption_configuration {
    kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}

resource "google_bigquery_table" "orders" {
  dataset_id = google_bigquery_dataset.sales.dataset_id
}
""",
        """
resource "google_bigquery_table" "orders" {
  dataset_id = "sales"
  view {
    query          = "SELECT 1"
    use_legacy_sql = false
  }
}
""",
        """
resource "google_bigquery_dataset" "sales" {
  dataset_id = "other"
}

resource "google_bigquery_table" "orders" {
  dataset_id = "other"
  encryption_configuration {
    kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
    ),
)
def check(table):
    if table.is_set("encryption_configuration.kms_key_name") or table.is_set("view.query"):
        return
    for dataset in table.beside("google_bigquery_dataset"):
        if not dataset.is_set("default_encryption_configuration.kms_key_name"):
            continue
        if dataset.get("dataset_id", default="") == table.get("dataset_id", default=""):
            return
    yield table.fail("encryption_configuration", "there is no key of your own")
