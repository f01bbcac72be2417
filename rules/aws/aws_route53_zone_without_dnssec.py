"""Answers for this zone can be forged on their way, and clients sent elsewhere.

Signing lets resolvers tell. A hosted zone is not signed unless it has a key-signing key and
aws_route53_hosted_zone_dnssec; private zones cannot be.
"""

from scanner import LOW, rule


@rule(
    on="aws_route53_zone",
    severity=LOW,
    fix="Add aws_route53_key_signing_key and aws_route53_hosted_zone_dnssec.",
    aliases=("CKV2_AWS_38",),
    cwe=345,
    references=(
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html",
    ),
    bad=(
        'resource "aws_route53_zone" "main" { name = "example.com" }  # here',
        """
resource "aws_route53_zone" "main" { name = "example.com" }

resource "aws_route53_hosted_zone_dnssec" "main" {
  hosted_zone_id = aws_route53_zone.main.id
  signing_status = "NOT_SIGNING"  # here
}
""",
    ),
    good=(
        """
resource "aws_route53_zone" "main" { name = "example.com" }

resource "aws_route53_hosted_zone_dnssec" "main" {
  hosted_zone_id = aws_route53_zone.main.id
}
""",
        """
resource "aws_route53_zone" "inside" {
  name = "example.internal"
  vpc { vpc_id = "vpc-1" }
}
""",
    ),
)
def check(zone):
    if any(True for _ in zone.each("vpc")):
        return
    signings = zone.related("aws_route53_hosted_zone_dnssec", "hosted_zone_id")
    if not signings:
        yield zone.fail(message="the zone is not signed")
        return
    for signing in signings:
        if signing.get("signing_status", default="SIGNING") == "NOT_SIGNING":
            yield signing.fail("signing_status", "the zone is not signed")
