"""What happens to transfer servers outside of Terraform."""

from __future__ import annotations

HELPERS = ("aws_iam_role",)
CHANGES = {
    "aws_transfer_server.plain: missing": lambda aws: aws("transfer").delete_server(
        ServerId=aws.id("aws_transfer_server.plain")
    ),
    "unmanaged aws_transfer_server": lambda aws: aws("transfer").create_server(Protocols=["FTP"]),
}

UNSET: dict[str, str] = {}
