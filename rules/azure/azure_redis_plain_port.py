"""Keys and data cross the network in clear text at port 6379.

The port is closed when nothing is said.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_redis_cache",
    severity=HIGH,
    fix="Remove non_ssl_port_enabled.",
    aliases=("CKV_AZURE_91",),
    cwe=319,
    references=("https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure",),
    bad=(
        """
resource "azurerm_redis_cache" "r" {
  non_ssl_port_enabled = true  # here
}
""",
    ),
    good=(
        """
resource "azurerm_redis_cache" "r" {
  name = "r"
}
""",
        """
resource "azurerm_redis_cache" "r" {
  non_ssl_port_enabled = false
}
""",
    ),
)
def check(cache):
    if cache.get("non_ssl_port_enabled", default=False):
        yield cache.fail("non_ssl_port_enabled", "the port without TLS is open")
