"""The domain's endpoint is on the internet; only its access policy stands before the data.

A domain within a VPC (vpc_options) has no public address, and security groups guard it as well.
This can be chosen only when the domain is made. Public domains with strict policies exist for good
reasons, so good teams differ.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_opensearch_domain", "aws_elasticsearch_domain"),
    severity=MEDIUM,
    fix="Put the domain into a VPC with vpc_options.",
    aliases=("CKV_AWS_137",),
    cwe=284,
    references=("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",),
    bad=(
        'resource "aws_opensearch_domain" "logs" { domain_name = "logs" }  # here',
        """
resource "aws_elasticsearch_domain" "logs" {  # here
  vpc_options { security_group_ids = ["sg-1"] }
}
""",
    ),
    good=(
        """
resource "aws_opensearch_domain" "logs" {
  vpc_options { subnet_ids = ["subnet-1"] }
}
""",
        """
resource "aws_subnet" "private" { vpc_id = "vpc-1" }

resource "aws_elasticsearch_domain" "logs" {
  vpc_options { subnet_ids = [aws_subnet.private.id] }
}
""",
    ),
)
def check(domain):
    subnets = (one for block in domain.each("vpc_options") for one in block.each("subnet_ids"))
    if not any(True for _ in subnets):
        yield domain.fail(message="the endpoint is outside of a VPC")
