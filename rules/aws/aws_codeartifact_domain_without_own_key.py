"""All packages of this domain are encrypted with AWS's key, and that cannot be changed later.

The key is chosen when the domain is made. One of your own adds a policy and an audit trail; who
does not need these loses nothing.
"""

from scanner import LOW, rule


@rule(
    on="aws_codeartifact_domain",
    severity=LOW,
    fix="Set encryption_key to the ARN of a key of your own when you make the domain.",
    aliases=("CKV_AWS_221",),
    cwe=311,
    references=("https://docs.aws.amazon.com/codeartifact/latest/ug/domain-create.html",),
    bad=('resource "aws_codeartifact_domain" "team" { domain = "team" }  # here',),
    good=(
        """
resource "aws_codeartifact_domain" "team" {
  domain         = "team"
  encryption_key = "arn:aws:kms:eu-central-1:123456789012:key/1"
}
""",
        """
resource "aws_kms_key" "packages" {}

resource "aws_codeartifact_domain" "team" {
  domain         = "team"
  encryption_key = aws_kms_key.packages.arn
}
""",
    ),
)
def check(domain):
    if not domain.get("encryption_key", default=""):
        yield domain.fail("encryption_key", "packages have no key of your own")
