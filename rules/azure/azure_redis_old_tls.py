"""TLS 1.0 and 1.1 have known attacks that let somebody on the way read keys and data.

The provider asks for TLS 1.0 only when nothing is said, so the version has to be named.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_redis_cache",
    severity=HIGH,
    fix='Set minimum_tls_version = "1.2".',
    aliases=("CKV_AZURE_148",),
    cwe=326,
    references=("https://learn.microsoft.com/azure/azure-cache-for-redis/cache-remove-tls-10-11",),
    bad=(
        """
resource "azurerm_redis_cache" "r" {  # here
  name = "r"
}
""",
        """
resource "azurerm_redis_cache" "r" {
  minimum_tls_version = "1.1"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_redis_cache" "r" {
  minimum_tls_version = "1.2"
}
""",
        """
resource "azurerm_redis_cache" "r" {
  minimum_tls_version = 1.2
}
""",
    ),
)
def check(cache):
    if cache.get("minimum_tls_version", default="1.0") in ("1.0", "1.1", "1"):
        yield cache.fail("minimum_tls_version", "old versions of TLS are accepted")
