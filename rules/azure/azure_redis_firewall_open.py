"""The whole internet can talk to the cache and try its keys.

A rule from 0.0.0.0 to 255.255.255.255 makes the firewall useless.
"""

from scanner import HIGH, rule

_FIRST = "0.0.0.0"  # noqa: S104 - compared only


@rule(
    on="azurerm_redis_firewall_rule",
    severity=HIGH,
    fix="Name the addresses that need the cache, or use a private endpoint.",
    cwe=284,
    references=("https://learn.microsoft.com/azure/azure-cache-for-redis/cache-network-isolation",),
    bad=(
        """
resource "azurerm_redis_firewall_rule" "r" {
  start_ip = "0.0.0.0"
  end_ip   = "255.255.255.255"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_redis_firewall_rule" "r" {
  start_ip = "198.51.100.7"
  end_ip   = "198.51.100.9"
}
""",
        """
resource "azurerm_redis_firewall_rule" "r" {
  start_ip = "0.0.0.0"
  end_ip   = "0.0.0.255"
}
""",
        """
resource "azurerm_redis_firewall_rule" "r" {
  start_ip = "255.255.255.0"
  end_ip   = "255.255.255.255"
}
""",
    ),
)
def check(rule):
    everything = rule.get("end_ip", default="") == "255.255.255.255"
    if everything and rule.get("start_ip", default="") == _FIRST:
        yield rule.fail("end_ip", "the internet reaches the cache")
