"""When its zone fails or Redis is updated, the cache is empty or gone.

The tier STANDARD_HA keeps a replica in a second zone and switches over by itself. A cache that may
be lost at any time needs no more than BASIC.
"""

from scanner import LOW, rule


@rule(
    on="google_redis_instance",
    severity=LOW,
    fix='Set tier = "STANDARD_HA".',
    cwe=693,
    references=("https://cloud.google.com/memorystore/docs/redis/redis-tiers",),
    bad=(
        """
resource "google_redis_instance" "cache" {  # here
  memory_size_gb = 1
}
""",
        """
resource "google_redis_instance" "cache" {
  tier = "BASIC"  # here
}
""",
    ),
    good=(
        """
resource "google_redis_instance" "cache" {
  tier = "STANDARD_HA"
}
""",
        """
resource "google_redis_instance" "cache" {
  tier          = "STANDARD_HA"
  replica_count = 2
}
""",
    ),
)
def check(redis):
    if redis.get("tier", default="BASIC") == "BASIC":
        yield redis.fail("tier", "the instance has no replica")
