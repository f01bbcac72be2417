"""Everyone who reaches the database's port may do anything with it, without a password.

The ACL open-access that AWS provides lets in the user default with all rights. An ACL of your own
names users with passwords or IAM authentication and what each may do.
"""

from scanner import HIGH, rule


@rule(
    on="aws_memorydb_cluster",
    severity=HIGH,
    fix="Set acl_name to an aws_memorydb_acl of your own.",
    cwe=306,
    references=("https://docs.aws.amazon.com/memorydb/latest/devguide/clusters.acls.html",),
    bad=('resource "aws_memorydb_cluster" "carts" { acl_name = "open-access" }  # here',),
    good=(
        'resource "aws_memorydb_cluster" "carts" { acl_name = "carts" }',
        """
resource "aws_memorydb_acl" "open" { name = "open-access-for-carts" }

resource "aws_memorydb_cluster" "carts" { acl_name = aws_memorydb_acl.open.name }
""",
    ),
)
def check(cluster):
    if cluster.get("acl_name", default="") == "open-access":
        yield cluster.fail("acl_name", "everyone is let in without a password")
