"""One wrong plan deletes this Redis cluster and what it holds in memory.

The service refuses to delete a cluster unless deletion_protection_enabled is false.
"""

from scanner import LOW, rule


@rule(
    on="google_redis_cluster",
    severity=LOW,
    fix="Remove deletion_protection_enabled = false.",
    cwe=693,
    references=("https://cloud.google.com/memorystore/docs/cluster/create-instances",),
    bad=(
        """
resource "google_redis_cluster" "main" {
  name = "main"
  deletion_protection_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "google_redis_cluster" "main" {
  name = "main"
}
""",
        """
resource "google_redis_cluster" "main" {
  name = "main"
  deletion_protection_enabled = true
}
""",
    ),
)
def check(thing):
    if not thing.get("deletion_protection_enabled", default=True):
        yield thing.fail("deletion_protection_enabled", "it can be deleted at any time")
