"""A classic load balancer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import case_insensitive, string_set
from scanner.compare.sparse import sparse
from scanner.live.aws.api import required
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import (
    Detail,
    Listing,
    by,
    computed,
    detail,
    field,
    nested,
    tabled,
    tagged,
)

if TYPE_CHECKING:
    from scanner.live.aws.api import Api


def _operation(name: str) -> Operation:
    return Operation(
        "elb",
        name,
        (f"elasticloadbalancing:{name}",),
        gone=frozenset({"LoadBalancerNotFound", "AccessPointNotFound"}),
    )


BALANCERS = _operation("DescribeLoadBalancers")
ATTRIBUTES = _operation("DescribeLoadBalancerAttributes")
TAGS = _operation("DescribeTags")


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    for one in api.items(BALANCERS, "LoadBalancerDescriptions"):
        name = required(one, "LoadBalancerName")
        arn = (
            f"arn:{api.partition}:elasticloadbalancing:{api.region}:{api.account}"
            f":loadbalancer/{name}"
        )
        yield Item(name, {**one, "arn": arn})


def _source(raw: Any) -> str:
    group = raw.get("SourceSecurityGroup") or {}
    found = (group.get("OwnerAlias"), group.get("GroupName"))
    return "/".join(one for one in found if one)


def _listeners(raw: Any) -> list[dict[str, Any]]:
    return [
        {
            "instance_port": one.get("InstancePort"),
            "instance_protocol": str(one.get("InstanceProtocol", "")).lower(),
            "lb_port": one.get("LoadBalancerPort"),
            "lb_protocol": str(one.get("Protocol", "")).lower(),
            "ssl_certificate_id": one.get("SSLCertificateId"),
        }
        for each in raw.get("ListenerDescriptions") or ()
        for one in (each.get("Listener") or {},)
    ]


def _mode(raw: Any) -> Any:
    for one in raw.get("AdditionalAttributes") or ():
        if one.get("Key") == "elb.http.desyncmitigationmode":
            return one.get("Value")
    return "defensive"


def _tags(api: Api, item: Item) -> Mapping[str, Any]:
    found = api.items(TAGS, "TagDescriptions", LoadBalancerNames=[item.id])
    return {"Tags": [tag for one in found for tag in one.get("Tags") or ()]}


def _logs(raw: Any) -> list[dict[str, Any]]:
    found = raw.get("AccessLog") or {}
    # Without a bucket there is nothing to be logged to, and the provider writes no block.
    if not (found.get("Enabled") or found.get("S3BucketName")):
        return []
    return [
        {
            "enabled": found.get("Enabled"),
            "bucket": found.get("S3BucketName"),
            "bucket_prefix": found.get("S3BucketPrefix"),
            "interval": found.get("EmitInterval"),
        }
    ]


READER = tabled(
    "aws_elb",
    Listing((BALANCERS,), _items),
    key=by("name"),
    fields=(
        field("name", "LoadBalancerName"),
        field("internal", lambda raw: raw.get("Scheme") == "internal", default=False),
        field("availability_zones", "AvailabilityZones", string_set),
        field("subnets", "Subnets", string_set),
        field("security_groups", "SecurityGroups", string_set),
        field("source_security_group", _source),
        field(
            "listener",
            _listeners,
            sparse(
                key=("lb_port",),
                same={"lb_protocol": case_insensitive, "instance_protocol": case_insensitive},
            ),
        ),
        field(
            "health_check",
            nested(
                "HealthCheck",
                {
                    "target": "Target",
                    "interval": "Interval",
                    "timeout": "Timeout",
                    "healthy_threshold": "HealthyThreshold",
                    "unhealthy_threshold": "UnhealthyThreshold",
                },
            ),
            sparse(),
        ),
        computed("arn", "arn"),
        computed("dns_name", "DNSName"),
    ),
    details=(
        detail(
            ATTRIBUTES,
            {"LoadBalancerName": "."},
            (
                field(
                    "access_logs",
                    _logs,
                    sparse(defaults={"enabled": True, "interval": 60}),
                    default=[],
                ),
                field("connection_draining", "ConnectionDraining.Enabled", default=False),
                field("connection_draining_timeout", "ConnectionDraining.Timeout", default=300),
                field("cross_zone_load_balancing", "CrossZoneLoadBalancing.Enabled", default=True),
                field("desync_mitigation_mode", _mode, default="defensive"),
                field("idle_timeout", "ConnectionSettings.IdleTimeout", default=60),
            ),
            result="LoadBalancerAttributes",
        ),
        Detail((TAGS,), _tags, tagged()),
    ),
    apply_only=("name_prefix",),
    uncovered={
        "instances": "groups put them in and take them out as they grow and shrink",
        "timeouts": "how long Terraform waits",
    },
    import_id="{name}",
)
