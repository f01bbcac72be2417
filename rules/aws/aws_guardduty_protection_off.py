"""GuardDuty is told not to look at a kind of attack that it knows.

S3, EKS, malware, RDS, Lambda and runtime protection are plans of their own, each with its price.
One that is switched off by name leaves that part of the account without detection.
"""

from scanner import LOW, rule

_SOURCES = (
    "datasources.s3_logs.enable",
    "datasources.kubernetes.audit_logs.enable",
    "datasources.malware_protection.scan_ec2_instance_with_findings.ebs_volumes.enable",
)


@rule(
    on=("aws_guardduty_detector_feature", "aws_guardduty_detector"),
    severity=LOW,
    fix='Set status = "ENABLED".',
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html",
    ),
    bad=(
        """
resource "aws_guardduty_detector_feature" "s3" {
  name   = "S3_DATA_EVENTS"
  status = "DISABLED"  # here
}
""",
        """
resource "aws_guardduty_detector" "main" {
  datasources {
    s3_logs {
      enable = false  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_guardduty_detector_feature" "s3" {
  name   = "S3_DATA_EVENTS"
  status = "ENABLED"
}
""",
        'resource "aws_guardduty_detector" "main" { enable = true }',
    ),
)
def check(found):
    if found.type == "aws_guardduty_detector_feature":
        if found.get("status") == "DISABLED":
            yield found.fail("status", "the protection plan is off")
        return
    for path in _SOURCES:
        if not found.get(path, default=True):
            yield found.fail(path, "the protection plan is off")
