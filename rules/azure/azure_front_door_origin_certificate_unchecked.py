"""Whoever gets between the edge and the origin can pretend to be the origin.

Without the check of the certificate's name TLS keeps nobody out.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_cdn_frontdoor_origin",
    severity=MEDIUM,
    fix="Set certificate_name_check_enabled = true.",
    cwe=295,
    references=("https://learn.microsoft.com/azure/frontdoor/end-to-end-tls",),
    bad=(
        """
resource "azurerm_cdn_frontdoor_origin" "o" {
  certificate_name_check_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "azurerm_cdn_frontdoor_origin" "o" {
  certificate_name_check_enabled = true
}
""",
        """
resource "azurerm_cdn_frontdoor_origin" "o" {
  certificate_name_check_enabled = "true"
}
""",
    ),
)
def check(origin):
    if not origin.get("certificate_name_check_enabled", default=True):
        yield origin.fail("certificate_name_check_enabled", "the origin's name is not checked")
