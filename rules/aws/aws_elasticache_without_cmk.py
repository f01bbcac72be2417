"""The cache on disk is encrypted with a key of AWS, and no policy of yours says who may use it.

A key of your own shows every use in CloudTrail and can be shut off. ElastiCache Serverless takes it
in the same argument; the secondary of a global datastore needs one of its own region.
"""

from scanner import LOW, rule


@rule(
    on=("aws_elasticache_replication_group", "aws_elasticache_serverless_cache"),
    severity=LOW,
    fix="Set kms_key_id to a key of your own.",
    aliases=("CKV_AWS_191",),
    cwe=311,
    references=("https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",),
    bad=(
        """
resource "aws_elasticache_replication_group" "sessions" {  # here
  at_rest_encryption_enabled = true
}
""",
        'resource "aws_elasticache_serverless_cache" "sessions" { engine = "valkey" }  # here',
    ),
    good=(
        """
resource "aws_elasticache_replication_group" "sessions" {
  at_rest_encryption_enabled = true
  kms_key_id                 = "arn:aws:kms:eu-central-1:111122223333:key/1"
}
""",
        """
resource "aws_kms_key" "cache" {}

resource "aws_elasticache_serverless_cache" "sessions" { kms_key_id = aws_kms_key.cache.arn }
""",
    ),
)
def check(cache):
    if not cache.get("kms_key_id", default=""):
        yield cache.fail("kms_key_id", "no key of your own is used")
