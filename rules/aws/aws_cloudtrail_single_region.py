"""Whoever works in another region leaves no trace in this trail.

Intruders like regions that nobody uses. A trail records only the region it was made in unless
is_multi_region_trail is true, which also brings in the events of global services such as IAM.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_cloudtrail",
    severity=MEDIUM,
    fix="Set is_multi_region_trail = true.",
    aliases=("CKV_AWS_67", "AVD-AWS-0014"),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html",
    ),
    bad=(
        'resource "aws_cloudtrail" "all" { s3_bucket_name = "trail" }  # here',
        'resource "aws_cloudtrail" "all" { is_multi_region_trail = false }  # here',
    ),
    good=(
        'resource "aws_cloudtrail" "all" { is_multi_region_trail = true }',
        """
variable "everywhere" { default = "true" }

resource "aws_cloudtrail" "all" {
  is_multi_region_trail         = var.everywhere
  include_global_service_events = false
}
""",
    ),
)
def check(trail):
    if not trail.get("is_multi_region_trail", default=False):
        yield trail.fail("is_multi_region_trail", "the trail records one region only")
