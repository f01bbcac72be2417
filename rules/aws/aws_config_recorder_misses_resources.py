"""Changes to resources that the recorder leaves out are not in AWS Config's history.

Rules and investigations then see a part of the account. Left to itself a recorder takes every
supported type; leaving out a few by exclusion_by_resource_types is how costly ones are spared.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_config_configuration_recorder",
    severity=MEDIUM,
    fix="Set all_supported = true, or record all but some by exclusion_by_resource_types.",
    related_ids=("CKV2_AWS_48",),
    cwe=778,
    references=("https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html",),
    bad=(
        """
resource "aws_config_configuration_recorder" "main" {
  role_arn = "arn:aws:iam::111122223333:role/config"
  recording_group {
    all_supported  = false  # here
    resource_types = ["AWS::EC2::Instance"]
  }
}
""",
    ),
    good=(
        """
resource "aws_config_configuration_recorder" "main" {
  role_arn = "arn:aws:iam::111122223333:role/config"
}
""",
        """
resource "aws_config_configuration_recorder" "main" {
  recording_group { all_supported = true }
}
""",
        """
resource "aws_config_configuration_recorder" "main" {
  recording_group {
    all_supported = false
    exclusion_by_resource_types { resource_types = ["AWS::EC2::NetworkInterface"] }
    recording_strategy { use_only = "EXCLUSION_BY_RESOURCE_TYPES" }
  }
}
""",
    ),
)
def check(recorder):
    if recorder.get("recording_group.all_supported", default=True):
        return
    if not recorder.is_set("recording_group.exclusion_by_resource_types.resource_types"):
        yield recorder.fail("recording_group.all_supported", "only chosen types are recorded")
