"""Whatever reaches this Redis cluster may use it, and its traffic can be read on the way.

A cluster asks for no identity and no TLS unless it is made with IAM authentication and transit
encryption; neither can be changed afterwards.
"""

from scanner import HIGH, rule


@rule(
    on="google_redis_cluster",
    severity=HIGH,
    fix="Set authorization_mode to AUTH_MODE_IAM_AUTH and transit_encryption_mode to TLS.",
    cwe=306,
    references=("https://cloud.google.com/memorystore/docs/cluster/about-iam-auth",),
    bad=(
        """
resource "google_redis_cluster" "cache" {  # here
  shard_count             = 3
  transit_encryption_mode = "TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION"
}
""",
        """
resource "google_redis_cluster" "cache" {
  authorization_mode      = "AUTH_MODE_IAM_AUTH"
  transit_encryption_mode = "TRANSIT_ENCRYPTION_MODE_DISABLED"  # here
}
""",
    ),
    good=(
        """
resource "google_redis_cluster" "cache" {
  authorization_mode      = "AUTH_MODE_IAM_AUTH"
  transit_encryption_mode = "TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION"
}
""",
        """
resource "google_redis_instance" "cache" {
  auth_enabled = true
}
""",
    ),
)
def check(redis):
    if redis.get("authorization_mode", default=_OPEN) == _OPEN:
        yield redis.fail("authorization_mode", "no identity is asked for")
    if redis.get("transit_encryption_mode", default=_CLEAR) == _CLEAR:
        yield redis.fail("transit_encryption_mode", "the traffic is not encrypted")


_OPEN = "AUTH_MODE_DISABLED"
_CLEAR = "TRANSIT_ENCRYPTION_MODE_DISABLED"
