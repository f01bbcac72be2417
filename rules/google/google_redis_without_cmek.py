"""What this Redis writes to disk is encrypted, but with a key that Google manages.

A key of your own adds who may use it, a trail of every use, and shutting access off at once. It
can only be chosen when the instance is made.
"""

from scanner import LOW, rule


@rule(
    on="google_redis_instance",
    severity=LOW,
    fix="Set customer_managed_key when the instance is made.",
    cwe=311,
    references=("https://cloud.google.com/memorystore/docs/redis/about-cmek",),
    bad=(
        """
resource "google_redis_instance" "cache" {  # here
  memory_size_gb = 1
}
""",
    ),
    good=(
        """
resource "google_redis_instance" "cache" {
  customer_managed_key = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
}
""",
        """
resource "google_redis_instance" "cache" {
  customer_managed_key = google_kms_crypto_key.k.id
}

resource "google_kms_crypto_key" "k" {
  key_ring = "r"
}
""",
    ),
)
def check(thing):
    if not thing.is_set("customer_managed_key"):
        yield thing.fail("customer_managed_key", "there is no key of your own")
