"""Anyone on the internet has a role on every key of this ring, those of tomorrow included.

What is granted on a key ring holds for all keys in it, and a ring can never be deleted.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("kms_key_ring"),
    severity=CRITICAL,
    fix="Grant the role on single keys, to the service accounts that use them.",
    aliases=("CKV2_GCP_8",),
    cwe=732,
    references=("https://cloud.google.com/kms/docs/iam",),
    bad=(
        """
resource "google_kms_key_ring_iam_binding" "all" {
  key_ring_id = "r"
  role        = "roles/cloudkms.viewer"
  members     = ["allAuthenticatedUsers"]  # here
}
""",
    ),
    good=(
        """
resource "google_kms_key_ring_iam_member" "ops" {
  key_ring_id = "r"
  role        = "roles/cloudkms.viewer"
  member      = "group:ops@example.com"
}
""",
        """
resource "google_kms_key_ring_iam_policy" "ops" {
  key_ring_id = "r"
  policy_data = jsonencode({
    bindings = [{ role = "roles/cloudkms.admin", members = ["group:ops@example.com"] }]
  })
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
