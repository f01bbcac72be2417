"""What applications read from and write to the cache crosses the network in plain text.

With it goes the password of the cache, if there is one. TLS is off by default for replication
groups and for Memcached clusters; members of a replication group and secondaries of a global
datastore take over its setting.
"""

from scanner import MEDIUM, rule

_FOLLOWING = {
    "aws_elasticache_cluster": "replication_group_id",
    "aws_elasticache_replication_group": "global_replication_group_id",
}


@rule(
    on=("aws_elasticache_replication_group", "aws_elasticache_cluster"),
    severity=MEDIUM,
    fix="Set transit_encryption_enabled = true.",
    aliases=("CKV_AWS_30", "AVD-AWS-0051"),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html",
    ),
    bad=(
        'resource "aws_elasticache_replication_group" "sessions" { description = "x" }  # here',
        """
resource "aws_elasticache_cluster" "pages" {
  engine                     = "memcached"
  transit_encryption_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "aws_elasticache_replication_group" "sessions" {
  transit_encryption_enabled = true
}
""",
        'resource "aws_elasticache_cluster" "member" { replication_group_id = "sessions" }',
        """
resource "aws_elasticache_replication_group" "secondary" {
  global_replication_group_id = "ldgnf-sessions"
}
""",
    ),
)
def check(cache):
    if cache.is_set(_FOLLOWING[cache.type]):
        return
    if not cache.get("transit_encryption_enabled", default=False):
        yield cache.fail("transit_encryption_enabled", "connections are not encrypted")
