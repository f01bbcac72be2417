"""Snapshots and swapped pages of the cache lie on disk readable: sessions, tokens, personal data.

Valkey is encrypted at rest by default, Redis OSS only on request, and only when the replication
group is made. The secondary of a global datastore takes over what its primary has.
"""

from scanner import HIGH, rule


@rule(
    on="aws_elasticache_replication_group",
    severity=HIGH,
    fix="Set at_rest_encryption_enabled = true.",
    aliases=("CKV_AWS_29", "AVD-AWS-0045"),
    cwe=311,
    references=("https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",),
    bad=(
        'resource "aws_elasticache_replication_group" "sessions" { description = "x" }  # here',
        """
resource "aws_elasticache_replication_group" "sessions" {
  engine                     = "valkey"
  at_rest_encryption_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "aws_elasticache_replication_group" "sessions" {
  engine                     = "redis"
  at_rest_encryption_enabled = "true"
}
""",
        'resource "aws_elasticache_replication_group" "sessions" { engine = "valkey" }',
        """
resource "aws_elasticache_replication_group" "secondary" {
  global_replication_group_id = "ldgnf-sessions"
}
""",
    ),
)
def check(group):
    if group.is_set("global_replication_group_id"):
        return
    by_default = group.get("engine", default="redis") == "valkey"
    if not group.get("at_rest_encryption_enabled", default=by_default):
        yield group.fail("at_rest_encryption_enabled", "the cache is not encrypted at rest")
