"""The VPC's default security group keeps AWS's rules: all of its members reach each other.

AWS makes the group with the VPC, and whatever is started without a group joins it. Terraform takes
it over, and empties it, by aws_default_security_group.
"""

from scanner import LOW, rule


@rule(
    on="aws_vpc",
    severity=LOW,
    fix="Add aws_default_security_group for the VPC, without rules.",
    related_ids=("CKV2_AWS_12",),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group",
    ),
    bad=('resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }  # here',),
    good=(
        """
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}
""",
        'resource "aws_subnet" "a" { vpc_id = "vpc-1" }',
    ),
)
def check(vpc):
    if not vpc.related("aws_default_security_group", "vpc_id"):
        yield vpc.fail(message="the default security group is left as AWS made it")
