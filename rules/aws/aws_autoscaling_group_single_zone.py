"""When this one availability zone fails, every instance of the group fails with it.

The group starts replacements only in the zones it is given. With subnets in two zones or more it
goes on elsewhere. A group that must stay with a volume of its zone is the exception.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_autoscaling_group",
    severity=MEDIUM,
    fix="Name subnets in at least two availability zones in vpc_zone_identifier.",
    cwe=1188,
    references=(
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html",
    ),
    bad=(
        """
resource "aws_autoscaling_group" "web" {
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = ["subnet-1"]  # here
}
""",
        """
resource "aws_autoscaling_group" "web" {
  min_size           = 2
  max_size           = 4
  availability_zones = ["eu-central-1a"]  # here
}
""",
    ),
    good=(
        """
resource "aws_autoscaling_group" "web" {
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = ["subnet-1", "subnet-2"]
}
""",
        """
resource "aws_autoscaling_group" "single" {
  min_size            = 1
  max_size            = 1
  vpc_zone_identifier = ["subnet-1"]
}
""",
    ),
)
def check(group):
    if group.get("max_size", default=0) in (0, 1, "0", "1"):
        return  # of a single instance there is nothing to spread
    # Subnets tell the zones: a state has both then.
    by_subnet = group.is_set("vpc_zone_identifier")
    name = "vpc_zone_identifier" if by_subnet else "availability_zones"
    if sum(1 for _ in group.each(name)) == 1:
        yield group.fail(name, "the group runs in a single zone")
