"""Between the edge and the origin requests cross the network in clear text.

HttpOnly does so always, even where visitors come by HTTPS.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_cdn_frontdoor_route",
    severity=MEDIUM,
    fix='Set forwarding_protocol = "HttpsOnly".',
    cwe=319,
    references=("https://learn.microsoft.com/azure/frontdoor/end-to-end-tls",),
    bad=(
        """
resource "azurerm_cdn_frontdoor_route" "r" {
  forwarding_protocol = "HttpOnly"  # here
}
""",
    ),
    good=(
        """
resource "azurerm_cdn_frontdoor_route" "r" {
  forwarding_protocol = "HttpsOnly"
}
""",
        """
resource "azurerm_cdn_frontdoor_route" "r" {
  supported_protocols = ["Https"]
}
""",
    ),
)
def check(route):
    if route.get("forwarding_protocol", default="MatchRequest") == "HttpOnly":
        yield route.fail("forwarding_protocol", "the origin is asked by plain HTTP")
