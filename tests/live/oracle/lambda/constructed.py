"""What the local server lacks of Lambda, as the documentation has the answers."""

import json
from collections.abc import Callable
from typing import Any

from family import World

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
DOCUMENTATION = {
    "aws_lambda_function": f"{_API}API_FunctionConfiguration.html",
    "aws_lambda_permission": f"{_API}API_GetPolicy.html",
    "aws_lambda_function_url": f"{_API}API_GetFunctionUrlConfig.html",
    "aws_lambda_event_source_mapping": f"{_API}API_EventSourceMappingConfiguration.html",
}

_HOME = "arn:aws:lambda:eu-west-1:123456789012"
_IMAGE = f"{_HOME}:function:trueup-image"
_OWNER = {"owner": "platform"}
_HASH = "jGI3FYRzqMjJpYmnQSrQ8GPGtNXvhFV0eZx7a5ZvI6c="


def _mapping(number: int, **more: Any) -> dict[str, Any]:
    uuid = f"0000000{number}-1111-2222-3333-444444444444"
    return {
        "UUID": uuid,
        "BatchSize": 100,
        "MaximumBatchingWindowInSeconds": 0,
        "EventSourceMappingArn": f"{_HOME}:event-source-mapping:{uuid}",
        "FunctionArn": _IMAGE,
        "LastModified": 1767225600.0,
        "LastProcessingResult": "OK",
        "State": "Enabled",
        "StateTransitionReason": "USER_INITIATED",
        **more,
    }


_SERVERS = {"KAFKA_BOOTSTRAP_SERVERS": ["one.example.com:9092", "two.example.com:9092"]}
_DOCUMENTS = {"DatabaseName": "shop", "CollectionName": "orders", "FullDocument": "UpdateLookup"}
_MAPPINGS = {
    "kafka": _mapping(
        1,
        StartingPosition="TRIM_HORIZON",
        Topics=["orders"],
        SelfManagedEventSource={"Endpoints": _SERVERS},
        SelfManagedKafkaEventSourceConfig={"ConsumerGroupId": "orders"},
        ProvisionedPollerConfig={"MinimumPollers": 2, "MaximumPollers": 10},
        SourceAccessConfigurations=[
            {"Type": "VPC_SECURITY_GROUP", "URI": "security_group:sg-0123456789abcdef0"},
            {"Type": "VPC_SUBNET", "URI": "subnet:subnet-0123456789abcdef0"},
        ],
    ),
    "msk": _mapping(
        2,
        StartingPosition="LATEST",
        EventSourceArn="arn:aws:kafka:eu-west-1:123456789012:cluster/trueup/0123abcd",
        Topics=["orders"],
        AmazonManagedKafkaEventSourceConfig={"ConsumerGroupId": "orders"},
    ),
    "broker": _mapping(
        3,
        EventSourceArn="arn:aws:mq:eu-west-1:123456789012:broker:trueup:b-0123abcd",
        Queues=["orders"],
    ),
    "documents": _mapping(
        4,
        StartingPosition="LATEST",
        EventSourceArn="arn:aws:rds:eu-west-1:123456789012:cluster:trueup",
        DocumentDBEventSourceConfig=_DOCUMENTS,
    ),
}

_FUNCTION = {
    "FunctionName": "trueup-image",
    "FunctionArn": _IMAGE,
    "Role": "arn:aws:iam::123456789012:role/trueup-function",
    "CodeSize": 0,
    "Description": "",
    "Timeout": 3,
    "MemorySize": 128,
    "LastModified": "2026-01-01T00:00:00.000+0000",
    "CodeSha256": _HASH,
    "Version": "$LATEST",
    "VpcConfig": {
        "SubnetIds": ["subnet-0123456789abcdef1", "subnet-0123456789abcdef0"],
        "SecurityGroupIds": ["sg-0123456789abcdef0"],
        "VpcId": "vpc-0123456789abcdef0",
        "Ipv6AllowedForDualStack": True,
    },
    "TracingConfig": {"Mode": "PassThrough"},
    "RevisionId": "00000000-0000-0000-0000-000000000000",
    "FileSystemConfigs": [
        {
            "Arn": "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/"
            "fsap-0123456789abcdef0",
            "LocalMountPath": "/mnt/data",
        }
    ],
    "PackageType": "Image",
    "ImageConfigResponse": {
        "ImageConfig": {
            "EntryPoint": ["/bin/run"],
            "Command": ["app.handler"],
            "WorkingDirectory": "/srv",
        }
    },
    "Architectures": ["x86_64"],
    "EphemeralStorage": {"Size": 512},
    "SnapStart": {"ApplyOn": "PublishedVersions", "OptimizationStatus": "Off"},
    "LoggingConfig": {
        "LogFormat": "JSON",
        "ApplicationLogLevel": "WARN",
        "SystemLogLevel": "DEBUG",
        "LogGroup": "/functions/image",
    },
}

_KNOWN_OF_MAPPINGS = {
    f"aws_lambda_event_source_mapping.{name}": {
        "id": one["UUID"],
        "uuid": one["UUID"],
        "arn": one["EventSourceMappingArn"],
        "batch_size": 100,
        "function_arn": _IMAGE,
        "tags_all": _OWNER,
    }
    for name, one in _MAPPINGS.items()
}
KNOWN: dict[str, dict[str, Any]] = {
    "aws_lambda_function.image": {
        "id": "trueup-image",
        "arn": _IMAGE,
        "architectures": ["x86_64"],
        "code_sha256": _HASH,
        "ephemeral_storage": [{"size": 512}],
        "tracing_config": [{"mode": "PassThrough"}],
    },
    "aws_lambda_permission.device": {"id": "device"},
    "aws_lambda_permission.url": {"id": "url"},
    "aws_lambda_function_url.live": {
        "id": "trueup-image/live",
        "function_arn": f"{_IMAGE}:live",
        "function_url": "https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.on.aws/",
        "url_id": "abcdefghijklmnopqrstuvwxyz012345",
    },
    **_KNOWN_OF_MAPPINGS,
}


def _policy(statement: dict[str, Any], arn: str) -> dict[str, Any]:
    whole = {
        "Version": "2012-10-17",
        "Id": "default",
        "Statement": [{"Effect": "Allow", "Resource": arn, **statement}],
    }
    return {"Policy": json.dumps(whole), "RevisionId": "0"}


_DEVICE = {
    "Sid": "device",
    "Principal": {"Service": "alexa-appkit.amazon.com"},
    "Action": "lambda:InvokeFunction",
    "Condition": {"StringEquals": {"lambda:EventSourceToken": "amzn1.ask.skill.trueup"}},
}
_ANYBODY = {
    "Sid": "url",
    "Principal": "*",
    "Action": "lambda:InvokeFunctionUrl",
    "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}},
}
_URL = {
    "FunctionUrl": "https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.on.aws/",
    "FunctionArn": f"{_IMAGE}:live",
    "AuthType": "NONE",
    "CreationTime": "2026-01-01T00:00:00.000Z",
    "LastModifiedTime": "2026-01-01T00:00:00.000Z",
    "InvokeMode": "RESPONSE_STREAM",
}
_SIGNED = f"{_HOME}:code-signing-config:csc-0123456789abcdef0"
_PLACE = "lambda GET /2015-03-31/functions/trueup-image"
_LISTS = {
    "lambda GET /2015-03-31/functions?": ("Functions", [_FUNCTION]),
    "lambda GET /2015-03-31/event-source-mappings?": (
        "EventSourceMappings",
        list(_MAPPINGS.values()),
    ),
}
_FIXED: dict[str, Any] = {
    f"{_PLACE}/policy?": _policy(_ANYBODY, _IMAGE),
    f"{_PLACE}/policy?Qualifier=live": _policy(_DEVICE, f"{_IMAGE}:live"),
    f"{_PLACE}/aliases?": {"Aliases": []},
    "lambda GET /2019-09-30/functions/trueup-image/concurrency?": {},
    "lambda GET /2020-06-30/functions/trueup-image/code-signing-config?": {
        "CodeSigningConfigArn": _SIGNED,
        "FunctionName": "trueup-image",
    },
    "lambda GET /2021-10-31/functions/trueup-image/url?Qualifier=live": _URL,
    f"lambda GET /2017-03-31/tags/{_IMAGE}?": {"Tags": {"team": "core", **_OWNER}},
    **{
        f"lambda GET /2017-03-31/tags/{one['EventSourceMappingArn']}?": {"Tags": _OWNER}
        for one in _MAPPINGS.values()
    },
}


def _given(said: Any) -> dict[str, str]:
    return {"status": "200 OK", "type": "application/json", "body": json.dumps(said)}


_FAILED = "arn:aws:sqs:eu-west-1:123456789012:trueup-orders"
AMENDED = {
    "aws_lambda_function.main": {"dead_letter_config": [{"target_arn": _FAILED}]},
    "aws_lambda_event_source_mapping.stream": {
        "starting_position_timestamp": "2026-01-01T00:00:00Z"
    },
}


def _completed(one: dict[str, Any]) -> dict[str, Any]:
    """What the server forgets of a function and of a mapping."""
    if one.get("FunctionName") == "trueup-main":
        return {**one, "DeadLetterConfig": {"TargetArn": _FAILED}}
    if one.get("StartingPosition") == "AT_TIMESTAMP":
        return {**one, "StartingPositionTimestamp": 1767225600.0}
    return one


def amend(world: World, answers: dict[str, Any]) -> None:
    """Functions of images and mappings of Kafka, which the server cannot make."""
    for key, (name, more) in _LISTS.items():
        found = [_completed(one) for one in json.loads(answers[key]["body"])[name]]
        answers[key] = _given({name: found + more})
    answers.update({key: _given(said) for key, said in _FIXED.items()})


def _list_edit(key: str, change: Callable[[list[Any]], Any]) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        name = _LISTS[key][0]
        found = json.loads(answers[key]["body"])[name]
        change(found)
        return {key: _given({name: found})}

    return edits


def _one_edit(key: str, said: Any) -> Any:
    return lambda world, answers: {key: _given(said)}


_GONE = {
    "status": "404 Not Found",
    "type": "application/json",
    "headers": {"x-amzn-errortype": "ResourceNotFoundException"},
    "body": '{"Message": "The resource you requested does not exist."}',
}
_OPEN = {**_DEVICE, "Principal": "*", "Condition": {}}
_ALL, _EVENTS = _LISTS
EDITS: dict[str, Any] = {
    "aws_lambda_function.image: snap_start.apply_on": _list_edit(
        _ALL, lambda found: found[-1].update(SnapStart={"ApplyOn": "None"})
    ),
    "aws_lambda_function.image: logging_config.log_group": _list_edit(
        _ALL, lambda found: found[-1]["LoggingConfig"].update(LogGroup="/elsewhere")
    ),
    "aws_lambda_function.image: image_config.command": _list_edit(
        _ALL, lambda found: found[-1]["ImageConfigResponse"]["ImageConfig"].update(Command=["x"])
    ),
    "aws_lambda_function.image: code_signing_config_arn": _one_edit(
        "lambda GET /2020-06-30/functions/trueup-image/code-signing-config?",
        {"FunctionName": "trueup-image"},
    ),
    "aws_lambda_permission.device: principal, aws_lambda_permission.device: event_source_token": (
        _one_edit(f"{_PLACE}/policy?Qualifier=live", _policy(_OPEN, f"{_IMAGE}:live"))
    ),
    "aws_lambda_permission.url: function_url_auth_type": _one_edit(
        f"{_PLACE}/policy?",
        _policy(
            {
                **_ANYBODY,
                "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": "AWS_IAM"}},
            },
            _IMAGE,
        ),
    ),
    "aws_lambda_function_url.live: missing": lambda world, answers: {
        "lambda GET /2021-10-31/functions/trueup-image/url?Qualifier=live": _GONE
    },
    "aws_lambda_function_url.live: invoke_mode": _one_edit(
        "lambda GET /2021-10-31/functions/trueup-image/url?Qualifier=live",
        {**_URL, "InvokeMode": "BUFFERED"},
    ),
    "aws_lambda_event_source_mapping.kafka: self_managed_event_source.endpoints": _list_edit(
        _EVENTS,
        lambda found: found[-4].update(
            SelfManagedEventSource={
                "Endpoints": {"KAFKA_BOOTSTRAP_SERVERS": ["evil.example.com:9092"]}
            }
        ),
    ),
    "aws_lambda_event_source_mapping.kafka: source_access_configuration": _list_edit(
        _EVENTS, lambda found: found[-4]["SourceAccessConfigurations"].pop()
    ),
    "aws_lambda_event_source_mapping.documents: document_db_event_source_config.full_document": (
        _list_edit(
            _EVENTS,
            lambda found: found[-1].update(
                DocumentDBEventSourceConfig={**_DOCUMENTS, "FullDocument": "Default"}
            ),
        )
    ),
    "aws_lambda_event_source_mapping.broker: missing": _list_edit(
        _EVENTS, lambda found: found.pop(-2)
    ),
}
