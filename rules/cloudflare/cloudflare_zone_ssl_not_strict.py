"""The way from Cloudflare to the origin is open: visitors see a lock, and others read along.

With the mode off or flexible that way has no TLS at all; with full the origin's certificate is not
checked. Only strict (or origin pull) protects the whole way.
"""

from scanner import HIGH, rule

_WEAK = ("off", "flexible", "full")


@rule(
    on=(
        "cloudflare_zone_settings_override",
        "cloudflare_zone_setting",
    ),
    severity=HIGH,
    fix="Set the SSL mode to strict.",
    cwe=319,
    references=("https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/",),
    bad=(
        """
resource "cloudflare_zone_settings_override" "shop" {
  zone_id = "z"
  settings {
    ssl = "flexible"  # here
  }
}
""",
        """
resource "cloudflare_zone_setting" "ssl" {
  zone_id    = "z"
  setting_id = "ssl"
  value      = "full"  # here
}
""",
    ),
    good=(
        """
resource "cloudflare_zone_settings_override" "shop" {
  zone_id = "z"
  settings {
    ssl = "strict"
  }
}
""",
        """
resource "cloudflare_zone_settings_override" "shop" {
  zone_id = "z"
  settings {
    brotli = "on"
  }
}
""",
        """
resource "cloudflare_zone_setting" "brotli" {
  zone_id    = "z"
  setting_id = "brotli"
  value      = "off"
}
""",
        """
resource "cloudflare_zone_setting" "ssl" {
  zone_id    = "z"
  setting_id = "ssl"
  value      = "strict"
}
""",
    ),
)
def check(zone):
    if zone.get("setting_id", default="") == "ssl" and zone.get("value") in _WEAK:
        yield zone.fail("value", "the way to the origin is not protected")
    for settings in zone.each("settings"):
        if settings.get("ssl", default="") in _WEAK:
            yield settings.fail("ssl", "the way to the origin is not protected")
