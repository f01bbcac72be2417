"""Passwords and data of the database cross the network in plain text.

MemoryDB uses TLS unless tls_enabled is false, and without TLS no ACL but open-access is possible:
anyone who reaches the port is in. The setting cannot be changed later.
"""

from scanner import HIGH, rule


@rule(
    on="aws_memorydb_cluster",
    severity=HIGH,
    fix="Remove tls_enabled = false.",
    aliases=("CKV_AWS_202",),
    cwe=319,
    references=("https://docs.aws.amazon.com/memorydb/latest/devguide/in-transit-encryption.html",),
    bad=('resource "aws_memorydb_cluster" "carts" { tls_enabled = false }  # here',),
    good=(
        'resource "aws_memorydb_cluster" "carts" { tls_enabled = true }',
        'resource "aws_memorydb_cluster" "carts" { acl_name = "carts" }',
    ),
)
def check(cluster):
    if not cluster.get("tls_enabled", default=True):
        yield cluster.fail("tls_enabled", "connections are not encrypted")
