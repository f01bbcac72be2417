"""When the primary node fails, the cache stays down until somebody acts or a node is replaced.

With automatic failover a replica takes over within seconds. It needs at least one replica, so a
cache that may be lost for a while goes without.
"""

from scanner import LOW, rule


@rule(
    on="aws_elasticache_replication_group",
    severity=LOW,
    fix="Set automatic_failover_enabled = true and have at least one replica.",
    aliases=("CKV2_AWS_50",),
    cwe=1188,
    references=("https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html",),
    bad=(
        'resource "aws_elasticache_replication_group" "sessions" { description = "x" }  # here',
        """
resource "aws_elasticache_replication_group" "sessions" {
  automatic_failover_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "aws_elasticache_replication_group" "sessions" {
  automatic_failover_enabled = true
}
""",
        """
resource "aws_elasticache_replication_group" "secondary" {
  global_replication_group_id = "ldgnf-sessions"
}
""",
    ),
)
def check(group):
    if group.is_set("global_replication_group_id"):
        return  # a global datastore demands failover of all of its members
    if not group.get("automatic_failover_enabled", default=False):
        yield group.fail("automatic_failover_enabled", "no replica takes over")
