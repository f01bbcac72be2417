"""The same key material encrypts everything for ever, so that one leak of it opens all of it.

KMS rotates a symmetric key's material once a year by itself when told to; what was encrypted before
stays readable. Asymmetric and HMAC keys, keys with imported material and those in custom key
stores cannot be rotated that way and are left out.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_kms_key",
    severity=MEDIUM,
    fix="Set enable_key_rotation = true.",
    related_ids=("CKV_AWS_7", "AVD-AWS-0065"),
    cwe=324,
    references=("https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",),
    bad=(
        'resource "aws_kms_key" "data" {}  # here',
        """
resource "aws_kms_key" "data" {
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  enable_key_rotation      = false  # here
}
""",
    ),
    good=(
        'resource "aws_kms_key" "data" { enable_key_rotation = true }',
        """
resource "aws_kms_key" "signing" {
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
}
""",
        'resource "aws_kms_key" "hsm" { custom_key_store_id = "cks-1234567890abcdef0" }',
    ),
)
def check(key):
    if key.get("customer_master_key_spec", default="SYMMETRIC_DEFAULT") != "SYMMETRIC_DEFAULT":
        return
    if key.is_set("custom_key_store_id"):
        return
    if not key.get("enable_key_rotation", default=False):
        yield key.fail("enable_key_rotation", "the key is not rotated")
