"""Every comparator has a pair: the noise it suppresses, and the change that it still sees."""

from __future__ import annotations

import json
from typing import ClassVar
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner import compare
from scanner.model import Unknown

ROLE = "arn:aws:iam::123456789012:role/app/web"
NETWORK = "projects/p/global/networks/main"

READ = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}
TRUST = {
    "Effect": "Allow",
    "Action": "sts:AssumeRole",
    "Principal": {"AWS": "123456789012"},
}


def document(*statements: object, **rest: object) -> str:
    return json.dumps({"Version": "2012-10-17", **rest, "Statement": list(statements)})


NOISE = [
    (compare.policy, document(READ), json.dumps({"Statement": READ, "Version": "2012-10-17"})),
    (compare.policy, document(READ), document({**READ, "Action": ["s3:GetObject"]})),
    (compare.policy, document(READ), document({**READ, "Effect": "allow"})),
    (compare.policy, document(READ), document({**READ, "Action": "S3:getobject"})),
    (compare.policy, document(READ), document({**READ, "Sid": "", "Condition": {}})),
    (compare.policy, document(READ), quote(document(READ))),
    (compare.policy, document(READ), json.loads(document(READ))),
    (compare.policy, document(READ, TRUST), document(TRUST, READ)),
    (
        compare.policy,
        document(TRUST),
        document({**TRUST, "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}),
    ),
    (
        compare.policy,
        document({**TRUST, "Principal": "*"}),
        document({**TRUST, "Principal": {"AWS": ["*"]}}),
    ),
    (
        compare.policy,
        document({**READ, "Resource": ["a", "b"]}),
        document({**READ, "Resource": ["b", "a", "b"]}),
    ),
    (
        compare.policy,
        document({**READ, "Condition": {"Bool": {"aws:SecureTransport": False}}}),
        document({**READ, "Condition": {"Bool": {"AWS:securetransport": ["False"]}}}),
    ),
    (
        compare.policy,
        document({**READ, "Condition": {"NumericLessThan": {"k": [1, 2]}}}),
        document({**READ, "Condition": {"NumericLessThan": {"k": ["2", "1"]}}}),
    ),
    (compare.policy, '{"Statement": []}', '{"Version": "2008-10-17"}'),
    (compare.policy, None, ""),
    (compare.policy, "not json", " not json\n"),
    (compare.string_set, ["a", "b"], ["b", "a", "a"]),
    (compare.string_set, "a", ["a"]),
    (compare.string_set, [1], ["1"]),
    (compare.string_set, None, []),
    (compare.tags, {"Name": "x"}, {"Name": "x", "aws:cloudformation:stack-name": "s"}),
    (compare.tags, None, {}),
    (compare.tags, {"n": 1, "gone": None}, {"n": "1"}),
    (compare.case_insensitive, "US", "us"),
    (compare.scalar, "5432", 5432),
    (compare.scalar, 5432.0, "5432"),
    (compare.scalar, "true", True),
    (compare.scalar, "", None),
    (compare.scalar, {"a": 1, "b": None}, {"a": "1"}),
    (compare.arn_or_name, ROLE, "web"),
    (compare.arn_or_name, "app/web", ROLE),
    (compare.arn_or_name, "arn:aws:kms:eu-west-1:1:key/abc", "abc"),
    (compare.arn_or_name, "arn:aws:sns:eu-west-1:1:topic", "topic"),
    (compare.arn_or_name, "arn:aws:logs:r:1:log-group:g", "arn:aws:logs:r:1:log-group:g:*"),
    (compare.cidr, "2001:0db8:0000::/32", "2001:db8::/32"),
    (compare.cidr, "10.0.0.1/8", "10.0.0.0/8"),
    (compare.cidr, "192.0.2.1", "192.0.2.1/32"),
    (compare.cidr_set, ["::/0", "10.0.0.0/8"], ["10.0.0.0/8", "0::/0"]),
    (compare.version_prefix, "8.0", "8.0.45"),
    (compare.version_prefix, "8", "8.0.45"),
    (compare.version_prefix, 8, "8.0"),
    (compare.version_prefix, "6.x", "6.2.6"),
    (compare.schedule, "rate(60 minutes)", "rate(1 hour)"),
    (compare.schedule, "rate(24 hours)", "rate(1 day)"),
    (compare.schedule, "cron(0  12 * * ? *)", "cron(0 12 * * ? *)"),
    (
        compare.pem,
        "-----BEGIN X-----\r\nabc\r\n-----END X-----\r\n",
        "-----BEGIN X-----\nabc\n-----END X-----",
    ),
    (compare.duration, "3600s", "1h"),
    (compare.duration, "1h0m0s", "3600.000s"),
    (compare.duration, 90, "1m30s"),
    (compare.duration, "1.5h", "90m"),
    (compare.self_link_or_name, f"https://www.googleapis.com/compute/v1/{NETWORK}", NETWORK),
    (compare.self_link_or_name, f"//compute.googleapis.com/{NETWORK}", "main"),
    (
        compare.self_link_or_name,
        "networks/main",
        f"https://compute.googleapis.com/compute/beta/{NETWORK}/",
    ),
    (compare.google_link, f"https://www.googleapis.com/compute/v1/{NETWORK}", "main"),
    (compare.google_link, NETWORK.replace("/p/", "/123/"), NETWORK),
    (compare.google_value, None, False),
    (compare.google_value, 0, ""),
    (compare.google_value, "7", 7),
    (compare.google_values(ordered=False), ["b", NETWORK], ["main", "b"]),
    (compare.port_range, "80", "80-80"),
    (compare.trailing_slash, "https://x/", "https://x"),
    (compare.without_scheme, "https://x/y", "x/y"),
    (compare.with_default("alias/aws/ssm", compare.arn_or_name), None, "alias/aws/ssm"),
    (compare.with_default("alias/aws/ssm", compare.arn_or_name), "alias/aws/ssm", ""),
    (compare.trailing_dot, "example.com.", "Example.com"),
    (compare.json_document, '{"a": 1, "b": [2]}', '{"b":[2],"a":1}'),
    (compare.json_document, {"a": 1}, '{"a":1}'),
    (compare.either(compare.arn_or_name, compare.case_insensitive), "WEB", "web"),
]

CHANGES = [
    (compare.policy, document(READ), document({**READ, "Action": "s3:*"})),
    (compare.policy, document(READ), document({**READ, "Effect": "Deny"})),
    (compare.policy, document(READ), document({**READ, "Sid": "x"})),
    (compare.policy, document(READ), document({**READ, "Resource": "arn:aws:s3:::B/*"})),
    (compare.policy, document(READ), document(READ, READ)),
    (compare.policy, document(READ), document(READ, TRUST)),
    (compare.policy, document(TRUST), document({**TRUST, "Principal": {"AWS": "123456789013"}})),
    (
        compare.policy,
        document(TRUST),
        document({**TRUST, "Principal": {"Service": "123456789012"}}),
    ),
    (
        compare.policy,
        document(READ),
        document({**READ, "Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
    ),
    (
        compare.policy,
        document({**READ, "Condition": {"StringEquals": {"k": "True"}}}),
        document({**READ, "Condition": {"StringEquals": {"k": "true"}}}),
    ),
    (compare.policy, document(READ), json.dumps({"Version": "2008-10-17", "Statement": [READ]})),
    (
        compare.policy,
        document({**READ, "Action": []}),
        document({k: READ[k] for k in ("Effect", "Resource")}),
    ),
    (compare.policy, document(READ), None),
    (compare.policy, "not json", "not json either"),
    (compare.policy, document(READ), document(READ)[:-1]),
    (compare.string_set, ["a", "b"], ["a"]),
    (compare.string_set, ["a"], ["A"]),
    (compare.tags, {"Name": "x"}, {"Name": "y"}),
    (compare.tags, {"Name": "x"}, {"Name": "x", "Owner": "me"}),
    (compare.tags, {"Name": "x"}, {}),
    (compare.tags, {"aws:x": "1"}, {"aws:x": "2"}),
    (compare.tags, {"Name": ""}, {}),
    (compare.case_insensitive, "US", "EU"),
    (compare.scalar, "5432", 5433),
    (compare.scalar, "1", True),
    (compare.scalar, "1.10", "1.1"),
    (compare.scalar, False, None),
    (compare.scalar, 0, None),
    (compare.arn_or_name, ROLE, ROLE.replace("123456789012", "123456789013")),
    (compare.arn_or_name, ROLE, "eb"),
    (compare.arn_or_name, ROLE, ""),
    (compare.arn_or_name, "web", "Web"),
    (compare.cidr, "10.0.0.0/8", "10.0.0.0/9"),
    (compare.cidr, "not a range", "another"),
    (compare.cidr_set, ["10.0.0.0/8"], ["10.0.0.0/8", "0.0.0.0/0"]),
    (compare.version_prefix, "8.0", "8.4.1"),
    (compare.version_prefix, "8", "80.1"),
    (compare.version_prefix, "6.x", "7.0.7"),
    (compare.version_prefix, "6.x", "60.1"),
    (compare.version_prefix, "8.0.45", "8.0"),
    (compare.version_prefix, "8.0", None),
    (compare.schedule, "rate(60 minutes)", "rate(61 minutes)"),
    (compare.schedule, "cron(0 12 * * ? *)", "cron(0 13 * * ? *)"),
    (
        compare.pem,
        "-----BEGIN X-----\nabc\n-----END X-----",
        "-----BEGIN X-----\nabd\n-----END X-----",
    ),
    (compare.duration, "3600s", "3601s"),
    (compare.duration, "1h", "1d"),
    (compare.duration, "1", "1m"),
    (compare.self_link_or_name, NETWORK, NETWORK.replace("/p/", "/q/")),
    (compare.self_link_or_name, NETWORK, "ain"),
    (compare.self_link_or_name, "a", "b"),
    (compare.google_link, "image", "team/image"),
    (compare.google_link, NETWORK, NETWORK.replace("/p/", "/q/")),
    (compare.google_link, NETWORK, NETWORK.replace("/p/", "/123/")),
    (compare.google_value, None, True),
    (compare.google_value, False, True),
    (compare.google_values(ordered=True), ["a", "b"], ["b", "a"]),
    (compare.google_values(ordered=False), ["a", "b"], ["a", "c"]),
    (compare.port_range, "80", "80-81"),
    (compare.trailing_slash, "https://x/", "https://x/y"),
    (compare.without_scheme, "https://x", "http://x"),
    (compare.without_scheme, "https://x", "y"),
    (compare.with_default("alias/aws/ssm", compare.arn_or_name), None, "alias/team"),
    (compare.with_default("alias/aws/ssm", compare.arn_or_name), "alias/team", "alias/aws/ssm"),
    (compare.trailing_dot, "example.com.", "example.org"),
    (compare.json_document, '{"a": 1}', '{"a": "1"}'),
    (compare.json_document, '{"a": ""}', "{}"),
    (compare.either(compare.arn_or_name, compare.case_insensitive), "WEB", "wxb"),
]


@pytest.mark.parametrize(("same", "expected", "live"), NOISE)
def test_noise_is_suppressed(same: compare.Same, expected: object, live: object) -> None:
    assert same(expected, live)


@pytest.mark.parametrize(("same", "expected", "live"), CHANGES)
def test_a_real_change_is_seen(same: compare.Same, expected: object, live: object) -> None:
    assert not same(expected, live)


class TestBlocks:
    """Repeated blocks align by what identifies them, else by what they hold."""

    def test_order_is_noise_by_identity(self) -> None:
        same = compare.blocks()
        left = [{"id": "a", "days": 1}, {"id": "b", "days": "2"}]
        assert same(left, [{"id": "b", "days": 2}, {"id": "a", "days": 1}])
        assert not same(left, [{"id": "b", "days": 1}, {"id": "a", "days": 2}])
        assert not same(left, [{"id": "b", "days": 2}, {"id": "c", "days": 1}])

    def test_order_counts_when_ordered(self) -> None:
        left = [{"id": "a"}, {"id": "b"}]
        assert compare.blocks()(left, left[::-1])
        assert not compare.blocks(ordered=True)(left, left[::-1])
        assert compare.blocks(ordered=True)(left, [dict(one) for one in left])

    def test_without_identity_by_content(self) -> None:
        same = compare.blocks(same={"ranges": compare.cidr_set})
        left = [{"port": 1, "ranges": ["::/0"]}, {"port": 2, "ranges": ["10.0.0.1/8"]}]
        assert same(left, [{"port": 2, "ranges": ["10.0.0.0/8"]}, {"port": 1, "ranges": ["0::/0"]}])
        assert not same(left, [{"port": 2, "ranges": ["::/0"]}, {"port": 1, "ranges": ["::/0"]}])
        assert not same(left, left[:1])

    def test_repeated_blocks_are_a_multiset(self) -> None:
        same = compare.blocks()
        assert not same([{"a": 1}, {"a": 1}, {"a": 2}], [{"a": 1}, {"a": 2}, {"a": 2}])

    def test_a_key_of_one_s_own(self) -> None:
        same = compare.blocks(key=("protocol", "port"), same={"note": compare.case_insensitive})
        left = [{"protocol": "tcp", "port": 1, "note": "A"}, {"protocol": "udp", "port": 1}]
        assert same(
            left, [{"protocol": "udp", "port": 1}, {"protocol": "tcp", "port": 1, "note": "a"}]
        )
        assert not same(
            left, [{"protocol": "udp", "port": 1}, {"protocol": "tcp", "port": 2, "note": "a"}]
        )

    def test_defaults_and_ignored_fields(self) -> None:
        same = compare.blocks(defaults={"enabled": True}, ignore=("etag",))
        assert same([{"a": 1}], [{"a": 1, "enabled": True, "etag": "x"}])
        assert same([{"a": 1, "enabled": True}], [{"a": 1}])
        assert not same([{"a": 1}], [{"a": 1, "enabled": False}])

    def test_what_only_live_fills_in_is_seen(self) -> None:
        assert not compare.blocks()([{"a": 1}], [{"a": 1, "b": 2}])

    def test_no_block_is_not_an_empty_block(self) -> None:
        assert compare.blocks()(None, [])
        assert not compare.blocks()(None, [{"a": 1}])

    def test_many_blocks_without_identity_stay_cheap(self) -> None:
        left = [{"a": number, "b": [number]} for number in range(3000)]
        assert compare.blocks()(left, left[::-1])
        assert not compare.blocks()(left, [{"a": -one["a"] - 1, "b": []} for one in left])


class TestSecurityGroupRules:
    RULE: ClassVar = {"protocol": "tcp", "from_port": 80, "to_port": 80}

    def test_grouping_and_spelling_are_noise(self) -> None:
        one = [{**self.RULE, "cidr_blocks": ["10.0.0.0/8", "192.0.2.0/24"], "self": False}]
        other = [
            {**self.RULE, "protocol": "6", "cidr_blocks": ["192.0.2.0/24"], "description": ""},
            {**self.RULE, "from_port": "80", "cidr_blocks": ["10.0.0.0/8"]},
        ]
        assert compare.security_group_rules(one, other)

    def test_ports_of_all_protocols_mean_nothing(self) -> None:
        one = [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]
        other = [{"protocol": "all", "from_port": -1, "to_port": -1, "cidr_blocks": ["0.0.0.0/0"]}]
        assert compare.security_group_rules(one, other)

    @pytest.mark.parametrize(
        "change",
        [
            {"to_port": 81},
            {"protocol": "udp"},
            {"cidr_blocks": ["0.0.0.0/0"]},
            {"ipv6_cidr_blocks": ["::/0"]},
            {"self": True},
            {"security_groups": ["sg-1"]},
            {"description": "why"},
        ],
    )
    def test_each_change_is_seen(self, change: dict[str, object]) -> None:
        one = {**self.RULE, "cidr_blocks": ["10.0.0.0/8"]}
        assert not compare.security_group_rules([one], [{**one, **change}])
        assert not compare.security_group_rules([one], [])


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["Statement", "Action", "Principal", "Condition", "id", "protocol", "a"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
ALL = [
    *(getattr(compare, name) for name in (
        "arn_or_name", "case_insensitive", "cidr", "cidr_set", "duration", "json_document", "pem",
        "policy", "port_range", "scalar", "schedule", "security_group_rules", "self_link_or_name",
        "string_set", "tags", "trailing_dot", "trailing_slash", "version_prefix",
        "without_scheme",
    )),
    compare.blocks(),
    compare.blocks(key=("id",), defaults={"a": 1}, same={"a": compare.cidr}),
    compare.blocks(ordered=True),
    compare.with_default("alias/aws/ssm", compare.arn_or_name),
]  # fmt: skip
SYMMETRIC = [same for same in ALL if same not in (compare.tags, compare.version_prefix)]


def copy(value: object) -> object:
    """An equal value of other objects, so that identity does not decide."""
    if isinstance(value, dict):
        return {name: copy(item) for name, item in reversed(value.items())}
    return [copy(item) for item in value] if isinstance(value, list) else value


@given(VALUES)
def test_reflexive(value: object) -> None:
    for same in ALL:
        assert same(value, copy(value))


@given(VALUES, VALUES)
def test_symmetric_and_total(one: object, other: object) -> None:
    for same in ALL:
        assert same(one, other) in (True, False)
    for same in SYMMETRIC:
        assert same(one, other) == same(other, one)


@given(st.lists(VALUES, max_size=5), st.randoms())
def test_order_insensitive(values: list[object], random: object) -> None:
    mixed = list(values)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert compare.string_set(values, mixed)
    assert compare.cidr_set(values, mixed)
    assert compare.security_group_rules(values, mixed)
    assert compare.blocks()(values, mixed)
    assert compare.policy({"Statement": values}, {"Statement": mixed})


@given(st.text(alphabet="ratehoumin()0123456789.:/-sd ", max_size=60))
def test_text_never_raises(text: str) -> None:
    for same in ALL:
        assert same(text, text + "") and same(text, "x") in (True, False)


@settings(deadline=2000)
@given(st.sampled_from(ALL))
def test_hostile_input_is_bounded(same: compare.Same) -> None:
    deep: object = "x"
    other: object = "x"
    for _ in range(3000):
        deep, other = [deep], [other]
    nested = "[" * 100_000
    for left, right in [
        (deep, other),
        ({"Statement": deep}, {"Statement": other}),
        (nested, nested + "["),
        ("a" * 3_000_000, "a" * 2_999_999 + "b"),
        ("1" * 100_000, "1" * 99_999),
        (10**5000, 10**5000 + 1),
        ("rate(" + " " * 100_000, "x"),
    ]:
        assert same(left, right) in (True, False)
    assert same(deep, other)
    assert not same("a" * 3_000_000, "b" * 3_000_000)


def test_unknown_is_only_itself() -> None:
    one, other = Unknown("a"), Unknown("a")
    for same in ALL:
        assert same([one], [one])
        assert not same([one], [other])
