"""Anyone on the internet may use this key, or decide who may.

A role on a key for allUsers or allAuthenticatedUsers makes everything that is encrypted with it
readable for whoever gets hold of the ciphertext.
"""

from scanner import CRITICAL, rule
from scanner.shapes import iam_types, public_grants


@rule(
    on=iam_types("kms_crypto_key"),
    severity=CRITICAL,
    fix="Grant the role to the service accounts that use the key.",
    aliases=("CKV_GCP_112", "CKV2_GCP_6"),
    cwe=732,
    references=("https://cloud.google.com/kms/docs/iam",),
    bad=(
        """
resource "google_kms_crypto_key_iam_member" "all" {
  crypto_key_id = "k"
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  member        = "allUsers"  # here
}
""",
    ),
    good=(
        """
resource "google_kms_crypto_key_iam_member" "app" {
  crypto_key_id = "k"
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  member        = "serviceAccount:app@p.iam.gserviceaccount.com"
}
""",
        """
resource "google_kms_crypto_key_iam_binding" "app" {
  crypto_key_id = "k"
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  members       = ["domain:example.com"]
}
""",
    ),
)
def check(policy):
    for grant in public_grants(policy):
        yield grant.member.fail(message=f"{grant.member.value} has {grant.role}")
