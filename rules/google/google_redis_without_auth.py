"""Whatever reaches the network of this Redis may read and change all that is in it.

Sessions, tokens and cached answers are then one open pod away from everybody. With AUTH a client
needs the instance's password.
"""

from scanner import HIGH, rule


@rule(
    on="google_redis_instance",
    severity=HIGH,
    fix="Set auth_enabled = true.",
    aliases=("CKV_GCP_95",),
    cwe=306,
    references=("https://cloud.google.com/memorystore/docs/redis/about-redis-auth",),
    bad=(
        """
resource "google_redis_instance" "cache" {  # here
  memory_size_gb = 1
}
""",
        """
resource "google_redis_instance" "cache" {
  auth_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "google_redis_instance" "cache" {
  auth_enabled = true
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
    if not redis.get("auth_enabled", default=False):
        yield redis.fail("auth_enabled", "no password is asked for")
