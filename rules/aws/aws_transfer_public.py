"""Anyone on the internet can try passwords at this file server.

The endpoint type PUBLIC, which is the default, has no security group. One in a VPC can be limited
to the partners' addresses, also where it has public ones.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_transfer_server",
    severity=MEDIUM,
    fix='Set endpoint_type = "VPC" with a security group.',
    aliases=("CKV_AWS_164",),
    cwe=668,
    references=("https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html",),
    bad=(
        'resource "aws_transfer_server" "files" { domain = "S3" }  # here',
        'resource "aws_transfer_server" "files" { endpoint_type = "PUBLIC" }  # here',
    ),
    good=(
        'resource "aws_transfer_server" "files" { endpoint_type = "VPC" }',
        'resource "aws_transfer_server" "files" { endpoint_type = "VPC_ENDPOINT" }',
    ),
)
def check(server):
    if server.get("endpoint_type", default="PUBLIC") == "PUBLIC":
        yield server.fail("endpoint_type", "the server faces the internet")
