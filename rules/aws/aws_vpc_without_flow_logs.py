"""After an incident nobody can tell what was reached from where, or where data went.

Flow logs write down who talked to whom in the VPC. A log on the VPC covers everything in it, one on
a subnet or an interface only that.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_vpc",
    severity=MEDIUM,
    fix="Add aws_flow_log with vpc_id.",
    aliases=("CKV2_AWS_11", "AVD-AWS-0178"),
    cwe=778,
    references=("https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",),
    bad=(
        'resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }  # here',
        """
resource "aws_vpc" "main" {  # here
  cidr_block = "10.0.0.0/16"
}

resource "aws_flow_log" "other" {
  vpc_id          = "vpc-other"
  log_destination = "arn:aws:s3:::flow-logs"
  traffic_type    = "ALL"
}
""",
    ),
    good=(
        """
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_flow_log" "main" {
  vpc_id               = aws_vpc.main.id
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::flow-logs"
  traffic_type         = "ALL"
}
""",
        'resource "aws_subnet" "a" { vpc_id = "vpc-1" }',
    ),
)
def check(vpc):
    if not vpc.related("aws_flow_log", "vpc_id"):
        yield vpc.fail(message="the VPC has no flow logs")
