"""Records on the brokers' disks are encrypted with the AWS-managed key, which you cannot govern.

MSK always encrypts at rest. A key of your own decides who may use it, shows each use in CloudTrail
and can be shut off; it can be chosen only when the cluster is made.
"""

from scanner import LOW, rule
from scanner.shapes import has_own_key


@rule(
    on="aws_msk_cluster",
    severity=LOW,
    fix="Set encryption_at_rest_kms_key_arn in encryption_info to a key of your own.",
    aliases=("AVD-AWS-0179",),
    cwe=311,
    references=("https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",),
    bad=(
        'resource "aws_msk_cluster" "events" { cluster_name = "events" }  # here',
        """
resource "aws_msk_cluster" "events" {
  encryption_info {  # here
    encryption_in_transit { client_broker = "TLS" }
  }
}
""",
    ),
    good=(
        """
resource "aws_msk_cluster" "events" {
  encryption_info {
    encryption_at_rest_kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1"
  }
}
""",
        """
resource "aws_kms_key" "events" {}

resource "aws_msk_cluster" "events" {
  encryption_info { encryption_at_rest_kms_key_arn = aws_kms_key.events.arn }
}
""",
    ),
)
def check(cluster):
    path = "encryption_info.encryption_at_rest_kms_key_arn"
    if not has_own_key(cluster, path):
        yield cluster.fail(path, "no key of your own is used")
