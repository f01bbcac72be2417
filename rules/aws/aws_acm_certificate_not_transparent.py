"""Browsers refuse a certificate that is in no transparency log, and forged ones stay unseen.

ACM logs the certificates it issues unless it is told not to. Secret host names are no reason in
practice: they leak otherwise.
"""

from scanner import LOW, rule


@rule(
    on="aws_acm_certificate",
    severity=LOW,
    fix='Set certificate_transparency_logging_preference = "ENABLED", or leave it out.',
    related_ids=("CKV_AWS_234",),
    cwe=295,
    references=("https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html",),
    bad=(
        """
resource "aws_acm_certificate" "site" {
  options {
    certificate_transparency_logging_preference = "DISABLED"  # here
  }
}
""",
    ),
    good=(
        'resource "aws_acm_certificate" "site" { domain_name = "example.com" }',
        """
resource "aws_acm_certificate" "site" {
  options { certificate_transparency_logging_preference = "ENABLED" }
}
""",
    ),
)
def check(certificate):
    path = "options.certificate_transparency_logging_preference"
    if certificate.get(path, default="ENABLED") == "DISABLED":
        yield certificate.fail(path, "the certificate is in no transparency log")
