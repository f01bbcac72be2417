"""The database is called dev as everywhere, which spares an attacker one guess.

That is also the name that tools connect to by default, so a slip of a script lands here. A name
can be given only when the cluster is made; one restored from a snapshot keeps its own.
"""

from scanner import LOW, rule


@rule(
    on="aws_redshift_cluster",
    severity=LOW,
    fix="Set database_name to a name of your own.",
    aliases=("CKV_AWS_320",),
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-9",
    ),
    bad=(
        'resource "aws_redshift_cluster" "dwh" { cluster_identifier = "dwh" }  # here',
        'resource "aws_redshift_cluster" "dwh" { database_name = "dev" }  # here',
    ),
    good=(
        'resource "aws_redshift_cluster" "dwh" { database_name = "sales" }',
        'resource "aws_redshift_cluster" "dwh" { snapshot_identifier = "dwh-final" }',
        'resource "aws_redshift_cluster" "dwh" { snapshot_arn = "arn:aws:redshift:a:1:x" }',
    ),
)
def check(cluster):
    if cluster.is_set("snapshot_identifier") or cluster.is_set("snapshot_arn"):
        return
    if cluster.get("database_name", default="dev") == "dev":
        yield cluster.fail("database_name", "the database has the default name dev")
