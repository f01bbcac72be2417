"""Whoever gets this certificate's key can stand for every host of the domain.

A certificate for *.example.com is shared by hosts that need not trust each other. ACM never gives
out the keys of its own certificates, which is why many teams accept wildcards there.
"""

import re

from scanner import LOW, rule
from scanner.shapes import matches

_WILDCARD = re.compile(r"^\*\.")


@rule(
    on="aws_acm_certificate",
    severity=LOW,
    fix="Name each host in domain_name and subject_alternative_names.",
    aliases=("CKV2_AWS_71",),
    cwe=295,
    references=("https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate.html",),
    bad=(
        'resource "aws_acm_certificate" "all" { domain_name = "*.example.com" }  # here',
        """
resource "aws_acm_certificate" "all" {
  domain_name               = "example.com"
  subject_alternative_names = ["*.example.com"]  # here
}
""",
        """
resource "aws_acm_certificate" "all" {
  domain_name               = "*.example.com"  # here
  subject_alternative_names = ["*.example.com", "example.com"]
}
""",
    ),
    good=(
        'resource "aws_acm_certificate" "site" { domain_name = "www.example.com" }',
        """
resource "aws_acm_certificate" "site" {
  domain_name               = "example.com"
  subject_alternative_names = ["www.example.com", "api.example.com"]
}
""",
    ),
)
def check(certificate):
    if matches(_WILDCARD, certificate.get("domain_name", default="")):
        yield certificate.fail("domain_name", "the certificate is for every host")
    for name in certificate.each("subject_alternative_names"):
        # A plan and a state have the domain name among them.
        if matches(_WILDCARD, name.value) and name.value != certificate.get("domain_name"):
            yield name.fail(message="the certificate is for every host")
