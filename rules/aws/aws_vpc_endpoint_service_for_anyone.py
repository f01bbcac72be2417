"""Every AWS account in the world may connect to this service.

The principal "*" makes an endpoint service public: accepting connections by hand is then all that
keeps strangers out. Name the accounts or roles.
"""

from scanner import MEDIUM, rule


@rule(
    on=("aws_vpc_endpoint_service", "aws_vpc_endpoint_service_allowed_principal"),
    severity=MEDIUM,
    fix="Name the accounts or roles that may connect.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html",
    ),
    bad=(
        """
resource "aws_vpc_endpoint_service" "api" {
  acceptance_required = true
  allowed_principals  = ["arn:aws:iam::123456789012:root", "*"]  # here
}
""",
        """
resource "aws_vpc_endpoint_service_allowed_principal" "all" {
  vpc_endpoint_service_id = "vpce-svc-1"
  principal_arn           = "*"  # here
}
""",
    ),
    good=(
        """
resource "aws_vpc_endpoint_service" "api" {
  acceptance_required = true
  allowed_principals  = ["arn:aws:iam::123456789012:root"]
}
""",
        """
resource "aws_vpc_endpoint_service_allowed_principal" "partner" {
  vpc_endpoint_service_id = "vpce-svc-1"
  principal_arn           = "arn:aws:iam::123456789012:role/*"
}
""",
    ),
)  # fmt: skip
def check(service):
    path = "principal_arn"
    if service.type == "aws_vpc_endpoint_service":
        path = "allowed_principals"
    for principal in service.each(path):
        if principal.value == "*":
            yield service.fail(path, "every account may connect")
