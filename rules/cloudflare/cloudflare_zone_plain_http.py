"""Visitors who type the name without https stay on plain HTTP, where all of it can be changed.

always_use_https redirects every request. An origin that redirects by itself does so only after the
first request has travelled in clear text.
"""

from scanner import MEDIUM, rule


@rule(
    on=(
        "cloudflare_zone_settings_override",
        "cloudflare_zone_setting",
    ),
    severity=MEDIUM,
    fix="Switch always_use_https on.",
    cwe=319,
    references=(
        "https://developers.cloudflare.com/ssl/edge-certificates/additional-options/always-use-https/",
    ),
    bad=(
        """
resource "cloudflare_zone_settings_override" "shop" {
  zone_id = "z"
  settings {
    always_use_https = "off"  # here
  }
}
""",
        """
resource "cloudflare_zone_setting" "https" {
  zone_id    = "z"
  setting_id = "always_use_https"
  value      = "off"  # here
}
""",
    ),
    good=(
        """
resource "cloudflare_zone_settings_override" "shop" {
  zone_id = "z"
  settings {
    always_use_https = "on"
  }
}
""",
        """
resource "cloudflare_zone_setting" "https" {
  zone_id    = "z"
  setting_id = "always_use_https"
  value      = "on"
}
""",
        """
resource "cloudflare_zone_setting" "rocket" {
  zone_id    = "z"
  setting_id = "rocket_loader"
  value      = "off"
}
""",
    ),
)
def check(zone):
    if zone.get("setting_id", default="") == "always_use_https" and zone.get("value") == "off":
        yield zone.fail("value", "plain HTTP is not redirected")
    for settings in zone.each("settings"):
        if settings.get("always_use_https", default="on") == "off":
            yield settings.fail("always_use_https", "plain HTTP is not redirected")
