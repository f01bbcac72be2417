"""The comparators of networks and load balancers: the noise, and the change still seen."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner import compare
from scanner.drift.findings import plain

GROUP = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef"
OTHER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/api/0123456789abcdef"
OUT = {"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}
PEER = {"cidr_block": "10.9.0.0/16", "vpc_peering_connection_id": "pcx-1", "gateway_id": ""}
LOCAL = {"cidr_block": "10.0.0.0/16", "gateway_id": "local"}
WEB: dict[str, Any] = {
    "rule_no": 100,
    "action": "allow",
    "protocol": "tcp",
    "cidr_block": "10.0.0.0/8",
    "from_port": 443,
    "to_port": 443,
}
PING: dict[str, Any] = {
    "rule_no": 110,
    "action": "deny",
    "protocol": "icmp",
    "cidr_block": "10.0.0.0/8",
    "icmp_type": 8,
    "icmp_code": -1,
}


def forward(*groups: tuple[str, int], sticky: bool = False, **rest: Any) -> dict[str, Any]:
    block: dict[str, Any] = {"target_group": [{"arn": arn, "weight": one} for arn, one in groups]}
    block["stickiness"] = [{"enabled": sticky, "duration": 600 if sticky else None}]
    return {"type": "forward", "forward": [block], **rest}


def login(**said: Any) -> dict[str, Any]:
    block = {"issuer": "https://id.example.com", "client_id": "web", **said}
    return {"type": "authenticate-oidc", "authenticate_oidc": [block]}


def redirect(**said: Any) -> dict[str, Any]:
    block = {"status_code": "HTTP_301", "protocol": "HTTPS", **said}
    return {"type": "redirect", "redirect": [block]}


DEFAULTS = {"host": "#{host}", "path": "/#{path}", "port": "#{port}", "query": "#{query}"}
ON = {"enabled": True, "type": "lb_cookie", "cookie_duration": 60}
LOGS = {"enabled": True, "bucket": "logs", "prefix": "web"}
FIXED = {"subnet_id": "subnet-1", "allocation_id": "eipalloc-1"}
FREE = {"subnet_id": "subnet-2", "allocation_id": "", "private_ipv4_address": None}
HOST = {"host_header": [{"values": ["Example.com", "*.example.org"]}], "path_pattern": []}
HEADER = {"http_header": [{"http_header_name": "X-Id", "values": ["a*"]}]}
QUERY = {"query_string": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]}

NOISE = [
    (compare.routes, [OUT, PEER], [PEER, {**OUT, "nat_gateway_id": None}]),
    (compare.routes, [OUT, LOCAL], [OUT]),
    (
        compare.routes,
        [{"ipv6_cidr_block": "2001:DB8:0::/48", "gateway_id": "igw-1"}],
        [{"ipv6_cidr_block": "2001:db8::/48", "gateway_id": "igw-1"}],
    ),
    (
        compare.routes,
        [{**OUT, "instance_id": "i-1", "network_interface_id": "eni-1"}],
        [{**OUT, "network_interface_id": "eni-1"}],
    ),
    (compare.network_acl_entries, [WEB, PING], [PING, {**WEB, "protocol": "6", "action": "ALLOW"}]),
    (compare.network_acl_entries, [WEB], [{**WEB, "icmp_type": 0, "ipv6_cidr_block": ""}]),
    (
        compare.network_acl_entries,
        [{**WEB, "protocol": "-1", "from_port": 0, "to_port": 65535}],
        [{**WEB, "protocol": "all", "from_port": None, "to_port": None}],
    ),
    (compare.network_acl_entries, [PING], [{**PING, "protocol": "1", "from_port": 0}]),
    (
        compare.listener_actions,
        [{"type": "forward", "target_group_arn": GROUP}],
        [forward((GROUP, 1), target_group_arn=GROUP, order=1)],
    ),
    (
        compare.listener_actions,
        [forward((GROUP, 80), (OTHER, 20))],
        [forward((OTHER, 20), (GROUP, 80))],
    ),
    (compare.listener_actions, [redirect()], [redirect(**DEFAULTS)]),
    (
        compare.listener_actions,
        [login(client_secret="not-a-secret"), redirect()],
        [{**redirect(), "order": 2}, {**login(session_timeout=604800, scope="openid"), "order": 1}],
    ),
    (
        compare.listener_conditions,
        [HOST, HEADER],
        [
            {"http_header": [{"http_header_name": "x-id", "values": ["A*"]}]},
            {"host_header": [{"values": ["*.example.org", "example.com"]}]},
        ],
    ),
    (
        compare.listener_conditions,
        [QUERY],
        [{"query_string": list(reversed(QUERY["query_string"]))}],
    ),
    (compare.delivery_logs, [], [{"enabled": False, "bucket": ""}]),
    (compare.delivery_logs, [{**LOGS, "enabled": False}], [{"enabled": False}]),
    (compare.subnet_addresses, [FIXED, FREE], [{**FIXED, "outpost_id": ""}]),
    (compare.target_stickiness, [{**ON, "enabled": False}], [{"enabled": False}]),
    (compare.target_stickiness, [{**ON, "cookie_duration": 0}], [{**ON, "cookie_duration": None}]),
    (compare.nested_blocks, [{"a": None, "b": [{"c": None}]}], []),
    (compare.nested_blocks, [{"a": 1, "b": [{"c": None}]}], [{"a": "1", "b": None}]),
]

CHANGES = [
    (compare.routes, [OUT], [{**OUT, "gateway_id": "igw-2"}]),
    (compare.routes, [PEER], [PEER, OUT]),
    (compare.routes, [LOCAL], [{**LOCAL, "gateway_id": "", "network_interface_id": "eni-1"}]),
    (compare.routes, [OUT], [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": "igw-1"}]),
    (compare.network_acl_entries, [WEB], [{**WEB, "to_port": 65535}]),
    (compare.network_acl_entries, [WEB], [{**WEB, "protocol": "udp"}]),
    (compare.network_acl_entries, [WEB], [{**WEB, "rule_no": 90}]),
    (compare.network_acl_entries, [WEB], [{**WEB, "action": "deny"}]),
    (compare.network_acl_entries, [PING], [{**PING, "icmp_type": -1}]),
    (compare.network_acl_entries, [WEB], [{**WEB, "cidr_block": "0.0.0.0/0"}]),
    (
        compare.listener_actions,
        [{"type": "forward", "target_group_arn": GROUP}],
        [forward((OTHER, 1), target_group_arn=OTHER)],
    ),
    (compare.listener_actions, [forward((GROUP, 1))], [forward((GROUP, 1), sticky=True)]),
    (compare.listener_actions, [forward((GROUP, 1))], [forward((GROUP, 1), (OTHER, 1))]),
    (compare.listener_actions, [redirect()], [redirect(host="example.net")]),
    (compare.listener_actions, [login()], [login(issuer="https://id.example.net")]),
    (compare.listener_actions, [login(), redirect()], [redirect()]),
    (compare.listener_actions, [login()], [login(on_unauthenticated_request="allow")]),
    (compare.listener_conditions, [HOST], [HOST, HEADER]),
    (compare.listener_conditions, [HEADER], [{"http_header": [{"http_header_name": "X-Id"}]}]),
    (
        compare.listener_conditions,
        [{"path_pattern": [{"values": ["/admin"]}]}],
        [{"path_pattern": [{"values": ["/Admin"]}]}],
    ),
    (compare.delivery_logs, [LOGS], [{**LOGS, "enabled": False}]),
    (compare.delivery_logs, [LOGS], [{**LOGS, "bucket": "elsewhere"}]),
    (compare.subnet_addresses, [FIXED], [{**FIXED, "allocation_id": "eipalloc-2"}]),
    (compare.target_stickiness, [{**ON, "enabled": False}], [ON]),
    (compare.target_stickiness, [ON], [{**ON, "cookie_duration": 61}]),
    (compare.nested_blocks, [{"a": [{"b": 1}]}], [{"a": [{"b": 2}]}]),
    (compare.nested_blocks, [{"a": False}], []),
]


@pytest.mark.parametrize(("same", "expected", "live"), NOISE)
def test_noise_is_suppressed(same: compare.Same, expected: object, live: object) -> None:
    assert same(expected, live)


@pytest.mark.parametrize(("same", "expected", "live"), CHANGES)
def test_a_real_change_is_seen(same: compare.Same, expected: object, live: object) -> None:
    assert not same(expected, live)


ALL = sorted({same for same, _, _ in (*NOISE, *CHANGES)}, key=id)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
NAMES = st.sampled_from(
    ["type", "order", "forward", "target_group", "values", "enabled", "cidr_block", "protocol"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(one=VALUES, other=VALUES)
@settings(max_examples=150, deadline=None)
def test_comparators_are_symmetric_and_never_raise(one: Any, other: Any) -> None:
    for same in ALL:
        assert same(one, other) == same(other, one)
        assert same(one, one)


def test_what_is_nested_too_deeply_is_compared_plainly() -> None:
    one: Any = "end"
    other: Any = "other"
    for _ in range(5000):
        one, other = [{"a": one}], [{"a": other}]
    for same in ALL:
        assert same(one, one)
    assert not compare.nested_blocks(one, other)


def test_a_secret_inside_of_a_block_is_never_shown() -> None:
    shown = plain([login(client_secret="hunter2")])
    assert "hunter2" not in str(shown)
    assert "https://id.example.com" in str(shown)
