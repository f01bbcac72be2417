"""Whoever reaches the cache reads and changes everything in it without a password.

Only caches in a subnet of one's own can switch the login off, and then every machine of the network
is let in.
"""

from scanner import CRITICAL, rule


@rule(
    on="azurerm_redis_cache",
    severity=CRITICAL,
    fix="Remove redis_configuration.authentication_enabled.",
    cwe=306,
    references=("https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure",),
    bad=(
        """
resource "azurerm_redis_cache" "r" {
  redis_configuration {
    authentication_enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_redis_cache" "r" {
  redis_configuration {
    active_directory_authentication_enabled = true
  }
}
""",
        """
resource "azurerm_redis_cache" "r" {
  name = "r"
}
""",
    ),
)
def check(cache):
    if not cache.get("redis_configuration.authentication_enabled", default=True):
        yield cache.fail("redis_configuration.authentication_enabled", "no password is asked for")
