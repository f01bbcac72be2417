"""An RSA key of 1024 bits is within reach of attackers, and browsers refuse it.

2048 bits, which ACM takes unless told otherwise, or an elliptic curve is the least today.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_acm_certificate",
    severity=MEDIUM,
    fix='Set key_algorithm = "RSA_2048" or "EC_prime256v1".',
    cwe=326,
    references=("https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html",),
    bad=('resource "aws_acm_certificate" "site" { key_algorithm = "RSA_1024" }  # here',),
    good=(
        'resource "aws_acm_certificate" "site" { key_algorithm = "EC_prime256v1" }',
        'resource "aws_acm_certificate" "site" { domain_name = "example.com" }',
    ),
)
def check(certificate):
    if certificate.get("key_algorithm", default="RSA_2048") == "RSA_1024":
        yield certificate.fail("key_algorithm", "the key is too short")
