"""What this job or crawler writes, logs and remembers has no key of the team's.

A security configuration names the keys for S3, CloudWatch Logs and bookmarks. Without it Glue
writes with the defaults of those services.
"""

from scanner import LOW, rule


@rule(
    on=("aws_glue_job", "aws_glue_crawler", "aws_glue_dev_endpoint"),
    severity=LOW,
    fix="Set security_configuration to that of an aws_glue_security_configuration.",
    aliases=("CKV_AWS_195",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html",
    ),
    bad=(
        'resource "aws_glue_job" "load" { name = "load" }  # here',
        'resource "aws_glue_crawler" "files" { name = "files" }  # here',
    ),
    good=(
        'resource "aws_glue_job" "load" { security_configuration = "strict" }',
        """
resource "aws_glue_security_configuration" "strict" { name = "strict" }

resource "aws_glue_crawler" "files" {
  security_configuration = aws_glue_security_configuration.strict.id
}
""",
    ),
)
def check(component):
    if not component.is_set("security_configuration"):
        yield component.fail("security_configuration", "it has no security configuration")
