"""Old browsers and attackers alike may negotiate TLS 1.0, whose weaknesses are long known.

Cloudflare accepts TLS 1.0 and newer unless the zone says otherwise. A zone whose minimum is not
written here may have it set elsewhere and is left alone.
"""

from scanner import MEDIUM, rule

_OLD = ("1.0", "1.1")


@rule(
    on=(
        "cloudflare_zone_settings_override",
        "cloudflare_zone_setting",
    ),
    severity=MEDIUM,
    fix="Set the minimum TLS version to 1.2 or 1.3.",
    cwe=327,
    references=(
        "https://developers.cloudflare.com/ssl/edge-certificates/additional-options/minimum-tls/",
    ),
    bad=(
        """
resource "cloudflare_zone_settings_override" "shop" {
  zone_id = "z"
  settings {
    min_tls_version = "1.0"  # here
  }
}
""",
        """
resource "cloudflare_zone_setting" "tls" {
  zone_id    = "z"
  setting_id = "min_tls_version"
  value      = "1.1"  # here
}
""",
    ),
    good=(
        """
resource "cloudflare_zone_settings_override" "shop" {
  zone_id = "z"
  settings {
    min_tls_version = "1.2"
  }
}
""",
        """
resource "cloudflare_zone_setting" "tls" {
  zone_id    = "z"
  setting_id = "min_tls_version"
  value      = "1.3"
}
""",
        """
resource "cloudflare_zone_setting" "other" {
  zone_id    = "z"
  setting_id = "version"
  value      = "1.1"
}
""",
    ),
)
def check(zone):
    if zone.get("setting_id", default="") == "min_tls_version" and zone.get("value") in (
        "1.0",
        "1.1",
    ):
        yield zone.fail("value", "visitors may use TLS older than 1.2")
    for settings in zone.each("settings"):
        if settings.get("min_tls_version", default="") in _OLD:
            yield settings.fail("min_tls_version", "visitors may use TLS older than 1.2")
