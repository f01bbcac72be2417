"""An API key that leaks works from anywhere in the world.

Keys stand in web pages and apps, where anybody can read them. Restricted to your sites, apps or
addresses, a copied key is of little use.
"""

from scanner import MEDIUM, rule

_KINDS = (
    "restrictions.browser_key_restrictions",
    "restrictions.server_key_restrictions",
    "restrictions.android_key_restrictions",
    "restrictions.ios_key_restrictions",
)


@rule(
    on="google_apikeys_key",
    severity=MEDIUM,
    fix="Add browser, server, android or ios_key_restrictions.",
    cwe=284,
    references=("https://cloud.google.com/docs/authentication/api-keys#adding-restrictions",),
    bad=(
        'resource "google_apikeys_key" "maps" { name = "maps" }  # here',
        """
resource "google_apikeys_key" "maps" {
  name = "maps"
  restrictions { # here
    api_targets {
      service = "maps-backend.googleapis.com"
    }
  }
}
""",
    ),
    good=(
        """
resource "google_apikeys_key" "maps" {
  name = "maps"
  restrictions {
    browser_key_restrictions {
      allowed_referrers = ["https://www.example.com/*"]
    }
  }
}
""",
        """
resource "google_apikeys_key" "jobs" {
  name = "jobs"
  restrictions {
    server_key_restrictions {
      allowed_ips = ["203.0.113.4"]
    }
  }
}
""",
    ),
)
def check(key):
    if not any(key.is_set(f"{kind}.{_NAMED[kind]}") for kind in _KINDS):
        yield key.fail("restrictions", "the key works from anywhere")


_NAMED = dict(
    zip(
        _KINDS,
        ("allowed_referrers", "allowed_ips", "allowed_applications", "allowed_bundle_ids"),
        strict=True,
    )
)
