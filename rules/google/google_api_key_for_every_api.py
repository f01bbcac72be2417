"""An API key that leaks can call, and run up the bill of, every API of the project.

A key made for a map on a page should call the maps API and nothing else: the keys of many pages
have been used for paid APIs that their owners had never heard of.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_apikeys_key",
    severity=MEDIUM,
    fix="Add restrictions with an api_targets block for each API that the key is for.",
    cwe=284,
    references=("https://cloud.google.com/docs/authentication/api-keys#adding-restrictions",),
    bad=(
        """
resource "google_apikeys_key" "maps" {
  name = "maps"
  restrictions { # here
    browser_key_restrictions {
      allowed_referrers = ["https://www.example.com/*"]
    }
  }
}
""",
        'resource "google_apikeys_key" "maps" { name = "maps" }  # here',
    ),
    good=(
        """
resource "google_apikeys_key" "maps" {
  name = "maps"
  restrictions {
    api_targets {
      service = "maps-backend.googleapis.com"
    }
  }
}
""",
        """
resource "google_apikeys_key" "maps" {
  name = "maps"
  restrictions {
    api_targets {
      service = "maps-backend.googleapis.com"
      methods = ["Get*"]
    }
    api_targets {
      service = "places-backend.googleapis.com"
    }
  }
}
""",
    ),
)
def check(key):
    if not any(target.is_set("service") for target in key.each("restrictions.api_targets")):
        yield key.fail("restrictions", "the key is good for every API")
