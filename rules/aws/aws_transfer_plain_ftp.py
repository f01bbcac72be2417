"""Names, passwords and files travel in the clear.

FTP has no encryption; FTPS and SFTP do the same with it. AWS offers FTP inside a VPC alone, where
what runs beside the server can still read along.
"""

from scanner import HIGH, rule


@rule(
    on="aws_transfer_server",
    severity=HIGH,
    fix='Use protocols = ["SFTP"] or ["FTPS"].',
    aliases=("CKV_AWS_357",),
    cwe=319,
    references=("https://docs.aws.amazon.com/securityhub/latest/userguide/transfer-controls.html",),
    bad=('resource "aws_transfer_server" "files" { protocols = ["SFTP", "FTP"] }  # here',),
    good=(
        'resource "aws_transfer_server" "files" { protocols = ["SFTP", "FTPS"] }',
        'resource "aws_transfer_server" "files" { endpoint_type = "VPC" }',
    ),
)
def check(server):
    if any(protocol.value == "FTP" for protocol in server.each("protocols")):
        yield server.fail("protocols", "FTP sends passwords and files in the clear")
