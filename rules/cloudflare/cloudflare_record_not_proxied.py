"""The origin's address is public, so attacks go around Cloudflare's firewall and caching.

A record that is not proxied answers with the address itself. Mail and other records that cannot be
proxied are left alone, and so are wildcards of names that serve no web pages.
"""

from scanner import LOW, rule


@rule(
    on=(
        "cloudflare_record",
        "cloudflare_dns_record",
    ),
    severity=LOW,
    fix="Set proxied = true, or ignore the finding with the reason why the address may be known.",
    cwe=200,
    references=("https://developers.cloudflare.com/dns/proxy-status/",),
    bad=(
        """
resource "cloudflare_record" "shop" {  # here
  zone_id = "z"
  name    = "shop"
  type    = "A"
  content = "192.0.2.1"
}
""",
        """
resource "cloudflare_dns_record" "shop" {
  zone_id = "z"
  name    = "shop"
  type    = "CNAME"
  content = "origin.example.com"
  ttl     = 1
  proxied = false  # here
}
""",
    ),
    good=(
        """
resource "cloudflare_dns_record" "shop" {
  zone_id = "z"
  name    = "shop"
  type    = "AAAA"
  content = "2001:db8::1"
  ttl     = 1
  proxied = true
}
""",
        """
resource "cloudflare_record" "mail" {
  zone_id = "z"
  name    = "@"
  type    = "MX"
  content = "mx.example.com"
}
""",
    ),
)
def check(record):
    if record.get("type") not in ("A", "AAAA", "CNAME"):
        return
    if not record.get("proxied", default=False):
        yield record.fail("proxied", "the origin's address is public")
