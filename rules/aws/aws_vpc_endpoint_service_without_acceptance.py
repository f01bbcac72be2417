"""Every account that may see the service connects to it without being asked.

With acceptance_required the owner approves each connection; without it the list of allowed
principals is all there is, and a mistake there connects strangers at once.
"""

from scanner import LOW, rule


@rule(
    on="aws_vpc_endpoint_service",
    severity=LOW,
    fix="Set acceptance_required = true.",
    aliases=("CKV_AWS_123",),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html",
    ),
    bad=('resource "aws_vpc_endpoint_service" "api" { acceptance_required = false }  # here',),
    good=(
        'resource "aws_vpc_endpoint_service" "api" { acceptance_required = true }',
        'resource "aws_vpc_endpoint_service" "api" { acceptance_required = "true" }',
    ),
)  # fmt: skip
def check(service):
    if not service.get("acceptance_required", default=False):
        yield service.fail("acceptance_required", "connections are accepted unseen")
