"""What a rule of EventBridge starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import blocks, json_document, string_set
from scanner.live.aws.api import Gone, required
from scanner.live.aws.events import BUSES, RULES, TARGETS, rule_key, rules, same_bus
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Detail, Listing, block, field, nested, tabled, value_at

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.table import Source
    from scanner.model import Resource

_TYPE = "aws_cloudwatch_event_target"
_AT_A_TIME = 4


def _key(resource: Resource) -> str | None:
    rule, target = rule_key(resource, "rule"), resource.attributes.get("target_id")
    if rule is None or not isinstance(target, str) or not target:
        return None
    return f"{rule}/{target}"


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    """The targets of every rule that is managed, or has a managed target."""
    from concurrent.futures import ThreadPoolExecutor

    found = rules(api)
    asked = {key.rpartition("/")[0] for key in managed.of(_TYPE)}
    asked |= {*managed.of("aws_cloudwatch_event_rule")}
    wanted = [one for key, one in found.items() if managed.everything or key in asked]
    with ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="trueup-targets") as pool:
        each = list(pool.map(lambda rule: _targets(api, rule["Bus"], rule["Name"]), wanted))
    return [
        Item(f"{rule['Bus']}/{rule['Name']}/{required(one, 'Id')}", {**one, "Of": rule})
        for rule, targets in zip(wanted, each, strict=True)
        for one in targets
    ]


def _targets(api: Api, bus: str, rule: str) -> tuple[Any, ...]:
    try:
        return api.items(TARGETS, "Targets", EventBusName=bus, Rule=rule)
    except Gone:
        return ()


def _find(api: Api, item: Item) -> Any:
    # One rule's failure costs no other's.
    outer, _, target = item.id.rpartition("/")
    bus, _, rule = outer.rpartition("/")
    for one in _targets(api, bus, rule):
        if one.get("Id") == target:
            return {**one, "Of": {"Bus": bus, "Name": rule}}
    return None


def _single(name: str, source: str, rows: Mapping[str, Source]) -> Any:
    """A block that is there or not, whatever is in it."""
    return block(name, source, rows, default=[])


_VPC = "awsvpcConfiguration"

_ECS = block(
    "ecs_target",
    "EcsParameters",
    {
        "enable_ecs_managed_tags": "EnableECSManagedTags",
        "enable_execute_command": "EnableExecuteCommand",
        "group": "Group",
        "launch_type": "LaunchType",
        "platform_version": "PlatformVersion",
        "propagate_tags": "PropagateTags",
        "tags": lambda raw: {one["Key"]: one["Value"] for one in raw.get("Tags") or ()},
        "task_count": "TaskCount",
        "task_definition_arn": "TaskDefinitionArn",
        "capacity_provider_strategy": nested(
            "CapacityProviderStrategy",
            {"base": "base", "capacity_provider": "capacityProvider", "weight": "weight"},
        ),
        "network_configuration": nested(
            "NetworkConfiguration",
            {
                "assign_public_ip": lambda raw: (
                    value_at(raw, f"{_VPC}.AssignPublicIp") == "ENABLED"
                ),
                "security_groups": f"{_VPC}.SecurityGroups",
                "subnets": f"{_VPC}.Subnets",
            },
        ),
        "ordered_placement_strategy": nested(
            "PlacementStrategy", {"field": "field", "type": "type"}
        ),
        "placement_constraint": nested(
            "PlacementConstraints", {"expression": "expression", "type": "type"}
        ),
    },
    same={
        "capacity_provider_strategy": blocks(
            key=("capacity_provider",), defaults={"base": 0, "weight": 0}
        ),
        "network_configuration": blocks(
            same={"security_groups": string_set, "subnets": string_set},
            defaults={"assign_public_ip": False},
        ),
        "ordered_placement_strategy": blocks(ordered=True),
        "placement_constraint": blocks(),
    },
    defaults={
        "enable_ecs_managed_tags": False,
        "enable_execute_command": False,
        "task_count": 1,
    },
    default=[],
)


READER = tabled(
    _TYPE,
    Listing((BUSES, RULES, TARGETS), _items),
    key=_key,
    fields=(
        field("rule", "Of.Name"),
        field("event_bus_name", "Of.Bus", same_bus, default="default"),
        field("target_id", "Id"),
        field("arn", "Arn"),
        field("role_arn", "RoleArn", default=""),
        field("input", "Input", json_document, default=""),
        field("input_path", "InputPath", default=""),
        _single("appsync_target", "AppSyncParameters", {"graphql_operation": "GraphQLOperation"}),
        block(
            "batch_target",
            "BatchParameters",
            {
                "array_size": "ArrayProperties.Size",
                "job_attempts": "RetryStrategy.Attempts",
                "job_definition": "JobDefinition",
                "job_name": "JobName",
            },
            defaults={"array_size": 0, "job_attempts": 0},
            default=[],
        ),
        _single("dead_letter_config", "DeadLetterConfig", {"arn": "Arn"}),
        _ECS,
        _single(
            "http_target",
            "HttpParameters",
            {
                "header_parameters": "HeaderParameters",
                "path_parameter_values": "PathParameterValues",
                "query_string_parameters": "QueryStringParameters",
            },
        ),
        _single(
            "input_transformer",
            "InputTransformer",
            {"input_paths": "InputPathsMap", "input_template": "InputTemplate"},
        ),
        _single("kinesis_target", "KinesisParameters", {"partition_key_path": "PartitionKeyPath"}),
        block(
            "redshift_target",
            "RedshiftDataParameters",
            {
                "database": "Database",
                "db_user": "DbUser",
                "secrets_manager_arn": "SecretManagerArn",
                "sql": "Sql",
                "statement_name": "StatementName",
                "with_event": "WithEvent",
            },
            defaults={"with_event": False},
            default=[],
        ),
        block(
            "retry_policy",
            "RetryPolicy",
            {
                "maximum_event_age_in_seconds": "MaximumEventAgeInSeconds",
                "maximum_retry_attempts": "MaximumRetryAttempts",
            },
            defaults={"maximum_event_age_in_seconds": 86400, "maximum_retry_attempts": 185},
            default=[],
        ),
        block(
            "run_command_targets",
            "RunCommandParameters.RunCommandTargets",
            {"key": "Key", "values": "Values"},
            default=[],
        ),
        block(
            "sagemaker_pipeline_target",
            "SageMakerPipelineParameters",
            {
                "pipeline_parameter_list": nested(
                    "PipelineParameterList", {"name": "Name", "value": "Value"}
                )
            },
            same={"pipeline_parameter_list": blocks(key=("name",))},
            default=[],
        ),
        _single("sqs_target", "SqsParameters", {"message_group_id": "MessageGroupId"}),
    ),
    find=Detail((TARGETS,), _find, ()),
    apply_only=("force_destroy",),
    import_id="{event_bus_name}/{rule}/{target_id}",
    everywhere=lambda item, attributes: bool(item.raw["Of"].get("ManagedBy")),
)
