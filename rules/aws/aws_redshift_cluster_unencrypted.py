"""An unencrypted warehouse leaves all of its data and its snapshots readable without a key.

Redshift encrypts new clusters since January 2025, and so does the provider since version 6 unless
encrypted is false; version 5 still sends false when the argument is left out, so name it there.
"""

from scanner import HIGH, rule


@rule(
    on="aws_redshift_cluster",
    severity=HIGH,
    fix="Remove encrypted = false or set it to true.",
    aliases=("CKV_AWS_64",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html",
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade",
    ),
    bad=('resource "aws_redshift_cluster" "dwh" { encrypted = false }  # here',),
    good=(
        'resource "aws_redshift_cluster" "dwh" { encrypted = true }',
        'resource "aws_redshift_cluster" "dwh" { cluster_identifier = "dwh" }',
    ),
)
def check(cluster):
    if not cluster.get("encrypted", default=True):
        yield cluster.fail("encrypted", "the warehouse is not encrypted")
