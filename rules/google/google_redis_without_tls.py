"""What goes to and from this Redis, its password included, crosses the network in clear text.

In-transit encryption can only be chosen when the instance is made.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_redis_instance",
    severity=MEDIUM,
    fix='Set transit_encryption_mode = "SERVER_AUTHENTICATION".',
    aliases=("CKV_GCP_97",),
    cwe=319,
    references=("https://cloud.google.com/memorystore/docs/redis/about-in-transit-encryption",),
    bad=(
        """
resource "google_redis_instance" "cache" {  # here
  memory_size_gb = 1
}
""",
        """
resource "google_redis_instance" "cache" {
  transit_encryption_mode = "DISABLED"  # here
}
""",
    ),
    good=(
        """
resource "google_redis_instance" "cache" {
  transit_encryption_mode = "SERVER_AUTHENTICATION"
}
""",
        """
resource "google_redis_instance" "cache" {
  auth_enabled            = true
  transit_encryption_mode = "SERVER_AUTHENTICATION"
}
""",
    ),
)
def check(redis):
    if redis.get("transit_encryption_mode", default="DISABLED") == "DISABLED":
        yield redis.fail("transit_encryption_mode", "the traffic is not encrypted")
