"""Everyone on the internet has a role on this resource.

allUsers needs no login at all, allAuthenticatedUsers any Google account, of whatever company. The
resources of services that are looked at here are hardly ever for the public; buckets, functions,
Cloud Run and others that may be have rules of their own.
"""

from scanner import HIGH, rule
from scanner.shapes import iam_types, public_grants

_RESOURCES = (
    "access_context_manager_access_policy", "apigee_environment", "bigquery_connection",
    "bigquery_analytics_hub_data_exchange", "bigtable_instance", "bigtable_table",
    "binary_authorization_attestor", "cloud_tasks_queue", "cloudbuildv2_connection",
    "clouddeploy_delivery_pipeline", "clouddeploy_target", "compute_instance",
    "compute_subnetwork", "container_analysis_note", "data_catalog_entry_group",
    "data_catalog_taxonomy", "data_fusion_instance", "dataplex_lake", "dataplex_zone",
    "dataproc_autoscaling_policy", "dataproc_job", "dataproc_metastore_service",
    "dns_managed_zone", "gke_hub_membership", "healthcare_consent_store", "healthcare_dataset",
    "healthcare_dicom_store", "healthcare_fhir_store", "healthcare_hl7_v2_store",
    "iap_tunnel", "iap_tunnel_instance", "logging_log_view", "notebooks_instance",
    "notebooks_runtime", "privateca_ca_pool", "privateca_certificate_template",
    "sourcerepo_repository", "spanner_database", "spanner_instance", "tags_tag_key",
    "tags_tag_value", "workbench_instance",
)  # fmt: skip


@rule(
    on=iam_types(*_RESOURCES),
    severity=HIGH,
    fix="Grant the role to the users, groups or service accounts that need it.",
    related_ids=("CKV_GCP_113",),
    cwe=732,
    references=("https://cloud.google.com/iam/docs/principals-overview",),
    bad=(
        """
resource "google_spanner_database_iam_member" "all" {
  instance = "main"
  database = "shop"
  role     = "roles/spanner.databaseReader"
  member   = "allAuthenticatedUsers"  # here
}
""",
        """
resource "google_healthcare_dataset_iam_binding" "all" {
  dataset_id = "d"
  role       = "roles/healthcare.datasetViewer"
  members    = ["allUsers"]  # here
}
""",
    ),
    good=(
        """
resource "google_spanner_database_iam_member" "app" {
  instance = "main"
  database = "shop"
  role     = "roles/spanner.databaseReader"
  member   = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_bigtable_instance_iam_policy" "app" {
  instance    = "main"
  policy_data = jsonencode({
    bindings = [{ role = "roles/bigtable.user", members = ["group:allUsers@example.com"] }]
  })
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
