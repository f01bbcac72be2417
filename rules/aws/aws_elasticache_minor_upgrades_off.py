"""The cache does not take the engine's minor versions, which is how its flaws get mended.

They are applied in the maintenance window and are on by default. AWS supports it from version 6 on
and ignores the argument before.
"""

from scanner import LOW, rule


@rule(
    on=("aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_memorydb_cluster"),
    severity=LOW,
    fix="Remove auto_minor_version_upgrade or set it to true.",
    aliases=("CKV_AWS_322",),
    cwe=1104,
    references=(
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html",
        "https://docs.aws.amazon.com/memorydb/latest/devguide/engine-versions.html",
    ),
    bad=(
        'resource "aws_elasticache_cluster" "x" { auto_minor_version_upgrade = "false" }  # here',
        'resource "aws_memorydb_cluster" "carts" { auto_minor_version_upgrade = false }  # here',
    ),
    good=(
        'resource "aws_elasticache_cluster" "pages" { auto_minor_version_upgrade = "true" }',
        'resource "aws_elasticache_replication_group" "sessions" { engine = "valkey" }',
    ),
)
def check(cache):
    if not cache.get("auto_minor_version_upgrade", default=True):
        yield cache.fail("auto_minor_version_upgrade", "minor versions are not installed")
