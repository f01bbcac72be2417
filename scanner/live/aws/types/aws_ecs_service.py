"""Tasks that are kept running."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from scanner.compare import arn_or_name, sparse, string_set, tags
from scanner.live.aws.ecs import LIST_CLUSTERS, clusters, described, last, own_tags
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.ownership import Owned
from scanner.live.aws.shapes import ZERO, shaped
from scanner.live.aws.table import Listing, field, tabled, tagged, value_at
from scanner.live.aws.tags import tag_map

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource

LIST_SERVICES = Operation("ecs", "ListServices")
SERVICES = Operation("ecs", "DescribeServices")

_ROLLOUT = "deploymentConfiguration"
_NETWORK = "networkConfiguration.awsvpcConfiguration"


def _key(resource: Resource) -> str | None:
    name, cluster = resource.attributes.get("name"), resource.attributes.get("cluster")
    if isinstance(name, str) and name and (cluster is None or isinstance(cluster, str)):
        return f"{last(cluster) or 'default'}/{name}"
    return resource.id


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    for cluster in clusters(api):
        arns = api.items(LIST_SERVICES, "serviceArns", cluster=cluster, maxResults=100)
        found = described(api, SERVICES, "services", 10, arns, cluster=cluster, include=["TAGS"])
        for one in found:
            if one.get("status") == "ACTIVE":
                yield Item(f"{last(one['clusterArn'])}/{one['serviceName']}", one)


def _deployed(name: str) -> Callable[[Any], Any]:
    """A setting of the deployment that is on its way or in place."""

    def read(raw: Any) -> Any:
        for one in raw.get("deployments") or ():
            if one.get("status") == "PRIMARY":
                return value_at(one, name)
        return None

    return read


def _public(raw: Any) -> bool:
    return bool(value_at(raw, f"{_NETWORK}.assignPublicIp") == "ENABLED")


def _connect(raw: Any) -> list[dict[str, Any]]:
    return _CONNECT({"found": _deployed("serviceConnectConfiguration")(raw)})


_CONNECT = shaped(
    "found",
    """enabled namespace log_configuration(log_driver options secret_option(name value_from))
    service(discovery_name ingress_port_override port_name client_alias(dns_name port)
        timeout(idle_timeout_seconds per_request_timeout_seconds)
        tls(kms_key role_arn issuer_cert_authority(aws_pca_authority_arn)))""",
    names={
        "client_alias": "clientAliases",
        "issuer_cert_authority": "issuerCertificateAuthority",
        "secret_option": "secretOptions",
        "service": "services",
    },
    lower=True,
)


_LATTICE = shaped("found", "port_name role_arn target_group_arn", lower=True)


def _volumes(raw: Any) -> list[dict[str, Any]]:
    found = _deployed("volumeConfigurations")(raw) or ()
    return [
        {"name": one.get("name"), "managed_ebs_volume": [_volume(one["managedEBSVolume"])]}
        for one in found
        if one.get("managedEBSVolume")
    ]


def _volume(raw: Any) -> dict[str, Any]:
    specifications = [
        {
            "resource_type": one.get("resourceType"),
            "propagate_tags": one.get("propagateTags"),
            "tags": tag_map(
                {"Key": tag.get("key"), "Value": tag.get("value")} for tag in one.get("tags") or ()
            ),
        }
        for one in raw.get("tagSpecifications") or ()
    ]
    built = shaped(
        "one",
        """encrypted file_system_type iops kms_key_id role_arn size_in_gb snapshot_id throughput
        volume_initialization_rate volume_type""",
        names={"file_system_type": "filesystemType", "size_in_gb": "sizeInGiB"},
        lower=True,
    )({"one": raw})
    return {**built[0], "tag_specifications": specifications}


READER = tabled(
    "aws_ecs_service",
    Listing((LIST_CLUSTERS, LIST_SERVICES, SERVICES), _items),
    key=_key,
    fields=(
        field("name", "serviceName"),
        field("cluster", "clusterArn", arn_or_name),
        field("availability_zone_rebalancing", "availabilityZoneRebalancing", default="DISABLED"),
        field("deployment_maximum_percent", f"{_ROLLOUT}.maximumPercent", default=200),
        field(
            "deployment_minimum_healthy_percent", f"{_ROLLOUT}.minimumHealthyPercent", default=100
        ),
        field("desired_count", "desiredCount", default=0),
        field("enable_ecs_managed_tags", "enableECSManagedTags", default=False),
        field("enable_execute_command", "enableExecuteCommand", default=False),
        field("health_check_grace_period_seconds", "healthCheckGracePeriodSeconds", default=0),
        field("iam_role", "roleArn", arn_or_name, default=""),
        field("launch_type", "launchType"),
        field("platform_version", "platformVersion"),
        field("propagate_tags", "propagateTags", default="NONE"),
        field("scheduling_strategy", "schedulingStrategy", default="REPLICA"),
        field("task_definition", "taskDefinition", arn_or_name),
        field("alarms.alarm_names", f"{_ROLLOUT}.alarms.alarmNames", string_set),
        field("alarms.enable", f"{_ROLLOUT}.alarms.enable", ZERO),
        field("alarms.rollback", f"{_ROLLOUT}.alarms.rollback", ZERO),
        field(
            "capacity_provider_strategy",
            shaped("capacityProviderStrategy", "base capacity_provider weight", lower=True),
            sparse(key=("capacity_provider",)),
            default=[],
        ),
        field(
            "deployment_circuit_breaker.enable",
            f"{_ROLLOUT}.deploymentCircuitBreaker.enable",
            ZERO,
        ),
        field(
            "deployment_circuit_breaker.rollback",
            f"{_ROLLOUT}.deploymentCircuitBreaker.rollback",
            ZERO,
        ),
        field("deployment_controller.type", "deploymentController.type", default="ECS"),
        field(
            "load_balancer",
            shaped(
                "loadBalancers",
                "container_name container_port elb_name target_group_arn",
                names={"elb_name": "loadBalancerName"},
                lower=True,
            ),
            ZERO,
            default=[],
        ),
        field("network_configuration.assign_public_ip", _public, ZERO),
        field("network_configuration.security_groups", f"{_NETWORK}.securityGroups", string_set),
        field("network_configuration.subnets", f"{_NETWORK}.subnets", string_set),
        field(
            "ordered_placement_strategy",
            shaped("placementStrategy", "field type", lower=True),
            sparse(ordered=("",)),
            default=[],
        ),
        field(
            "placement_constraints",
            shaped("placementConstraints", "expression type", lower=True),
            ZERO,
            default=[],
        ),
        field(
            "service_connect_configuration",
            _connect,
            sparse(key=("port_name",), filled=("namespace", "discovery_name", "dns_name")),
            default=[],
        ),
        field(
            "service_registries",
            shaped(
                "serviceRegistries", "container_name container_port port registry_arn", lower=True
            ),
            ZERO,
            default=[],
        ),
        field(
            "volume_configuration",
            _volumes,
            sparse(
                key=("resource_type",),
                same={"tags": tags},
                defaults={"encrypted": True, "file_system_type": "xfs", "volume_type": "gp3"},
            ),
            default=[],
        ),
        field(
            "vpc_lattice_configurations",
            lambda raw: _LATTICE({"found": _deployed("vpcLatticeConfigurations")(raw)}),
            ZERO,
            default=[],
        ),
        *tagged(own_tags),
    ),
    apply_only=("force_delete", "force_new_deployment", "triggers", "wait_for_steady_state"),
    owns=(
        # Whoever scales the service sets its size.
        Owned("aws_ecs_service", "desired_count", "aws_appautoscaling_target", "resource_id", "id"),
    ),
    import_id="{cluster}/{name}",
)
