"""The warehouse stays on the engine version it was made with, security fixes and all left out.

Upgrades are applied in the maintenance window and are on by default. The track (current or
trailing) decides how soon; switching them off is not needed for that.
"""

from scanner import LOW, rule


@rule(
    on="aws_redshift_cluster",
    severity=LOW,
    fix="Remove allow_version_upgrade or set it to true.",
    aliases=("CKV_AWS_141",),
    cwe=1104,
    references=(
        "https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-considerations.html",
    ),
    bad=('resource "aws_redshift_cluster" "dwh" { allow_version_upgrade = false }  # here',),
    good=(
        'resource "aws_redshift_cluster" "dwh" { allow_version_upgrade = true }',
        'resource "aws_redshift_cluster" "dwh" { maintenance_track_name = "trailing" }',
    ),
)
def check(cluster):
    if not cluster.get("allow_version_upgrade", default=True):
        yield cluster.fail("allow_version_upgrade", "engine upgrades are switched off")
