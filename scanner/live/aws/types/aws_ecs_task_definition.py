"""What a task runs: the recorded revision, or the newest of the family where none is recorded.

A revision never changes; it can only be retired. Environment variables may hold secrets, so the
containers are compared and never shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scanner.compare import arn_or_name, container_definitions, sparse, string_set
from scanner.live.aws.api import Gone
from scanner.live.aws.ecs import pairs
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.shapes import ZERO, shaped
from scanner.live.aws.table import Detail, Listing, by, computed, field, tabled, tagged
from scanner.live.aws.tags import tag_map
from scanner.projection import AttributeKind

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

FAMILIES = Operation("ecs", "ListTaskDefinitionFamilies")
DEFINITION = Operation("ecs", "DescribeTaskDefinition", gone=frozenset({"ClientException"}))


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    known = managed.of("aws_ecs_task_definition")
    for family in api.items(FAMILIES, "families", status="ACTIVE"):
        asked = family
        if family in known:
            mine = known[family].attributes
            recorded = mine.get("arn")
            if isinstance(recorded, str) and recorded and not mine.get("track_latest"):
                asked = recorded
        yield Item(family, {"asked": asked})


def _definition(api: Api, item: Item) -> Any:
    answer = api.call(DEFINITION, taskDefinition=item.raw["asked"], include=["TAGS"]) or {}
    found = answer.get("taskDefinition") or {}
    if found.get("status") == "INACTIVE":
        raise Gone("the revision was retired")
    return {**found, "tags": answer.get("tags")}


def _containers(raw: Any) -> str:
    """JSON, as the provider keeps it. A host's port that awsvpc makes the container's is null."""
    own = raw.get("networkMode") in ("awsvpc", "host")
    found = [
        {
            **container,
            "portMappings": [
                {**one, "hostPort": None}
                if own and one.get("hostPort") == one.get("containerPort")
                else one
                for one in container.get("portMappings") or ()
            ],
        }
        for container in raw.get("containerDefinitions") or ()
    ]
    return json.dumps(found, sort_keys=True)


def _proxy(raw: Any) -> list[dict[str, Any]]:
    found = raw.get("proxyConfiguration")
    if not found:
        return []
    return [
        {
            "type": found.get("type"),
            "container_name": found.get("containerName"),
            "properties": pairs("properties")(found),
        }
    ]


_VOLUME = """configure_at_launch host_path name
    docker_volume_configuration(autoprovision driver driver_opts labels scope)
    efs_volume_configuration(file_system_id root_directory transit_encryption
        transit_encryption_port authorization_config(access_point_id iam credentials_parameter
        domain))
    fsx_windows_file_server_volume_configuration(file_system_id root_directory
        authorization_config(credentials_parameter domain))"""


def _tags(raw: Any) -> dict[str, str]:
    return tag_map({"Key": one["key"], "Value": one.get("value")} for one in raw.get("tags") or ())


READER = tabled(
    "aws_ecs_task_definition",
    Listing((FAMILIES, DEFINITION), _items),
    key=by("family"),
    fields=(),
    details=(
        Detail(
            (DEFINITION,),
            _definition,
            (
                field("family", "family"),
                field(
                    "container_definitions",
                    _containers,
                    container_definitions,
                    kind=AttributeKind.SENSITIVE,
                ),
                field("cpu", "cpu"),
                field("enable_fault_injection", "enableFaultInjection", default=False),
                field("execution_role_arn", "executionRoleArn", arn_or_name, default=""),
                field("ipc_mode", "ipcMode", default=""),
                field("memory", "memory"),
                field("network_mode", "networkMode", default="bridge"),
                field("pid_mode", "pidMode", default=""),
                field("requires_compatibilities", "requiresCompatibilities", string_set),
                field("task_role_arn", "taskRoleArn", arn_or_name, default=""),
                field("ephemeral_storage.size_in_gib", "ephemeralStorage.sizeInGiB"),
                field(
                    "inference_accelerator",
                    shaped("inferenceAccelerators", "device_name device_type", lower=True),
                    sparse(key=("device_name",)),
                    default=[],
                ),
                field(
                    "placement_constraints",
                    shaped("placementConstraints", "expression type", lower=True),
                    ZERO,
                    default=[],
                ),
                field(
                    "proxy_configuration",
                    _proxy,
                    sparse(defaults={"type": "APPMESH"}),
                    default=[],
                ),
                field("runtime_platform.cpu_architecture", "runtimePlatform.cpuArchitecture"),
                field(
                    "runtime_platform.operating_system_family",
                    "runtimePlatform.operatingSystemFamily",
                ),
                field(
                    "volume",
                    shaped(
                        "volumes",
                        _VOLUME,
                        names={
                            "configure_at_launch": "configuredAtLaunch",
                            "host_path": "host.sourcePath",
                        },
                        lower=True,
                    ),
                    sparse(
                        key=("name",),
                        defaults={
                            "transit_encryption": "DISABLED",
                            "root_directory": "/",
                            "iam": "DISABLED",
                        },
                        filled=("scope", "driver", "configure_at_launch"),
                    ),
                    default=[],
                ),
                computed("arn", "taskDefinitionArn"),
                computed("revision", "revision"),
                *tagged(_tags),
            ),
        ),
    ),
    apply_only=("skip_destroy", "track_latest"),
    import_id="{arn}",
)
