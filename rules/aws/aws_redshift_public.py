"""The warehouse has a public address; only its security groups keep the internet out.

One open rule and a guessed password then give away everything that the company knows. Since
version 6 the provider leaves it private unless told otherwise; version 5 made a cluster public when
the argument was left out.
"""

from scanner import CRITICAL, rule


@rule(
    on=("aws_redshift_cluster", "aws_redshiftserverless_workgroup"),
    severity=CRITICAL,
    fix="Remove publicly_accessible or set it to false.",
    aliases=("CKV_AWS_87",),
    related_ids=("CKV_AWS_391",),
    cwe=284,
    references=(
        "https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html",
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade",
    ),
    bad=(
        'resource "aws_redshift_cluster" "dwh" { publicly_accessible = true }  # here',
        'resource "aws_redshiftserverless_workgroup" "dwh" { publicly_accessible = true }  # here',
    ),
    good=(
        'resource "aws_redshift_cluster" "dwh" { publicly_accessible = false }',
        'resource "aws_redshiftserverless_workgroup" "dwh" { namespace_name = "dwh" }',
    ),
)
def check(warehouse):
    if warehouse.get("publicly_accessible", default=False):
        yield warehouse.fail("publicly_accessible", "the warehouse has a public address")
