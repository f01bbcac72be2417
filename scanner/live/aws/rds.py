"""What the types of RDS share: operations, parts of instances and clusters, parameter groups.

Neptune and DocumentDB answer to the same API, with the same operations, and have resource types of
their own; each type takes what is of its engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import blocks, case_insensitive, string_set
from scanner.live.aws.operations import Operation
from scanner.live.aws.pages import paged, tags_of
from scanner.live.aws.table import Detail, Field, by, computed, field, listed, nested, tabled

if TYPE_CHECKING:
    from scanner.live.aws.kinds import Item, Reader
    from scanner.model import Value

TAGS = Operation("rds", "ListTagsForResource")
CLUSTERS = Operation("rds", "DescribeDBClusters")
INSTANCES = Operation("rds", "DescribeDBInstances")

_OTHER_ENGINES = ("docdb", "neptune")


def is_relational(raw: Any) -> bool:
    """Whether an instance or cluster runs an engine of RDS itself."""
    return not str(raw.get("Engine", "")).startswith(_OTHER_ENGINES)


def runs(engine: str) -> Callable[[Any], bool]:
    """Whether an instance or cluster runs Neptune or DocumentDB."""
    return lambda raw: str(raw.get("Engine", "")).startswith(engine)


def of_groups(key: str, id: str) -> Any:
    """The id of each group in the list `key`, without those that are being taken away."""

    def read(raw: Any) -> list[Any]:
        return [one.get(id) for one in raw.get(key, ()) if one.get("Status") != "removing"]

    return read


def first(key: str, name: str) -> Any:
    """A field of the first element of a list."""

    def read(raw: Any) -> Any:
        for one in raw.get(key, ()):
            return one.get(name)
        return None

    return read


def arn_tags(source: str) -> Detail:
    """The tags of what the bulk call describes without them. source: where its ARN is."""
    return tags_of(TAGS, "ResourceName", source, "TagList")


def insights() -> tuple[Field, ...]:
    """What instances and clusters say of their monitoring."""
    return (
        field("monitoring_interval", "MonitoringInterval", default=0),
        field("monitoring_role_arn", "MonitoringRoleArn"),
        field("performance_insights_enabled", "PerformanceInsightsEnabled", default=False),
        field("performance_insights_kms_key_id", "PerformanceInsightsKMSKeyId"),
        field(
            "performance_insights_retention_period", "PerformanceInsightsRetentionPeriod", default=0
        ),
    )


def secret() -> tuple[Field, ...]:
    """Whether RDS keeps the master password in Secrets Manager; never the password."""
    return (
        field(
            "manage_master_user_password",
            lambda raw: bool(raw.get("MasterUserSecret")),
            default=False,
        ),
        field("master_user_secret_kms_key_id", "MasterUserSecret.KmsKeyId"),
    )


def windows(backup: str, maintenance: str) -> tuple[Field, ...]:
    """When backups and maintenance may run; the provider lowers the case of the latter."""
    return (
        field(backup, "PreferredBackupWindow"),
        field(maintenance, "PreferredMaintenanceWindow", case_insensitive),
    )


def security_groups() -> Field:
    """The security groups in force."""
    return field(
        "vpc_security_group_ids", of_groups("VpcSecurityGroups", "VpcSecurityGroupId"), string_set
    )


def made_by_aws(item: Item, attributes: Mapping[str, Value]) -> bool:
    """The groups that every engine version comes with: ``default.mysql8.0``, ``default``."""
    return item.id == "default" or item.id.startswith("default.")


def subnet_group(type_name: str) -> Reader:
    """The subnets that databases may be in: a group of any engine serves all."""
    one = "aws_db_subnet_group"
    return tabled(
        type_name,
        listed(Operation("rds", "DescribeDBSubnetGroups"), "DBSubnetGroups", "DBSubnetGroupName"),
        key=by("name"),
        fields=(
            field("name", "DBSubnetGroupName"),
            field("description", "DBSubnetGroupDescription", default="Managed by Terraform"),
            field("subnet_ids", of_groups("Subnets", "SubnetIdentifier"), string_set),
            computed("arn", "DBSubnetGroupArn"),
            *((computed("vpc_id", "VpcId"),) if type_name == one else ()),
        ),
        details=(arn_tags("DBSubnetGroupArn"),),
        apply_only=("name_prefix",),
        everywhere=made_by_aws,
        import_id="{name}",
        same_as="" if type_name == one else one,
    )


def parameter_group(type_name: str, what: str, engine: str = "") -> Reader:
    """Both kinds of parameter group. what: ``DBParameter`` or ``DBClusterParameter``. engine: the
    one whose groups these are, where it is not of RDS itself.

    Only parameters that somebody set are read: a group has hundreds that the engine sets.
    """

    def ours(raw: Any) -> bool:
        family = str(raw.get("DBParameterGroupFamily"))
        return family.startswith(engine or _OTHER_ENGINES) is bool(engine)

    groups = Operation("rds", f"Describe{what}Groups")
    parameters = Operation("rds", f"Describe{what}s", gone=frozenset({"DBParameterGroupNotFound"}))
    name, arn = f"{what}GroupName", f"{what}GroupArn"
    rows: Mapping[str, Any] = {
        "name": lambda raw: str(raw.get("ParameterName", "")).lower(),
        "value": "ParameterValue",
        "apply_method": "ApplyMethod",
    }
    return tabled(
        type_name,
        listed(
            groups,
            f"{what}Groups",
            name,
            only=ours,
        ),
        key=by("name"),
        fields=(
            field("name", name),
            field("family", "DBParameterGroupFamily"),
            field("description", "Description", default="Managed by Terraform"),
            computed("arn", arn),
        ),
        details=(
            paged(
                parameters,
                "Parameters",
                {name: "."},
                (
                    field(
                        "parameter",
                        nested("Parameters", rows),
                        blocks(
                            key=("name",),
                            defaults={"apply_method": "pending-reboot" if engine else "immediate"},
                        ),
                        default=[],
                    ),
                ),
                Source="user",
            ),
            arn_tags(arn),
        ),
        apply_only=("name_prefix",)
        + (("skip_destroy",) if type_name == "aws_db_parameter_group" else ()),
        everywhere=made_by_aws,
        import_id="{name}",
    )
