"""The views that rules use, on known and unknown values: buckets and networks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shape_views import Source, outcomes, view

from scanner import View
from scanner.decisions import Decisions
from scanner.model import Origin, Resource, Unknown
from scanner.relations import Index
from scanner.shapes import (
    egress,
    ingress,
    receives_access_logs,
)


def test_a_bucket_that_receives_access_logs() -> None:
    bucket = Resource(
        "aws_s3_bucket", "aws_s3_bucket.x", {"bucket": "b"}, Origin.CODE, Source(), "."
    )
    logging = Resource(
        "aws_s3_bucket_logging", "aws_s3_bucket_logging.x", {"target_bucket": "b"}, Origin.CODE,
        Source(), ".",
    )  # fmt: skip

    def balancer(type_: str, **logs: object) -> Resource:
        attributes = {"access_logs": [{"bucket": "b", **logs}]}
        return Resource(type_, f"{type_}.x", attributes, Origin.CODE, Source(), ".")  # type: ignore[arg-type]

    for others, expected in (
        ([], False),
        ([logging], True),
        ([balancer("aws_lb")], False),
        ([balancer("aws_lb", enabled=True)], True),
        ([balancer("aws_elb")], True),
        ([balancer("aws_elb", enabled=False)], False),
    ):
        found = View(bucket, Decisions(), Index([bucket, *others]), {})
        assert receives_access_logs(found) is expected


def test_a_list_of_names_relates_to_each_of_them() -> None:
    user = Resource("aws_iam_user", "aws_iam_user.x", {"name": "alice"}, Origin.CODE, Source(), ".")
    reference = Unknown("known after apply", references=("aws_iam_user.x",), identifier=True)
    for users, related in ((["bob"], False), (["bob", "alice"], True), (["bob", reference], True)):
        group = Resource(
            "aws_iam_group_membership", "aws_iam_group_membership.x", {"users": users},
            Origin.CODE, Source(), ".",
        )  # fmt: skip
        found = View(user, Decisions(), Index([user, group]), {})
        assert bool(found.related("aws_iam_group_membership", "users")) is related


OPENINGS = {
    "aws_security_group": {
        "ingress": [{"protocol": "tcp", "from_port": 20, "to_port": 25, "cidr_blocks": ["::/0"]}]
    },
    "aws_default_security_group": {
        "ingress": [
            {"protocol": "-1", "from_port": 0, "to_port": 0, "ipv6_cidr_blocks": ["::/0"]}
        ]
    },
    "aws_security_group_rule": {
        "type": "ingress", "protocol": "6", "from_port": 22, "to_port": 22,
        "cidr_blocks": ["0.0.0.0/0"],
    },
    "aws_vpc_security_group_ingress_rule": {
        "ip_protocol": "tcp", "from_port": "22", "to_port": "22", "cidr_ipv4": "0.0.0.0/0"
    },
    "aws_network_acl": {
        "ingress": [
            {"action": "deny", "protocol": "-1", "cidr_block": "0.0.0.0/0"},
            {"action": "ALLOW", "protocol": "-1", "cidr_block": "0.0.0.0/0"},
        ]
    },
    "aws_network_acl_rule": {
        "rule_action": "allow", "protocol": "tcp", "from_port": 0, "to_port": 1024,
        "cidr_block": "0.0.0.0/0",
    },
    "google_compute_firewall": {
        "source_ranges": ["0.0.0.0/0"],
        "allow": [{"protocol": "tcp", "ports": ["80", "20-30"]}],
    },
    "google_compute_network_firewall_policy_rule": {
        "direction": "INGRESS", "action": "allow",
        "match": [
            {"src_ip_ranges": ["0.0.0.0/0"],
             "layer4_configs": [{"ip_protocol": "tcp", "ports": ["20-30"]}]},
        ],
    },
    "azurerm_network_security_rule": {
        "direction": "inbound", "access": "Allow", "protocol": "Tcp",
        "source_address_prefix": "Internet", "destination_port_range": "20-30",
    },
    "azurerm_network_security_group": {
        "security_rule": [
            {"direction": "Inbound", "access": "Allow", "protocol": "*",
             "source_address_prefixes": ["*"], "destination_port_ranges": ["22"]},
        ]
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", OPENINGS)
def test_every_spelling_of_a_firewall_opens_port_22_to_the_world(kind: str) -> None:
    (opening,) = ingress(view(kind, **OPENINGS[kind]))
    assert opening.covers(22)
    assert [one.path for one in opening.worlds()] != []
    assert not list(egress(view(kind, **OPENINGS[kind])))


@pytest.mark.parametrize("kind", [k for k in OPENINGS if k not in ("aws_default_security_group",)])
def test_other_ports_are_not_open(kind: str) -> None:
    (opening,) = ingress(view(kind, **OPENINGS[kind]))
    assert opening.covers(65000) is opening.is_everything()


@pytest.mark.parametrize(
    "changed",
    [
        {"google_compute_firewall": {"direction": "EGRESS"}},
        {"google_compute_firewall": {"disabled": True}},
        {"google_compute_firewall": {"allow": []}},
        {"google_compute_network_firewall_policy_rule": {"direction": "EGRESS"}},
        {"google_compute_network_firewall_policy_rule": {"disabled": True}},
        {"google_compute_network_firewall_policy_rule": {"action": "deny"}},
        {"azurerm_network_security_rule": {"access": "Deny"}},
        {"azurerm_network_security_rule": {"direction": "Outbound"}},
        {"aws_network_acl_rule": {"rule_action": "deny"}},
        {"aws_network_acl_rule": {"egress": True}},
        {"aws_security_group_rule": {"type": "egress"}},
    ],
)
def test_what_lets_nothing_in(changed: dict[str, dict[str, Any]]) -> None:
    ((kind, attributes),) = changed.items()
    assert not list(ingress(view(kind, **{**OPENINGS[kind], **attributes})))


def test_a_google_firewall_without_ports_opens_all_of_the_protocol() -> None:
    (opening,) = ingress(view("google_compute_firewall", allow=[{"protocol": "tcp"}]))
    assert opening.covers(1)
    assert opening.describe() == "every port"
    (ping,) = ingress(view("google_compute_firewall", allow=[{"protocol": "icmp"}]))
    assert not ping.covers(1)


def test_an_unknown_port_may_be_any() -> None:
    port = Unknown("var.port has no value")

    def ask(run: Decisions) -> bool:
        rule = {"protocol": "tcp", "ports": [port]}
        (opening,) = ingress(view("google_compute_firewall", run, allow=[rule]))
        return opening.covers(22)

    assert outcomes(ask) == {True, False}


@pytest.mark.parametrize(
    ("ports", "apart"),
    [
        (["5432"], True),
        (["5432", "2375"], True),
        (["5000-6000"], False),
        (["2375"], False),
        (["5000-6000", "9200-9300"], True),
        (["443"], False),
        ([], False),
    ],
)
def test_ranges_that_hold_certain_ports_apart_from_others(ports: list[str], apart: bool) -> None:
    databases, management = (5432, 9200), (2375, 5985)
    rule = {"protocol": "tcp", "ports": ports}
    (opening,) = ingress(view("google_compute_firewall", allow=[rule]))
    assert opening.covers_apart(databases, management) is apart


def test_a_single_range_that_holds_certain_ports_apart_from_others() -> None:
    def opens(first: int, last: int, protocol: str = "tcp") -> bool:
        block = {"protocol": protocol, "from_port": first, "to_port": last}
        (opening,) = ingress(view("aws_security_group", ingress=[block]))
        return opening.covers_apart((5432,), (2375, 5985))

    assert opens(5000, 5500)
    assert not opens(5000, 6000)
    assert not opens(2000, 3000)
    assert not opens(0, 0, "-1")


def test_an_unknown_range_may_hold_them_apart() -> None:
    port = Unknown("var.port has no value")

    def ask(run: Decisions) -> bool:
        rule = {"protocol": "tcp", "ports": [port]}
        (opening,) = ingress(view("google_compute_firewall", run, allow=[rule]))
        return opening.covers_apart((5432, 9200), (2375,))

    assert outcomes(ask) == {True, False}


@given(
    st.integers(-1, 65535),
    st.integers(-1, 65535),
    st.integers(0, 65535),
    st.sampled_from([int, str]),
)
def test_covers_is_a_range(first: int, last: int, port: int, spell: Callable[[int], Any]) -> None:
    block = {"protocol": "tcp", "from_port": spell(first), "to_port": spell(last)}
    (opening,) = ingress(view("aws_security_group", ingress=[block]))
    low, high = (0 if first == -1 else first), (65535 if last == -1 else last)
    assert opening.covers(port) is (low <= port <= high)


@pytest.mark.parametrize(
    ("protocol", "first", "last", "kind"),
    [
        ("tcp", 22, 22, "administration"),
        ("tcp", 3000, 4000, "administration"),
        ("tcp", 5432, 5432, "databases"),
        ("tcp", 3000, 3000, "consoles"),
        ("tcp", 443, 443, "other"),
        ("udp", 22, 22, "other"),
        ("icmp", 8, 0, "other"),
        ("tcp", 0, 65535, "everything"),
        ("udp", 1, 65535, "everything"),
        ("-1", 0, 0, "everything"),
    ],
)
def test_what_stands_behind_an_opening(protocol: str, first: int, last: int, kind: str) -> None:
    block = {"protocol": protocol, "from_port": first, "to_port": last, "cidr_blocks": []}
    (opening,) = ingress(view("aws_security_group", ingress=[block]))
    assert opening.kind() == kind
    assert opening.is_every_port() is (kind == "everything")
