"""The cache offers TLS but takes plain-text connections as well, and nobody notices who uses them.

The mode preferred exists for moving clients over without an outage. When all of them use TLS,
required closes the other door; it is the default.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_elasticache_replication_group",
    severity=MEDIUM,
    fix='Set transit_encryption_mode = "required".',
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html",
    ),
    bad=(
        """
resource "aws_elasticache_replication_group" "sessions" {
  transit_encryption_enabled = true
  transit_encryption_mode    = "preferred"  # here
}
""",
    ),
    good=(
        """
resource "aws_elasticache_replication_group" "sessions" {
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
}
""",
        """
resource "aws_elasticache_replication_group" "sessions" {
  transit_encryption_enabled = true
}
""",
    ),
)
def check(group):
    if group.get("transit_encryption_mode", default="required") == "preferred":
        yield group.fail("transit_encryption_mode", "plain-text connections are taken as well")
