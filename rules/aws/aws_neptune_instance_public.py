"""The graph database has a public address; only its security groups keep the internet out.

Neptune has no password at all unless IAM authentication is on: whoever reaches the port reads and
writes the whole graph.
"""

from scanner import CRITICAL, rule


@rule(
    on="aws_neptune_cluster_instance",
    severity=CRITICAL,
    fix="Remove publicly_accessible or set it to false.",
    aliases=("CKV_AWS_102",),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/neptune/latest/userguide/neptune-public-endpoints.html",
    ),
    bad=('resource "aws_neptune_cluster_instance" "one" { publicly_accessible = true }  # here',),
    good=(
        'resource "aws_neptune_cluster_instance" "one" { publicly_accessible = false }',
        'resource "aws_neptune_cluster_instance" "one" { cluster_identifier = "graph" }',
    ),
)
def check(instance):
    if instance.get("publicly_accessible", default=False):
        yield instance.fail("publicly_accessible", "the database has a public address")
