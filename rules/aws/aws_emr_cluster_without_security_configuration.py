"""The cluster has nothing that says how its data are encrypted and its users told apart.

Encryption, Kerberos and Lake Formation come to a cluster by its security configuration alone.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_emr_cluster",
    severity=MEDIUM,
    fix="Set security_configuration to that of an aws_emr_security_configuration.",
    related_ids=("CKV2_AWS_55",),
    cwe=311,
    references=(
        "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-security-configurations.html",
    ),
    bad=('resource "aws_emr_cluster" "jobs" { name = "jobs" }  # here',),
    good=(
        'resource "aws_emr_cluster" "jobs" { security_configuration = "strict" }',
        """
resource "aws_emr_security_configuration" "strict" { name_prefix = "strict" }

resource "aws_emr_cluster" "jobs" {
  security_configuration = aws_emr_security_configuration.strict.name
}
""",
    ),
)
def check(cluster):
    if not cluster.is_set("security_configuration"):
        yield cluster.fail("security_configuration", "it has no security configuration")
