"""Every machine that reaches the gateway may mount this share and read the bucket behind it.

NFS has no passwords: the list of client networks is its only guard, and 0.0.0.0/0 makes none of it.
A wide network of your own is still a network.
"""

from scanner import HIGH, rule


@rule(
    on="aws_storagegateway_nfs_file_share",
    severity=HIGH,
    fix="Name the networks of the clients in client_list.",
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/filegateway/latest/files3/CreatingAnNFSFileShare.html",
    ),
    bad=(
        """
resource "aws_storagegateway_nfs_file_share" "scans" {
  client_list = ["10.0.0.0/8", "0.0.0.0/0"]  # here
}
""",
    ),
    good=(
        """
resource "aws_storagegateway_nfs_file_share" "scans" {
  client_list = ["10.1.2.0/24"]
}
""",
        """
resource "aws_storagegateway_nfs_file_share" "scans" {
  client_list = ["10.0.0.0/8", "192.168.0.0/16"]
}
""",
    ),
)
def check(share):
    for client in share.each("client_list"):
        if client.value in ("0.0.0.0/0", "::/0"):
            yield client.fail(message="every machine may mount the share")
