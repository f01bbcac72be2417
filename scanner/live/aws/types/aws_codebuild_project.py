"""What CodeBuild builds, how and with which rights."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from scanner.compare import arn_or_name
from scanner.compare.sparse import sparse
from scanner.live.aws.api import required
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import (
    Listing,
    Source,
    by,
    computed,
    field,
    nested,
    tabled,
    tagged,
)
from scanner.live.notread import NotRead
from scanner.projection import AttributeKind

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

PROJECTS = Operation("codebuild", "ListProjects")
DESCRIBED = Operation("codebuild", "BatchGetProjects")
AT_A_TIME: Final = 100
"""As many names BatchGetProjects takes."""


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    names = sorted(api.items(PROJECTS, "projects"))
    for start in range(0, len(names), AT_A_TIME):
        some = names[start : start + AT_A_TIME]
        found = api.call(DESCRIBED, names=some) or {}
        # One that has been deleted since is said to be not found; the others must be there.
        lost = set(some).difference(found.get("projectsNotFound") or ())
        for one in found.get("projects") or ():
            name = required(one, "name")
            lost.discard(name)
            yield Item(name, one)
        if lost:
            raise NotRead(f"{DESCRIBED.label}: the answer lacks {min(lost)}")


_ARTIFACTS: dict[str, Source] = {
    "type": "type",
    "artifact_identifier": "artifactIdentifier",
    "bucket_owner_access": "bucketOwnerAccess",
    "encryption_disabled": "encryptionDisabled",
    "location": "location",
    "name": "name",
    "namespace_type": "namespaceType",
    "override_artifact_name": "overrideArtifactName",
    "packaging": "packaging",
    "path": "path",
}
_SOURCE: dict[str, Source] = {
    "type": "type",
    "auth": nested("auth", {"type": "type", "resource": "resource"}),
    "build_status_config": nested(
        "buildStatusConfig", {"context": "context", "target_url": "targetUrl"}
    ),
    "buildspec": "buildspec",
    "git_clone_depth": "gitCloneDepth",
    "git_submodules_config": nested("gitSubmodulesConfig", {"fetch_submodules": "fetchSubmodules"}),
    "insecure_ssl": "insecureSsl",
    "location": "location",
    "report_build_status": "reportBuildStatus",
}
_PLAIN_ARTIFACTS = {"namespace_type": "NONE", "packaging": "NONE"}
_LOGS, _S3 = "logsConfig.cloudWatchLogs", "logsConfig.s3Logs"

READER = tabled(
    "aws_codebuild_project",
    Listing((PROJECTS, DESCRIBED), _items),
    key=by("name"),
    fields=(
        field("name", "name"),
        field("description", "description", default=""),
        field("service_role", "serviceRole"),
        field("encryption_key", "encryptionKey", arn_or_name),
        field("badge_enabled", "badge.badgeEnabled", default=False),
        field("build_timeout", "timeoutInMinutes", default=60),
        field("queued_timeout", "queuedTimeoutInMinutes", default=480),
        field("concurrent_build_limit", "concurrentBuildLimit", default=0),
        field("project_visibility", "projectVisibility", default="PRIVATE"),
        field("resource_access_role", "resourceAccessRole", default=""),
        field("source_version", "sourceVersion", default=""),
        field("source", nested("source", _SOURCE), sparse()),
        field("artifacts", nested("artifacts", _ARTIFACTS), sparse(defaults=_PLAIN_ARTIFACTS)),
        field(
            "secondary_sources",
            nested("secondarySources", {**_SOURCE, "source_identifier": "sourceIdentifier"}),
            sparse(key=("source_identifier",)),
            default=[],
        ),
        field(
            "secondary_source_version",
            nested(
                "secondarySourceVersions",
                {"source_identifier": "sourceIdentifier", "source_version": "sourceVersion"},
            ),
            sparse(key=("source_identifier",)),
            default=[],
        ),
        field(
            "secondary_artifacts",
            nested("secondaryArtifacts", _ARTIFACTS),
            sparse(key=("artifact_identifier",), defaults=_PLAIN_ARTIFACTS),
            default=[],
        ),
        field(
            "build_batch_config",
            nested(
                "buildBatchConfig",
                {
                    "combine_artifacts": "combineArtifacts",
                    "service_role": "serviceRole",
                    "timeout_in_mins": "timeoutInMins",
                    "restrictions": nested(
                        "restrictions",
                        {
                            "compute_types_allowed": "computeTypesAllowed",
                            "maximum_builds_allowed": "maximumBuildsAllowed",
                        },
                    ),
                },
            ),
            sparse(),
            default=[],
        ),
        field(
            "cache",
            nested("cache", {"type": "type", "location": "location", "modes": "modes"}),
            sparse(defaults={"type": "NO_CACHE"}),
            default=[],
        ),
        field("environment.compute_type", "environment.computeType"),
        field("environment.image", "environment.image"),
        field("environment.type", "environment.type"),
        field("environment.privileged_mode", "environment.privilegedMode", default=False),
        field("environment.certificate", "environment.certificate", default=""),
        field(
            "environment.image_pull_credentials_type",
            "environment.imagePullCredentialsType",
            default="CODEBUILD",
        ),
        field(
            "environment.environment_variable",
            nested(
                "environment.environmentVariables",
                {"name": "name", "value": "value", "type": "type"},
            ),
            sparse(key=("name",), defaults={"type": "PLAINTEXT"}),
            kind=AttributeKind.SENSITIVE,
            default=[],
        ),
        field(
            "environment.fleet",
            nested("environment.fleet", {"fleet_arn": "fleetArn"}),
            sparse(),
            default=[],
        ),
        field(
            "environment.registry_credential",
            nested(
                "environment.registryCredential",
                {"credential": "credential", "credential_provider": "credentialProvider"},
            ),
            sparse(),
            default=[],
        ),
        field(
            "file_system_locations",
            nested(
                "fileSystemLocations",
                {
                    "identifier": "identifier",
                    "location": "location",
                    "mount_options": "mountOptions",
                    "mount_point": "mountPoint",
                    "type": "type",
                },
            ),
            sparse(key=("identifier",), defaults={"type": "EFS"}),
            default=[],
        ),
        field("logs_config.cloudwatch_logs.status", f"{_LOGS}.status", default="ENABLED"),
        field("logs_config.cloudwatch_logs.group_name", f"{_LOGS}.groupName", default=""),
        field("logs_config.cloudwatch_logs.stream_name", f"{_LOGS}.streamName", default=""),
        field("logs_config.s3_logs.status", f"{_S3}.status", default="DISABLED"),
        field("logs_config.s3_logs.location", f"{_S3}.location", default=""),
        field(
            "logs_config.s3_logs.encryption_disabled", f"{_S3}.encryptionDisabled", default=False
        ),
        field("logs_config.s3_logs.bucket_owner_access", f"{_S3}.bucketOwnerAccess", default=""),
        field(
            "vpc_config",
            nested(
                "vpcConfig",
                {
                    "vpc_id": "vpcId",
                    "security_group_ids": "securityGroupIds",
                    "subnets": "subnets",
                },
            ),
            sparse(),
            default=[],
        ),
        computed("arn", "arn"),
        *tagged(lambda raw: {one["key"]: one.get("value", "") for one in raw.get("tags") or ()}),
    ),
    import_id="{name}",
)
