"""A stolen token works from anywhere, so nobody notices until the zone has changed.

A token without a condition on the address of the caller is as good as the account for what it may
do. Machines that use it have known addresses; an end date limits the damage as well.
"""

from scanner import MEDIUM, rule


@rule(
    on="cloudflare_api_token",
    severity=MEDIUM,
    fix="Give the token a condition on request_ip, or an end with expires_on.",
    cwe=613,
    references=(
        "https://registry.terraform.io/providers/cloudflare/cloudflare/latest/docs/resources/api_token",
    ),
    bad=(
        """
resource "cloudflare_api_token" "deploy" {  # here
  name = "deploy"
}
""",
    ),
    good=(
        """
resource "cloudflare_api_token" "deploy" {
  name = "deploy"
  condition {
    request_ip {
      in = ["192.0.2.0/24"]
    }
  }
}
""",
        """
resource "cloudflare_api_token" "deploy" {
  name       = "deploy"
  expires_on = "2027-01-01T00:00:00Z"
}
""",
    ),
)
def check(token):
    if token.is_set("expires_on"):
        return
    if not token.is_set("condition.request_ip"):
        yield token.fail("condition", "the token works from anywhere and never ends")
