"""An application, network or gateway load balancer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.compare import delivery_logs, string_set, subnet_addresses
from scanner.live.aws.elbv2 import (
    BALANCERS,
    attributes,
    batched,
    describe,
    flag,
    number,
    tags_of,
    word,
)
from scanner.live.aws.table import Detail, block, by, computed, field, listed, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item

_TYPE, _ARN = "aws_lb", "LoadBalancerArn"
_ATTRIBUTES = describe("LoadBalancerAttributes", "LoadBalancerNotFound")
_CAPACITY = describe("CapacityReservation", "LoadBalancerNotFound")
_OFF = [{"enabled": False}]


def _subnets(raw: Any) -> list[Any]:
    return [one.get("SubnetId") for one in raw.get("AvailabilityZones", ())]


def _fixed(raw: Any) -> list[dict[str, Any]]:
    """The subnets whose address was chosen."""
    found = []
    for zone in raw.get("AvailabilityZones", ()):
        for one in zone.get("LoadBalancerAddresses", ()):
            chosen = {
                "allocation_id": one.get("AllocationId"),
                "private_ipv4_address": one.get("PrivateIPv4Address"),
                "ipv6_address": one.get("IPv6Address"),
            }
            if any(chosen.values()):
                found.append({"subnet_id": zone.get("SubnetId"), **chosen})
    return found


def _logs(prefix: str) -> Any:
    enabled, bucket, below = (
        read(f"{prefix}.s3.{name}")
        for read, name in ((flag, "enabled"), (word, "bucket"), (word, "prefix"))
    )
    return lambda found: [
        {"enabled": enabled(found) or False, "bucket": bucket(found), "prefix": below(found)}
    ]


def _capacity(api: Api, item: Item) -> Any:
    # Gateway load balancers reserve nothing.
    if item.raw.get("Type") == "gateway":
        return {}
    found = api.call(_CAPACITY, LoadBalancerArn=item.raw[_ARN]) or {}
    least = found.get("MinimumLoadBalancerCapacity") or {}
    return {"Least": least if least.get("CapacityUnits") else None}


_HTTP = "routing.http"

READER = tabled(
    _TYPE,
    batched(_TYPE, _ARN, listed(BALANCERS, "LoadBalancers", "LoadBalancerName")),
    key=by("name"),
    fields=(
        field("name", "LoadBalancerName"),
        field("load_balancer_type", "Type", default="application"),
        field("internal", lambda raw: raw.get("Scheme") == "internal", default=False),
        field("ip_address_type", "IpAddressType"),
        field("security_groups", "SecurityGroups", string_set),
        field("subnets", _subnets, string_set),
        field("subnet_mapping", _fixed, subnet_addresses),
        field("customer_owned_ipv4_pool", "CustomerOwnedIpv4Pool"),
        block("ipam_pools", "IpamPools", {"ipv4_ipam_pool_id": "Ipv4IpamPoolId"}),
        field(
            "enforce_security_group_inbound_rules_on_private_link_traffic",
            "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
        ),
        computed("arn", _ARN),
        computed("vpc_id", "VpcId"),
    ),
    details=(
        attributes(
            _ATTRIBUTES,
            _ARN,
            (
                field("access_logs", _logs("access_logs"), delivery_logs, default=_OFF),
                field("connection_logs", _logs("connection_logs"), delivery_logs, default=_OFF),
                field(
                    "enable_deletion_protection",
                    flag("deletion_protection.enabled", False),
                    default=False,
                ),
                # No default: application load balancers always do it, whatever is declared.
                field(
                    "enable_cross_zone_load_balancing",
                    flag("load_balancing.cross_zone.enabled", False),
                ),
                field("enable_http2", flag("routing.http2.enabled", True), default=True),
                field(
                    "enable_tls_version_and_cipher_suite_headers",
                    flag(f"{_HTTP}.x_amzn_tls_version_and_cipher_suite.enabled", False),
                    default=False,
                ),
                field("enable_waf_fail_open", flag("waf.fail_open.enabled", False), default=False),
                field(
                    "enable_xff_client_port",
                    flag(f"{_HTTP}.xff_client_port.enabled", False),
                    default=False,
                ),
                field(
                    "enable_zonal_shift", flag("zonal_shift.config.enabled", False), default=False
                ),
                field(
                    "drop_invalid_header_fields",
                    flag(f"{_HTTP}.drop_invalid_header_fields.enabled", False),
                    default=False,
                ),
                field(
                    "preserve_host_header",
                    flag(f"{_HTTP}.preserve_host_header.enabled", False),
                    default=False,
                ),
                field(
                    "desync_mitigation_mode",
                    word(f"{_HTTP}.desync_mitigation_mode", "defensive"),
                    default="defensive",
                ),
                field(
                    "xff_header_processing_mode",
                    word(f"{_HTTP}.xff_header_processing.mode", "append"),
                    default="append",
                ),
                field(
                    "dns_record_client_routing_policy",
                    word("dns_record.client_routing_policy", "any_availability_zone"),
                    default="any_availability_zone",
                ),
                field("idle_timeout", number("idle_timeout.timeout_seconds", 60), default=60),
                field("client_keep_alive", number("client_keep_alive.seconds", 3600), default=3600),
            ),
        ),
        Detail(
            (_CAPACITY,),
            _capacity,
            (
                block(
                    "minimum_load_balancer_capacity",
                    "Least",
                    {"capacity_units": "CapacityUnits"},
                    default=[],
                ),
            ),
        ),
        tags_of(_ARN),
    ),
    apply_only=("name_prefix",),
    uncovered={"timeouts": "how long Terraform waits"},
    import_id="{arn}",
)
