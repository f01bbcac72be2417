"""One renamed argument or a wrong workspace, and an apply destroys the data with the resource.

prevent_destroy makes Terraform refuse a plan that would destroy it. The platform's own deletion
protection is another defence; this one also covers a forced replacement.
"""

from scanner import LOW, rule


@rule(
    on=(
        "aws_db_instance",
        "aws_rds_cluster",
        "aws_dynamodb_table",
        "aws_s3_bucket",
        "aws_efs_file_system",
        "aws_kms_key",
        "google_sql_database_instance",
        "google_storage_bucket",
        "google_bigquery_dataset",
        "google_spanner_database",
        "google_kms_crypto_key",
        "azurerm_storage_account",
        "azurerm_mssql_database",
        "azurerm_postgresql_flexible_server",
        "azurerm_cosmosdb_account",
        "azurerm_key_vault",
    ),
    severity=LOW,
    fix="Set lifecycle { prevent_destroy = true }.",
    related_ids=("CKV_GCP_82",),
    cwe=404,
    references=(
        "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy",
    ),
    code_only=True,
    bad=(
        """
resource "aws_dynamodb_table" "orders" {  # here
  name = "orders"
}
""",
        """
resource "aws_db_instance" "db" {
  lifecycle {
    prevent_destroy = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_s3_bucket" "data" {
  lifecycle {
    prevent_destroy = true
  }
}
""",
        """
resource "aws_s3_object" "page" {
  key = "index.html"
}

resource "google_kms_crypto_key" "data" {
  lifecycle {
    prevent_destroy       = true
    create_before_destroy = true
  }
}
""",
    ),
)
def check(store):
    if not store.get("lifecycle.prevent_destroy", default=False):
        yield store.fail("lifecycle.prevent_destroy", "an apply may destroy the data")
