"""The warehouse is encrypted with a key that AWS manages, and no policy of yours limits its use.

A key of your own shows every use in CloudTrail, decides who may restore snapshots and can be shut
off. Redshift Serverless has the same argument. Where none of this is required, AWS's key is enough.
"""

from scanner import LOW, rule
from scanner.shapes import has_own_key


@rule(
    on=("aws_redshift_cluster", "aws_redshiftserverless_namespace"),
    severity=LOW,
    fix="Set kms_key_id to a key of your own.",
    aliases=("CKV_AWS_142", "CKV_AWS_282", "AVD-AWS-0084"),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html",
        "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-workgroups-and-namespaces-rotate-kms-key.html",
    ),
    bad=(
        'resource "aws_redshift_cluster" "dwh" { encrypted = true }  # here',
        'resource "aws_redshiftserverless_namespace" "dwh" { namespace_name = "dwh" }  # here',
    ),
    good=(
        """
resource "aws_redshift_cluster" "dwh" {
  encrypted  = true
  kms_key_id = "arn:aws:kms:eu-central-1:111122223333:key/1"
}
""",
        """
resource "aws_kms_key" "dwh" {}

resource "aws_redshiftserverless_namespace" "dwh" { kms_key_id = aws_kms_key.dwh.arn }
""",
    ),
)
def check(warehouse):
    if not has_own_key(warehouse, "kms_key_id"):
        yield warehouse.fail("kms_key_id", "no key of your own is used")
