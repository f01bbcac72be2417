"""The replication engine does not take its minor versions: Terraform leaves them off by default.

The instance sees every row and the passwords of both databases, so its known flaws matter. The
service itself would switch upgrades on, but the provider sends false when the argument is left out.
"""

from scanner import LOW, rule


@rule(
    on="aws_dms_replication_instance",
    severity=LOW,
    fix="Set auto_minor_version_upgrade = true.",
    aliases=("CKV_AWS_222",),
    cwe=1104,
    references=(
        "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.EngineVersions.html",
    ),
    bad=(
        'resource "aws_dms_replication_instance" "x" { replication_instance_id = "x" }  # here',
        """
resource "aws_dms_replication_instance" "move" {
  auto_minor_version_upgrade = false  # here
}
""",
    ),
    good=(
        'resource "aws_dms_replication_instance" "move" { auto_minor_version_upgrade = true }',
        """
variable "upgrade" { default = "true" }

resource "aws_dms_replication_instance" "move" { auto_minor_version_upgrade = var.upgrade }
""",
    ),
)
def check(instance):
    if not instance.get("auto_minor_version_upgrade", default=False):
        yield instance.fail("auto_minor_version_upgrade", "minor versions are not installed")
