"""New instances of this region answer requests for their credentials without a token.

The account's default decides for every instance whose own options and image say nothing. "optional"
keeps the first version of the metadata service on; "no-preference", or leaving it out, leaves it
to each image.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ec2_instance_metadata_defaults",
    severity=MEDIUM,
    fix='Set http_tokens = "required".',
    cwe=918,
    references=(
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html",
    ),
    bad=(
        'resource "aws_ec2_instance_metadata_defaults" "all" { http_tokens = "optional" }  # here',
        """
resource "aws_ec2_instance_metadata_defaults" "all" {  # here
  http_put_response_hop_limit = 1
}
""",
    ),
    good=(
        'resource "aws_ec2_instance_metadata_defaults" "all" { http_tokens = "required" }',
        'resource "aws_ec2_instance_metadata_defaults" "all" { http_endpoint = "disabled" }',
    ),
)  # fmt: skip
def check(defaults):
    if defaults.get("http_endpoint", default="no-preference") == "disabled":
        return
    if defaults.get("http_tokens", default="no-preference") != "required":
        yield defaults.fail("http_tokens", "tokens are not required")
