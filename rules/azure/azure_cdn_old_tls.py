"""TLS 1.0 has known attacks that let somebody on the way read what visitors send.

Both kinds of domains want TLS 1.2 when nothing is said, so only an explicit older version is wrong.
"""

from scanner import HIGH, rule

_PLACES = {
    "azurerm_cdn_endpoint_custom_domain": (
        "cdn_managed_https.tls_version",
        "user_managed_https.tls_version",
    ),
    "azurerm_cdn_frontdoor_custom_domain": ("tls.minimum_tls_version",),
}


@rule(
    on=("azurerm_cdn_frontdoor_custom_domain", "azurerm_cdn_endpoint_custom_domain"),
    severity=HIGH,
    fix="Remove the version or set it to TLS 1.2.",
    aliases=("CKV_AZURE_200",),
    cwe=326,
    references=("https://learn.microsoft.com/azure/frontdoor/end-to-end-tls",),
    bad=(
        """
resource "azurerm_cdn_frontdoor_custom_domain" "d" {
  tls {
    minimum_tls_version = "TLS10"  # here
  }
}
""",
        """
resource "azurerm_cdn_endpoint_custom_domain" "d" {
  user_managed_https {
    tls_version = "TLS10"  # here
  }
}
""",
    ),
    good=(
        """
resource "azurerm_cdn_frontdoor_custom_domain" "d" {
  tls {
    certificate_type = "ManagedCertificate"
  }
}
""",
        """
resource "azurerm_cdn_endpoint_custom_domain" "d" {
  cdn_managed_https {
    tls_version = "TLS12"
  }
}
""",
    ),
)
def check(domain):
    for place in _PLACES[domain.type]:
        if domain.get(place, default="TLS12") in ("TLS10", "None"):
            yield domain.fail(place, "old versions of TLS are accepted")
