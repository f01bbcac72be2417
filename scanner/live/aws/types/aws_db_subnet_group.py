"""The subnets that databases may be in."""

from __future__ import annotations

from scanner.compare import string_set
from scanner.live.aws.operations import Operation
from scanner.live.aws.rds import arn_tags, made_by_aws, of_groups
from scanner.live.aws.table import by, computed, field, listed, tabled

READER = tabled(
    "aws_db_subnet_group",
    listed(Operation("rds", "DescribeDBSubnetGroups"), "DBSubnetGroups", "DBSubnetGroupName"),
    key=by("name"),
    fields=(
        field("name", "DBSubnetGroupName"),
        field("description", "DBSubnetGroupDescription", default="Managed by Terraform"),
        field("subnet_ids", of_groups("Subnets", "SubnetIdentifier"), string_set),
        computed("arn", "DBSubnetGroupArn"),
        computed("vpc_id", "VpcId"),
    ),
    details=(arn_tags("DBSubnetGroupArn"),),
    apply_only=("name_prefix",),
    everywhere=made_by_aws,
    import_id="{name}",
)
