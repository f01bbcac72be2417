"""A region outside of the aggregator is one whose resources nobody sees in the overview.

Intruders work where nobody looks. all_regions takes in every region, new ones too; a list of
regions does not.
"""

from scanner import LOW, rule

_SOURCES = ("account_aggregation_source", "organization_aggregation_source")


@rule(
    on="aws_config_configuration_aggregator",
    severity=LOW,
    fix="Set all_regions = true in the aggregation source.",
    aliases=("CKV_AWS_121", "AVD-AWS-0019"),
    cwe=778,
    references=("https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html",),
    bad=(
        """
resource "aws_config_configuration_aggregator" "all" {
  account_aggregation_source {  # here
    account_ids = ["111122223333"]
    regions     = ["eu-central-1"]
  }
}
""",
        """
resource "aws_config_configuration_aggregator" "all" {
  organization_aggregation_source {
    role_arn    = "arn:aws:iam::111122223333:role/config"
    all_regions = false  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_config_configuration_aggregator" "all" {
  account_aggregation_source {
    account_ids = ["111122223333"]
    all_regions = true
  }
}
""",
        """
resource "aws_config_configuration_aggregator" "all" {
  organization_aggregation_source {
    role_arn    = "arn:aws:iam::111122223333:role/config"
    all_regions = "true"
  }
}
""",
    ),
)
def check(aggregator):
    for name in _SOURCES:
        for source in aggregator.each(name):
            if not source.get("all_regions", default=False):
                yield source.fail("all_regions", "regions are missing from the aggregator")
