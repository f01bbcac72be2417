"""A service account's key is a password that does not expire, and it lies in the Terraform state.

Whoever copies the file has the account's rights until somebody notices. Workloads in Google Cloud
get tokens from their platform, others through workload identity federation. The public half of a
key pair that was made elsewhere (public_key_data) is no secret, but the private half is as
long-lived.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_service_account_key",
    severity=MEDIUM,
    fix="Use workload identity federation or an attached service account, and remove the key.",
    aliases=("CKV2_GCP_3",),
    cwe=798,
    references=(
        "https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys",
    ),
    bad=(
        'resource "google_service_account_key" "app" { service_account_id = "app" }  # here',
        """
resource "google_service_account_key" "app" {  # here
  service_account_id = "app"
  public_key_data    = "LS0tLS1CRUdJTg=="
}
""",
    ),
    good=(
        'resource "google_service_account" "app" { account_id = "app" }',
        """
resource "google_service_account_iam_member" "app" {
  service_account_id = "app"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:p.svc.id.goog[shop/api]"
}
""",
    ),
)
def check(key):
    yield key.fail(message="a key that does not expire is made for the service account")
