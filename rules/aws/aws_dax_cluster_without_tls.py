"""Items travel between the application and DAX in plain text, unlike those that go to DynamoDB.

The endpoint has encryption of type NONE unless the cluster is made with TLS; clients then use
daxs:// instead of dax://.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_dax_cluster",
    severity=MEDIUM,
    fix='Set cluster_endpoint_encryption_type = "TLS".',
    aliases=("CKV_AWS_239",),
    cwe=319,
    references=(
        "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionInTransit.html",
    ),
    bad=(
        'resource "aws_dax_cluster" "orders" { cluster_name = "orders" }  # here',
        'resource "aws_dax_cluster" "orders" { cluster_endpoint_encryption_type = "NONE" }  # here',
    ),
    good=(
        'resource "aws_dax_cluster" "orders" { cluster_endpoint_encryption_type = "TLS" }',
        """
variable "transport" { default = "TLS" }

resource "aws_dax_cluster" "orders" { cluster_endpoint_encryption_type = var.transport }
""",
    ),
)
def check(cluster):
    if cluster.get("cluster_endpoint_encryption_type", default="NONE") != "TLS":
        yield cluster.fail("cluster_endpoint_encryption_type", "connections are not encrypted")
