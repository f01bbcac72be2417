"""A state machine of Step Functions."""

from __future__ import annotations

from scanner.compare import by as same_by
from scanner.compare import json_document
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import block, by, computed, detail, field, listed, tabled, tagged

NO_MACHINE = frozenset({"StateMachineDoesNotExist", "ResourceNotFound"})
MACHINES = Operation("stepfunctions", "ListStateMachines", ("states:ListStateMachines",))
MACHINE = Operation(
    "stepfunctions", "DescribeStateMachine", ("states:DescribeStateMachine",), gone=NO_MACHINE
)
TAGS = Operation(
    "stepfunctions", "ListTagsForResource", ("states:ListTagsForResource",), gone=NO_MACHINE
)

READER = tabled(
    "aws_sfn_state_machine",
    listed(MACHINES, "stateMachines", "name"),
    key=by("name"),
    fields=(
        field("name", "name"),
        field("type", "type", default="STANDARD"),
        computed("arn", "stateMachineArn"),
    ),
    details=(
        detail(
            MACHINE,
            {"stateMachineArn": "stateMachineArn"},
            (
                field("definition", "definition", json_document),
                field("role_arn", "roleArn"),
                block(
                    "logging_configuration",
                    lambda raw: raw.get("loggingConfiguration") or {"level": "OFF"},
                    {
                        "include_execution_data": "includeExecutionData",
                        "level": "level",
                        "log_destination": lambda raw: next(
                            (
                                one.get("cloudWatchLogsLogGroup", {}).get("logGroupArn")
                                for one in raw.get("destinations") or ()
                            ),
                            None,
                        ),
                    },
                    defaults={"include_execution_data": False, "level": "OFF"},
                    default=[{}],
                ),
                block(
                    "tracing_configuration",
                    lambda raw: raw.get("tracingConfiguration") or {"enabled": False},
                    {"enabled": "enabled"},
                    defaults={"enabled": False},
                    default=[{}],
                ),
                block(
                    "encryption_configuration",
                    lambda raw: raw.get("encryptionConfiguration") or {"type": "AWS_OWNED_KEY"},
                    {
                        "kms_data_key_reuse_period_seconds": "kmsDataKeyReusePeriodSeconds",
                        "kms_key_id": "kmsKeyId",
                        "type": "type",
                    },
                    defaults={"type": "AWS_OWNED_KEY", "kms_data_key_reuse_period_seconds": 300},
                    # The provider records 0 where there is no key of the account.
                    same={"kms_data_key_reuse_period_seconds": same_by(lambda said: said or 300)},
                    default=[{}],
                ),
            ),
        ),
        detail(
            TAGS,
            {"resourceArn": "stateMachineArn"},
            tagged(lambda raw: {one["key"]: one.get("value", "") for one in raw.get("tags") or ()}),
        ),
    ),
    apply_only=("name_prefix", "publish"),
    uncovered={"timeouts": "how long Terraform waits"},
    import_id="{arn}",
)
