"""A certificate that is validated by mail runs out when nobody answers in time.

ACM renews by itself those validated by DNS, as long as the record stands. Mail goes to a few
addresses of the domain that often nobody reads; ACM is giving mail up for that.
"""

from scanner import LOW, rule


@rule(
    on="aws_acm_certificate",
    severity=LOW,
    fix='Set validation_method = "DNS".',
    cwe=672,
    references=(
        "https://docs.aws.amazon.com/acm/latest/userguide/domain-ownership-validation.html",
    ),
    bad=('resource "aws_acm_certificate" "site" { validation_method = "EMAIL" }  # here',),
    good=(
        'resource "aws_acm_certificate" "site" { validation_method = "DNS" }',
        'resource "aws_acm_certificate" "bought" { certificate_body = "-----BEGIN" }',
    ),
)
def check(certificate):
    if certificate.get("validation_method", default="NONE") == "EMAIL":
        yield certificate.fail("validation_method", "renewal waits for somebody's mail")
