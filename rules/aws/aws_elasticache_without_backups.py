"""A flushed or lost cache starts empty, and everything behind it takes the full load at once.

Redis OSS and Valkey keep daily snapshots when snapshot_retention_limit is above 0, its default.
Memcached cannot, and members of a replication group leave it to the group. A cache that can be
filled again needs none, so good teams differ.
"""

from scanner import LOW, rule
from scanner.shapes import quantity

# What makes a cache follow another one's settings.
_FOLLOWING = {"aws_elasticache_cluster": ("replication_group_id",)}


@rule(
    on=("aws_elasticache_cluster", "aws_elasticache_replication_group"),
    severity=LOW,
    fix="Set snapshot_retention_limit to at least 1 day.",
    aliases=("CKV_AWS_134", "AVD-AWS-0050"),
    cwe=1188,
    parameters={"days": 1},
    references=("https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups.html",),
    bad=(
        'resource "aws_elasticache_cluster" "queue" { engine = "redis" }  # here',
        'resource "aws_elasticache_replication_group" "s" { snapshot_retention_limit = 0 }  # here',
    ),
    good=(
        'resource "aws_elasticache_replication_group" "queue" { snapshot_retention_limit = 7 }',
        'resource "aws_elasticache_cluster" "pages" { engine = "memcached" }',
        'resource "aws_elasticache_cluster" "member" { replication_group_id = "queue" }',
    ),
)
def check(cache):
    if any(cache.is_set(group) for group in _FOLLOWING.get(cache.type, ())):
        return
    if cache.get("engine", default="redis") == "memcached":
        return
    days = quantity(cache.get("snapshot_retention_limit", default=0), 0)
    if days < cache.parameters["days"]:
        yield cache.fail("snapshot_retention_limit", f"snapshots are kept for {days} days")
