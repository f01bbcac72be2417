"""A changed certificate is deleted before its successor exists, which fails while it is in use.

ACM refuses to delete a certificate that a load balancer holds, so that the apply stands still
half-way. create_before_destroy turns the order round.
"""

from scanner import LOW, rule


@rule(
    on="aws_acm_certificate",
    severity=LOW,
    fix="Set lifecycle { create_before_destroy = true }.",
    aliases=("CKV_AWS_233",),
    cwe=1188,
    code_only=True,
    references=(
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/acm_certificate",
    ),
    bad=(
        'resource "aws_acm_certificate" "site" { domain_name = "example.com" }  # here',
        """
resource "aws_acm_certificate" "site" {
  lifecycle {
    create_before_destroy = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_acm_certificate" "site" {
  lifecycle {
    create_before_destroy = true
  }
}
""",
        """
resource "aws_acm_certificate" "site" {
  lifecycle {
    create_before_destroy = true
    prevent_destroy       = false
  }
}
""",
    ),
)
def check(certificate):
    if not certificate.get("lifecycle.create_before_destroy", default=False):
        yield certificate.fail(
            "lifecycle.create_before_destroy", "it is deleted before it is replaced"
        )
