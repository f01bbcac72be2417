"""Visitors who type the name without https stay on plain HTTP, which anybody on the way reads.

Front Door redirects to HTTPS when nothing is said; a route that takes HTTPS only needs no redirect.
"""

from scanner import HIGH, rule


@rule(
    on="azurerm_cdn_frontdoor_route",
    severity=HIGH,
    fix="Remove https_redirect_enabled = false.",
    cwe=319,
    references=("https://learn.microsoft.com/azure/frontdoor/front-door-url-redirect",),
    bad=(
        """
resource "azurerm_cdn_frontdoor_route" "r" {
  supported_protocols    = ["Http", "Https"]
  https_redirect_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_cdn_frontdoor_route" "r" {
  supported_protocols = ["Http", "Https"]
}
""",
        """
resource "azurerm_cdn_frontdoor_route" "r" {
  supported_protocols    = ["Https"]
  https_redirect_enabled = false
}
""",
    ),
)
def check(route):
    http = any(one.value == "Http" for one in route.each("supported_protocols"))
    if http and not route.get("https_redirect_enabled", default=True):
        yield route.fail("https_redirect_enabled", "plain HTTP is not redirected")
