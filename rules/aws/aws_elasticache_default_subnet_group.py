"""The cache lies in the subnets that AWS picks, those of the default VPC, which are public ones.

A subnet group of your own puts it among private subnets with routes and network ACLs made for it.
Members of a replication group lie where their group does.
"""

from scanner import MEDIUM, rule

# What makes a cache follow another one's settings.
_FOLLOWING = {"aws_elasticache_cluster": ("replication_group_id",)}


@rule(
    on=("aws_elasticache_cluster", "aws_elasticache_replication_group"),
    severity=MEDIUM,
    fix="Set subnet_group_name to a group of private subnets.",
    aliases=("CKV_AWS_323",),
    cwe=1188,
    references=("https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SubnetGroups.html",),
    bad=(
        'resource "aws_elasticache_cluster" "pages" { engine = "memcached" }  # here',
        """
resource "aws_elasticache_replication_group" "sessions" {
  subnet_group_name = "default"  # here
}
""",
    ),
    good=(
        'resource "aws_elasticache_replication_group" "s" { subnet_group_name = "private" }',
        'resource "aws_elasticache_cluster" "member" { replication_group_id = "sessions" }',
    ),
)
def check(cache):
    if any(cache.is_set(group) for group in _FOLLOWING.get(cache.type, ())):
        return
    if cache.get("subnet_group_name", default="default") == "default":
        yield cache.fail("subnet_group_name", "the cache is in the default subnet group")
