"""What the local server lacks of transfer servers, as the documentation has the answers."""

from typing import Any

from bodies import complete, edit
from family import World

DOCUMENTATION = {
    "aws_transfer_server": "https://docs.aws.amazon.com/transfer/latest/APIReference/"
    "API_DescribedServer.html",
}
_FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:users"
AMENDED = {
    "aws_transfer_server.plain": {
        "directory_id": "d-1",
        "function": _FUNCTION,
        "endpoint_details": [
            {
                "address_allocation_ids": ["eipalloc-1"],
                "security_group_ids": ["sg-1"],
                "subnet_ids": ["subnet-1"],
                "vpc_endpoint_id": "vpce-1",
                "vpc_id": "vpc-1",
            }
        ],
    },
}


def _is(world: World, name: str) -> Any:
    id = world.id(f"aws_transfer_server.{name}")
    return lambda found: found.get("ServerId") == id


def amend(world: World, answers: dict[str, Any]) -> None:
    """Whom it asks, and where in the network it is."""
    complete(
        answers,
        "transfer DescribeServer",
        _is(world, "plain"),
        {
            "IdentityProviderDetails": {"DirectoryId": "d-1", "Function": _FUNCTION},
            "EndpointDetails": {
                "AddressAllocationIds": ["eipalloc-1"],
                "SubnetIds": ["subnet-1"],
                "VpcEndpointId": "vpce-1",
                "VpcId": "vpc-1",
            },
        },
    )


def _main(**more: Any) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = edit("transfer DescribeServer", _is(world, "main"), **more)(
            world, answers
        )
        return found

    return edits


_MAIN = "aws_transfer_server.main: "
EDITS = {
    f"{_MAIN}protocols": _main(Protocols=["SFTP", "FTP"]),
    f"{_MAIN}security_policy_name": _main(SecurityPolicyName="TransferSecurityPolicy-2018-11"),
    f"{_MAIN}structured_log_destinations": _main(StructuredLogDestinations=[]),
    f"{_MAIN}workflow_details": _main(WorkflowDetails=None),
    f"{_MAIN}pre_authentication_login_banner": _main(PreAuthenticationLoginBanner="Come in"),
}
