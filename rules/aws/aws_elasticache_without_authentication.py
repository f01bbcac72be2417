"""Whoever reaches the port may read, change and flush the cache; no password is asked for.

An AUTH token or a user group (RBAC) makes clients log in. Both need TLS. The secondary of a global
datastore has those of its primary.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_elasticache_replication_group",
    severity=MEDIUM,
    fix="Set user_group_ids, or auth_token.",
    aliases=("CKV_AWS_31",),
    cwe=306,
    references=(
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html",
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
    ),
    bad=(
        """
resource "aws_elasticache_replication_group" "sessions" {  # here
  transit_encryption_enabled = true
}
""",
        'resource "aws_elasticache_replication_group" "s" { user_group_ids = [] }  # here',
    ),
    good=(
        """
resource "aws_elasticache_replication_group" "sessions" {
  transit_encryption_enabled = true
  user_group_ids             = ["applications"]
}
""",
        """
variable "token" { default = "not-really-a-secret" }

resource "aws_elasticache_replication_group" "sessions" {
  transit_encryption_enabled = true
  auth_token                 = var.token
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
    if group.is_set("auth_token") or group.is_set("global_replication_group_id"):
        return
    if not any(True for _ in group.each("user_group_ids")):
        yield group.fail(message="clients need no password")
