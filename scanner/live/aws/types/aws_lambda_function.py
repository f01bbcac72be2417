"""A function: its code by hash, how it runs and what it may reach."""

from __future__ import annotations

from typing import Any

from scanner.compare import string_set, tags
from scanner.live.aws.functions import GONE, LIST_TAGS, read
from scanner.live.aws.operations import Operation
from scanner.live.aws.shapes import ZERO
from scanner.live.aws.table import (
    Detail,
    Source,
    by,
    computed,
    detail,
    field,
    listed,
    tabled,
    tagged,
)
from scanner.live.notread import NotRead
from scanner.projection import AttributeKind

FUNCTIONS = Operation("lambda", "ListFunctions")
CONCURRENCY = read("GetFunctionConcurrency")
SIGNING = Operation("lambda", "GetFunctionCodeSigningConfig", gone=GONE)


def _variables(raw: Any) -> Any:
    environment = raw.get("Environment") or {}
    if "Error" in environment:
        # Without kms:Decrypt Lambda lists the function, but not its variables.
        raise NotRead("Lambda could not decrypt the variables", denied=True)
    return environment.get("Variables")


def _list(source: str, name: str) -> Source:
    return lambda raw: [one.get(name) for one in raw.get(source) or ()]


def _first(source: str, name: str) -> Source:
    return lambda raw: next((one.get(name) for one in raw.get(source) or ()), None)


def _network(name: str) -> Source:
    """Of a function that left its network Lambda keeps a shell without subnets."""

    def found(raw: Any) -> Any:
        network = raw.get("VpcConfig") or {}
        return network.get(name) if network.get("SubnetIds") else None

    return found


def _snap_start(raw: Any) -> Any:
    found = (raw.get("SnapStart") or {}).get("ApplyOn")
    return None if found == "None" else found


_IMAGE = "ImageConfigResponse.ImageConfig"

READER = tabled(
    "aws_lambda_function",
    listed(FUNCTIONS, "Functions", "FunctionName"),
    key=by("function_name"),
    fields=(
        field("function_name", "FunctionName"),
        field("architectures", "Architectures", string_set, default=["x86_64"]),
        field("description", "Description", default=""),
        field("handler", "Handler", default=""),
        field("kms_key_arn", "KMSKeyArn", default=""),
        field("layers", _list("Layers", "Arn")),
        field("memory_size", "MemorySize", default=128),
        field("package_type", "PackageType", default="Zip"),
        field("role", "Role"),
        field("runtime", "Runtime", default=""),
        field("timeout", "Timeout", default=3),
        field("dead_letter_config.target_arn", "DeadLetterConfig.TargetArn"),
        field("ephemeral_storage.size", "EphemeralStorage.Size", default=512),
        field("file_system_config.arn", _first("FileSystemConfigs", "Arn")),
        field("file_system_config.local_mount_path", _first("FileSystemConfigs", "LocalMountPath")),
        field("image_config.command", f"{_IMAGE}.Command"),
        field("image_config.entry_point", f"{_IMAGE}.EntryPoint"),
        field("image_config.working_directory", f"{_IMAGE}.WorkingDirectory"),
        field("logging_config.application_log_level", "LoggingConfig.ApplicationLogLevel"),
        field("logging_config.log_format", "LoggingConfig.LogFormat", default="Text"),
        field("logging_config.log_group", "LoggingConfig.LogGroup"),
        field("logging_config.system_log_level", "LoggingConfig.SystemLogLevel"),
        field("snap_start.apply_on", _snap_start),
        field("tracing_config.mode", "TracingConfig.Mode", default="PassThrough"),
        field("vpc_config.ipv6_allowed_for_dual_stack", _network("Ipv6AllowedForDualStack"), ZERO),
        field("vpc_config.security_group_ids", _network("SecurityGroupIds"), string_set),
        field("vpc_config.subnet_ids", _network("SubnetIds"), string_set),
        computed("arn", "FunctionArn"),
        computed("code_sha256", "CodeSha256"),
    ),
    details=(
        Detail(
            (FUNCTIONS,),
            lambda api, item: item.raw,
            (field("environment.variables", _variables, tags, kind=AttributeKind.SENSITIVE),),
            bulk=True,
        ),
        detail(
            CONCURRENCY,
            {"FunctionName": "."},
            (
                field(
                    "reserved_concurrent_executions",
                    lambda raw: raw.get("ReservedConcurrentExecutions", -1),
                    default=-1,
                ),
            ),
        ),
        detail(
            SIGNING,
            {"FunctionName": "."},
            (field("code_signing_config_arn", "CodeSigningConfigArn", default=""),),
        ),
        detail(LIST_TAGS, {"Resource": "FunctionArn"}, tagged()),
    ),
    apply_only=(
        "filename",
        "publish",
        "replace_security_groups_on_destroy",
        "replacement_security_group_ids",
        "s3_bucket",
        "s3_key",
        "s3_object_version",
        "skip_destroy",
        "source_code_hash",
    ),
    uncovered={"image_uri": "only GetFunction tells it, which also hands out the code"},
)
