"""Where a load balancer sends requests, and how it looks after the targets."""

from __future__ import annotations

from typing import Any

from scanner.compare import nested_blocks, target_stickiness
from scanner.live.aws.elbv2 import (
    GROUPS,
    attributes,
    batched,
    describe,
    flag,
    number,
    tags_of,
    word,
)
from scanner.live.aws.table import block, by, computed, field, listed, tabled

_TYPE, _ARN = "aws_lb_target_group", "TargetGroupArn"
_ATTRIBUTES = describe("TargetGroupAttributes", "TargetGroupNotFound")
_HEALTH = "target_group_health"


def _stickiness(found: Any) -> list[dict[str, Any]]:
    kind = word("stickiness.type")(found)
    return [
        {
            "enabled": flag("stickiness.enabled", False)(found),
            "type": kind,
            "cookie_duration": number(f"stickiness.{kind}.duration_seconds")(found),
            "cookie_name": word("stickiness.app_cookie.cookie_name")(found),
        }
    ]


_NOT_STICKY = [{"enabled": False}]


def _unless_missing(rows: dict[str, Any]) -> Any:
    """The block of these attributes; none where the group has none of them."""

    def read(found: Any) -> list[dict[str, Any]]:
        block = {name: at(found) for name, at in rows.items()}
        return [block] if any(one not in (None, []) for one in block.values()) else []

    return read


def _minimum(of: str, count: Any) -> Any:
    base = f"{_HEALTH}.{of}.minimum_healthy_targets"
    return _unless_missing(
        {
            "minimum_healthy_targets_count": count(f"{base}.count"),
            "minimum_healthy_targets_percentage": word(f"{base}.percentage"),
        }
    )


_HEALTHY = [
    {
        of: [
            {"minimum_healthy_targets_count": 1, "minimum_healthy_targets_percentage": "off"},
        ]
        for of in ("dns_failover", "unhealthy_state_routing")
    }
]


READER = tabled(
    _TYPE,
    batched(_TYPE, _ARN, listed(GROUPS, "TargetGroups", "TargetGroupName")),
    key=by("name"),
    fields=(
        field("name", "TargetGroupName"),
        field("target_type", "TargetType", default="instance"),
        field("vpc_id", "VpcId"),
        field("port", "Port"),
        field("protocol", "Protocol"),
        field("protocol_version", "ProtocolVersion"),
        field("ip_address_type", "IpAddressType"),
        block(
            "health_check",
            lambda raw: raw,
            {
                "enabled": "HealthCheckEnabled",
                "healthy_threshold": "HealthyThresholdCount",
                "unhealthy_threshold": "UnhealthyThresholdCount",
                "interval": "HealthCheckIntervalSeconds",
                "timeout": "HealthCheckTimeoutSeconds",
                "path": "HealthCheckPath",
                "port": "HealthCheckPort",
                "protocol": "HealthCheckProtocol",
                "matcher": lambda raw: (
                    raw.get("Matcher", {}).get("HttpCode") or raw.get("Matcher", {}).get("GrpcCode")
                ),
            },
        ),
        computed("arn", _ARN),
    ),
    details=(
        attributes(
            _ATTRIBUTES,
            _ARN,
            (
                field(
                    "connection_termination",
                    flag("deregistration_delay.connection_termination.enabled", False),
                    default=False,
                ),
                field(
                    "deregistration_delay",
                    number("deregistration_delay.timeout_seconds", 300),
                    default=300,
                ),
                field(
                    "lambda_multi_value_headers_enabled",
                    flag("lambda.multi_value_headers.enabled", False),
                    default=False,
                ),
                field(
                    "load_balancing_algorithm_type",
                    word("load_balancing.algorithm.type"),
                    default="round_robin",
                ),
                field(
                    "load_balancing_anomaly_mitigation",
                    word("load_balancing.algorithm.anomaly_mitigation"),
                    default="off",
                ),
                field(
                    "load_balancing_cross_zone_enabled",
                    word("load_balancing.cross_zone.enabled"),
                    default="use_load_balancer_configuration",
                ),
                field("preserve_client_ip", word("preserve_client_ip.enabled")),
                field("proxy_protocol_v2", flag("proxy_protocol_v2.enabled", False), default=False),
                field("slow_start", number("slow_start.duration_seconds", 0), default=0),
                field("stickiness", _stickiness, target_stickiness, default=_NOT_STICKY),
                field(
                    "target_failover",
                    _unless_missing(
                        {
                            "on_deregistration": word("target_failover.on_deregistration"),
                            "on_unhealthy": word("target_failover.on_unhealthy"),
                        }
                    ),
                    nested_blocks,
                ),
                field(
                    "target_group_health",
                    _unless_missing(
                        {
                            "dns_failover": _minimum("dns_failover", word),
                            "unhealthy_state_routing": _minimum("unhealthy_state_routing", number),
                        }
                    ),
                    nested_blocks,
                    default=_HEALTHY,
                ),
                field(
                    "target_health_state",
                    _unless_missing(
                        {
                            "enable_unhealthy_connection_termination": flag(
                                "target_health_state.unhealthy.connection_termination.enabled"
                            ),
                            "unhealthy_draining_interval": number(
                                "target_health_state.unhealthy.draining_interval_seconds"
                            ),
                        }
                    ),
                    nested_blocks,
                ),
            ),
        ),
        tags_of(_ARN),
    ),
    apply_only=("name_prefix",),
    import_id="{arn}",
)
