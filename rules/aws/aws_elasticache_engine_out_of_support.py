"""The engine's version gets no more fixes in standard support: known flaws stay open.

Redis OSS 5 and older left it on 31 January 2026; they run on in Extended Support at extra cost. The
versions that have ended (no two engines share one) are the parameter ended. Redis OSS moves to
Valkey in place.
"""

from scanner import MEDIUM, rule
from scanner.shapes import asks


@rule(
    on=("aws_elasticache_cluster", "aws_elasticache_replication_group"),
    severity=MEDIUM,
    fix="Upgrade to Valkey, or to a version in standard support.",
    cwe=1104,
    parameters={"ended": ["1.4", "2", "3", "4", "5"]},
    references=(
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support-versions.html",
    ),
    bad=(
        """
resource "aws_elasticache_replication_group" "sessions" {
  engine_version = "5.0.6"  # here
}
""",
        """
resource "aws_elasticache_cluster" "pages" {
  engine         = "memcached"
  engine_version = "1.4.34"  # here
}
""",
    ),
    good=(
        """
resource "aws_elasticache_replication_group" "sessions" {
  engine         = "valkey"
  engine_version = "8.0"
}
""",
        """
resource "aws_elasticache_cluster" "pages" {
  engine         = "memcached"
  engine_version = "1.6.22"
}
""",
        'resource "aws_elasticache_replication_group" "sessions" { engine_version = "7.1" }',
    ),
)
def check(cache):
    ended = cache.parameters["ended"]
    version = cache.get("engine_version", default="")
    if asks(version, "ended", lambda v: any(f"{v}.".startswith(f"{e}.") for e in ended)):
        yield cache.fail("engine_version", f"version {version} is out of standard support")
