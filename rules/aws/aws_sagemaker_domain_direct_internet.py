"""Studio's notebooks reach the internet past the network's controls.

PublicInternetOnly, the default, sends everything but the home directory through SageMaker's own
network. VpcOnly keeps it in the VPC, which then needs its endpoints.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_sagemaker_domain",
    severity=MEDIUM,
    fix='Set app_network_access_type = "VpcOnly".',
    cwe=668,
    references=(
        "https://docs.aws.amazon.com/sagemaker/latest/dg/studio-notebooks-and-internet-access.html",
    ),
    bad=(
        'resource "aws_sagemaker_domain" "studio" { domain_name = "studio" }  # here',
        """
resource "aws_sagemaker_domain" "studio" {
  app_network_access_type = "PublicInternetOnly"  # here
}
""",
    ),
    good=(
        'resource "aws_sagemaker_domain" "studio" { app_network_access_type = "VpcOnly" }',
        """
variable "network" { default = "VpcOnly" }

resource "aws_sagemaker_domain" "studio" { app_network_access_type = var.network }
""",
    ),
)
def check(domain):
    if domain.get("app_network_access_type", default="PublicInternetOnly") != "VpcOnly":
        yield domain.fail("app_network_access_type", "notebooks are on the internet")
