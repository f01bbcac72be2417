"""The cache has an address on the internet; one access key is enough to read it.

A cache in a subnet of one's own has no public address. Otherwise public access is on when nothing
is said.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_redis_cache",
    severity=MEDIUM,
    fix="Set public_network_access_enabled = false and add a private endpoint.",
    aliases=("CKV_AZURE_89",),
    cwe=284,
    references=("https://learn.microsoft.com/azure/azure-cache-for-redis/cache-private-link",),
    bad=(
        """
resource "azurerm_redis_cache" "r" {  # here
  name = "r"
}
""",
    ),
    good=(
        """
resource "azurerm_redis_cache" "r" {
  public_network_access_enabled = false
}
""",
        """
resource "azurerm_redis_cache" "r" {
  subnet_id = "/s"
}
""",
    ),
)
def check(cache):
    if not cache.is_set("subnet_id") and cache.get("public_network_access_enabled", default=True):
        yield cache.fail("public_network_access_enabled", "the cache has a public address")
