"""The graph is encrypted with the AWS-managed key, so no policy of yours says who may read it.

A key of your own shows each use in CloudTrail and can be shut off. The argument is kms_key_arn
here, unlike in the other databases; where none of this is required, AWS's key is enough.
"""

from scanner import LOW, rule
from scanner.shapes import has_own_key


@rule(
    on="aws_neptune_cluster",
    severity=LOW,
    fix="Set kms_key_arn to a key of your own.",
    aliases=("CKV_AWS_347", "AVD-AWS-0128"),
    cwe=311,
    references=("https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html",),
    bad=('resource "aws_neptune_cluster" "graph" { storage_encrypted = true }  # here',),
    good=(
        """
resource "aws_neptune_cluster" "graph" {
  storage_encrypted = true
  kms_key_arn       = "arn:aws:kms:eu-central-1:111122223333:key/1"
}
""",
        """
resource "aws_kms_key" "graph" {}

resource "aws_neptune_cluster" "graph" { kms_key_arn = aws_kms_key.graph.arn }
""",
    ),
)
def check(cluster):
    if not has_own_key(cluster, "kms_key_arn"):
        yield cluster.fail("kms_key_arn", "no key of your own is used")
