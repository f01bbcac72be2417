"""Nothing filters attacks and floods before they reach the origins of this distribution.

A web ACL at the edge stops known exploits and limits the rate of single addresses before they cost
anything behind. Sites of files alone have little to protect.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudfront_distribution",
    severity=LOW,
    fix="Set web_acl_id to the ARN of a web ACL of the scope CLOUDFRONT.",
    aliases=("CKV_AWS_68", "AVD-AWS-0011"),
    cwe=693,
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
    ),
    bad=(
        'resource "aws_cloudfront_distribution" "site" { comment = "site" }  # here',
        'resource "aws_cloudfront_distribution" "site" { web_acl_id = "" }  # here',
    ),
    good=(
        """
resource "aws_cloudfront_distribution" "site" {
  web_acl_id = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/main/1"
}
""",
        """
resource "aws_wafv2_web_acl" "main" { scope = "CLOUDFRONT" }

resource "aws_cloudfront_distribution" "site" { web_acl_id = aws_wafv2_web_acl.main.arn }
""",
    ),
)
def check(distribution):
    if distribution.get("web_acl_id", default="") == "":
        yield distribution.fail("web_acl_id", "no web ACL protects the distribution")
