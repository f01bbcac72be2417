"""What happens to rules, their targets and state machines outside of Terraform."""

from __future__ import annotations

import json

_HERE = "eu-west-1:123456789012"


def _rule(name, bus, **more):
    def change(aws):
        client = aws("events")
        found = client.describe_rule(Name=name, EventBusName=bus)
        known = client.meta.service_model.operation_model("PutRule").input_shape.members
        client.put_rule(**{**{key: one for key, one in found.items() if key in known}, **more})

    return change


def _target(identity, bus="default", rule="hourly", **more):
    def change(aws):
        client = aws("events")
        every = client.list_targets_by_rule(Rule=rule, EventBusName=bus)["Targets"]
        found = next(one for one in every if one["Id"] == identity)
        wanted = {key: one for key, one in {**found, **more}.items() if one is not None}
        client.put_targets(Rule=rule, EventBusName=bus, Targets=[wanted])

    return change


def _ecs(**more):
    def change(aws):
        client = aws("events")
        every = client.list_targets_by_rule(Rule="hourly")["Targets"]
        found = next(one for one in every if one["Id"] == "ecs")
        found["EcsParameters"].update(more)
        client.put_targets(Rule="hourly", Targets=[found])

    return change


def _without_rule(name, bus):
    def change(aws):
        client = aws("events")
        every = client.list_targets_by_rule(Rule=name, EventBusName=bus)["Targets"]
        client.remove_targets(Rule=name, EventBusName=bus, Ids=[one["Id"] for one in every])
        client.delete_rule(Name=name, EventBusName=bus)

    return change


def _machine(name, **more):
    return lambda aws: aws("stepfunctions").update_state_machine(
        stateMachineArn=aws.id(f"aws_sfn_state_machine.{name}"), **more
    )


_DONE = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Fail"}}})

CHANGES = {
    "aws_cloudwatch_event_rule.plain: state": lambda aws: aws("events").disable_rule(Name="hourly"),
    "aws_cloudwatch_event_rule.main: state": lambda aws: aws("events").enable_rule(
        Name="logins", EventBusName="own"
    ),
    "aws_cloudwatch_event_rule.main: event_pattern": _rule(
        "logins", "own", EventPattern=json.dumps({"detail-type": ["Nothing"]})
    ),
    "aws_cloudwatch_event_rule.plain: schedule_expression": _rule(
        "hourly", "default", ScheduleExpression="rate(60 days)"
    ),
    "aws_cloudwatch_event_rule.main: description": _rule("logins", "own", Description="by hand"),
    "aws_cloudwatch_event_rule.main: tags": lambda aws: aws("events").untag_resource(
        ResourceARN=aws.at("aws_cloudwatch_event_rule.main", "arn"), TagKeys=["team"]
    ),
    "aws_cloudwatch_event_rule.main: missing, aws_cloudwatch_event_target.main: missing": (
        _without_rule("logins", "own")
    ),
    "unmanaged aws_cloudwatch_event_rule": lambda aws: aws("events").put_rule(
        Name="by-hand", ScheduleExpression="rate(1 hour)"
    ),
    "aws_cloudwatch_event_target.plain: arn": _target("plain", Arn=f"arn:aws:sqs:{_HERE}:thief"),
    "aws_cloudwatch_event_target.input: input": _target("input", Input='{"job": "destroy"}'),
    "aws_cloudwatch_event_target.input: role_arn": _target(
        "input", RoleArn="arn:aws:iam::123456789012:role/admin"
    ),
    "aws_cloudwatch_event_target.main: dead_letter_config": _target(
        "notify", "own", "logins", DeadLetterConfig=None
    ),
    "aws_cloudwatch_event_target.main: retry_policy": _target(
        "notify",
        "own",
        "logins",
        RetryPolicy={"MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 600},
    ),
    "aws_cloudwatch_event_target.ecs: ecs_target": _ecs(EnableExecuteCommand=False),
    "aws_cloudwatch_event_target.redshift: redshift_target": _target(
        "redshift",
        RedshiftDataParameters={"Database": "app", "DbUser": "cleaner", "Sql": "drop table old"},
    ),
    "aws_cloudwatch_event_target.run: run_command_targets": _target(
        "run",
        RunCommandParameters={"RunCommandTargets": [{"Key": "tag:role", "Values": ["db"]}]},
    ),
    "aws_cloudwatch_event_target.http: missing": lambda aws: aws("events").remove_targets(
        Rule="hourly", Ids=["http"]
    ),
    # Somebody listens in.
    "unmanaged aws_cloudwatch_event_target": lambda aws: aws("events").put_targets(
        Rule="logins",
        EventBusName="own",
        Targets=[{"Id": "by-hand", "Arn": "arn:aws:events:eu-west-1:111122223333:event-bus/thief"}],
    ),
    "aws_sfn_state_machine.plain: definition": _machine("plain", definition=_DONE),
    "aws_sfn_state_machine.plain: role_arn": _machine(
        "plain", roleArn="arn:aws:iam::123456789012:role/admin"
    ),
    "aws_sfn_state_machine.main: logging_configuration": _machine(
        "main", loggingConfiguration={"level": "OFF", "includeExecutionData": False}
    ),
    "aws_sfn_state_machine.main: tracing_configuration": _machine(
        "main", tracingConfiguration={"enabled": False}
    ),
    "aws_sfn_state_machine.main: encryption_configuration": _machine(
        "main", encryptionConfiguration={"type": "AWS_OWNED_KEY"}
    ),
    "aws_sfn_state_machine.main: tags": lambda aws: aws("stepfunctions").untag_resource(
        resourceArn=aws.id("aws_sfn_state_machine.main"), tagKeys=["team"]
    ),
    "aws_sfn_state_machine.main: missing": lambda aws: aws("stepfunctions").delete_state_machine(
        stateMachineArn=aws.id("aws_sfn_state_machine.main")
    ),
    "unmanaged aws_sfn_state_machine": lambda aws: aws("stepfunctions").create_state_machine(
        name="by-hand", definition=_DONE, roleArn="arn:aws:iam::123456789012:role/events"
    ),
}

HELPERS = ("aws_cloudwatch_event_bus", "aws_cloudwatch_log_group", "aws_kms_key")
UNSET: dict[str, str] = {}
