"""The views that rules use, on known and unknown values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner import View, shapes
from scanner.decisions import Decisions
from scanner.maybes import Maybe
from scanner.model import Location, Origin, Resource, Unknown
from scanner.relations import Index
from scanner.shapes import (
    PERMISSION_POLICIES,
    IamGrant,
    allowing,
    condition_values,
    conditions_ending,
    covers,
    credential_in,
    database_flags,
    decoded,
    egress,
    end_matches,
    entry_key,
    grants,
    has_own_account,
    has_own_network,
    iam_grants,
    iam_types,
    identity_provider,
    ingress,
    is_aws_managed,
    is_basic_role,
    is_engine,
    is_for_anyone,
    is_host_process,
    is_literal,
    is_public,
    is_replica,
    is_secret_name,
    is_unattended_admin,
    is_watched,
    is_windows,
    metadata_is_on,
    mounts_token,
    names_user,
    namespace_gives,
    narrowly_grants,
    node_configs,
    on_every,
    on_everything,
    opens_every_port,
    permission_policies,
    pod_annotations,
    pod_spec,
    principals,
    public_grants,
    quantity,
    receives_access_logs,
    repeated,
    secret_in,
    service_account,
    statements,
    text_ends,
    unpinned_secrets,
    written_secrets,
)


class Source:
    def locate(self, path: object) -> Location:
        return Location("main.tf")


def view(kind: str, run: Decisions | None = None, **attributes: Any) -> View:
    resource = Resource(kind, f"{kind}.x", attributes, Origin.CODE, Source(), ".")
    return View(resource, run or Decisions(), Index([resource]), {})


def policy(*found: dict[str, Any]) -> View:
    return view("aws_iam_policy", policy=json.dumps({"Statement": list(found)}))


def statement(**elements: Any) -> View:
    (found,) = statements(policy(elements), "policy")
    return found


def outcomes(ask: Callable[[Decisions], bool]) -> set[bool]:
    """What a question answers over all outcomes of the decisions it takes."""
    found, pending = set(), [()]
    while pending:
        run = Decisions(pending.pop())
        given = len(run._outcomes)
        found.add(bool(ask(run)))
        pending += [
            (*run.taken[:position], not run.taken[position])
            for position in range(given, len(run.taken))
        ]
        assert len(pending) < 64
    return found


def test_every_name_of_the_vocabulary_is_there() -> None:
    listed = [name for names in shapes._MODULES.values() for name in names]
    assert sorted(listed) == sorted(shapes.__all__)
    assert all(getattr(shapes, name) is not None for name in shapes.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = shapes.nothing


# --- Policies ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("elements", "action", "granted"),
    [
        ({"Action": "s3:GetObject"}, "s3:GetObject", True),
        ({"Action": ["S3:getobject"]}, "s3:GetObject", True),
        ({"Action": "s3:Get*"}, "s3:GetObject", True),
        ({"Action": "s3:?etObject"}, "s3:GetObject", True),
        ({"Action": "*"}, "s3:GetObject", True),
        ({"Action": "s3:Put*"}, "s3:GetObject", False),
        ({"Action": []}, "s3:GetObject", False),
        ({"NotAction": "iam:*"}, "s3:GetObject", True),
        ({"NotAction": ["s3:*"]}, "s3:GetObject", False),
        ({}, "s3:GetObject", False),
        ({"Action": "s3:*"}, "*", False),
        ({"Action": "*"}, "*", True),
    ],
)
def test_grants(elements: dict[str, Any], action: str, granted: bool) -> None:
    assert grants(statement(**elements), action) is granted


def test_an_unknown_action_may_grant_anything() -> None:
    action = Unknown("var.action has no value")
    document = Unknown("partly", structure={"Statement": [{"Effect": "Allow", "Action": action}]})

    def ask(run: Decisions) -> bool:
        found = view("aws_iam_policy", run, policy=document)
        return any(grants(one, "iam:PassRole") for one in allowing(found, "policy"))

    assert outcomes(ask) == {True, False}


ANYONE = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}


@pytest.mark.parametrize(
    ("elements", "public"),
    [
        ({}, True),
        ({"Effect": "Deny"}, False),
        ({"Principal": {"AWS": "*"}}, True),
        ({"Principal": {"AWS": ["123456789012", "*"]}}, True),
        ({"Principal": {"Service": "*"}}, False),
        ({"Principal": {"AWS": "arn:aws:iam::123456789012:root"}}, False),
        ({"Principal": None, "NotPrincipal": {"AWS": "123456789012"}}, True),
        ({"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}, False),
        ({"Condition": {"StringEquals": {"AWS:principalorgid": ["o-1", "o-2"]}}}, False),
        ({"Condition": {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}}, True),
        ({"Condition": {"ForAllValues:StringLike": {"aws:PrincipalOrgID": "o-1"}}}, True),
        ({"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}}, True),
        ({"Condition": {"StringLike": {"aws:PrincipalOrgID": "*"}}}, True),
        ({"Condition": {"IpAddress": {"aws:SourceIp": "198.51.100.0/24"}}}, False),
        ({"Condition": {"IpAddress": {"aws:SourceIp": ["198.51.100.0/24", "0.0.0.0/0"]}}}, True),
        ({"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::logs"}}}, False),
        ({"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:123456789012:*"}}}, False),
        ({"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}}}, True),
        ({"Condition": {"Bool": {"aws:SecureTransport": "true"}}}, True),
    ],
)
def test_who_is_public(elements: dict[str, Any], public: bool) -> None:
    assert is_public(statement(**{**ANYONE, **elements})) is public


def test_a_condition_with_an_unknown_account_may_let_anyone_in() -> None:
    who = Unknown("var.org has no value")

    def ask(run: Decisions, value: Unknown) -> bool:
        condition = {"StringLike": {"aws:PrincipalOrgID": value}}
        document = Unknown("partly", structure={"Statement": [{**ANYONE, "Condition": condition}]})
        found = view("aws_s3_bucket_policy", run, policy=document)
        return any(is_public(one) for one in statements(found, "policy"))

    assert outcomes(lambda run: ask(run, who)) == {True, False}


def test_principals_of_a_kind() -> None:
    both = statement(Principal={"AWS": ["a", "b"], "Service": "lambda.amazonaws.com"})
    assert [one.value for one in principals(both, "AWS")] == ["a", "b"]
    assert [one.value for one in principals(both, "Service")] == ["lambda.amazonaws.com"]
    assert [one.value for one in principals(statement(Principal="*"), "AWS")] == ["*"]
    assert not list(principals(statement(Principal="*"), "Service"))
    assert not list(principals(statement(), "AWS"))
    assert is_for_anyone(statement(Principal="*"))


def test_resources_of_a_statement() -> None:
    assert on_everything(statement(Resource=["arn:aws:s3:::a", "*"]))
    assert on_everything(statement(NotResource="arn:aws:s3:::a"))
    assert not on_everything(statement(Resource="arn:aws:s3:::*"))


def test_values_of_conditions() -> None:
    found = statement(Condition={"Bool": {"AWS:SecureTransport": ["false"]}, "Null": {"x": "y"}})
    pairs = [(name, one.value) for name, one in condition_values(found, "aws:SecureTransport")]
    assert pairs == [("Bool", "false")]


def test_a_condition_that_is_unknown_may_compare_anything() -> None:
    unclear = Unknown("var.condition has no value")
    document = Unknown("partly", structure={"Statement": [{"Condition": unclear}]})

    def ask(run: Decisions) -> bool:
        (one,) = statements(view("aws_iam_policy", run, policy=document), "policy")
        return any(True for _ in condition_values(one, "aws:SecureTransport"))

    assert outcomes(ask) == {True, False}


def test_conditions_on_the_keys_of_any_provider() -> None:
    condition = {"StringEquals": {"oidc.example.com:AUD": ["a", "b"], "aws:PrincipalOrgID": "o-1"}}
    found = conditions_ending(statement(Condition=condition), ":aud", ":sub")
    assert [one.value for one in found] == ["a", "b"]


@pytest.mark.parametrize(
    ("elements", "granted"),
    [
        ({"Action": "iam:PassRole"}, True),
        ({"Action": ["s3:GetObject", "iam:pass*"]}, True),
        ({"Action": "iam:*"}, False),
        ({"Action": "*"}, False),
        ({"Action": ["iam:*", "iam:PassRole"]}, True),
        ({"NotAction": "s3:*"}, False),
        ({"Action": "iam:GetRole"}, False),
    ],
)
def test_what_is_granted_narrowly(elements: dict[str, Any], granted: bool) -> None:
    assert narrowly_grants(statement(**elements), "iam:PassRole") is granted


@pytest.mark.parametrize(
    ("resource", "every"),
    [
        ("*", True),
        ("arn:aws:iam::*:role/*", True),
        (["arn:aws:iam::123456789012:role/*"], True),
        ("arn:aws:iam::123456789012:role/app-*", False),
        ("arn:aws:iam::123456789012:user/*", False),
    ],
)
def test_every_resource_of_a_kind(resource: Any, every: bool) -> None:
    assert on_every(statement(Resource=resource), "role/*") is every


@pytest.mark.parametrize(
    ("pieces", "every"),
    [
        (("arn:aws:iam::", None, ":role/*"), {True}),
        (("arn:", None, ":iam::", None, ":role/*"), {True}),
        (("arn:aws:iam::", None, ":role/app"), {False}),
        (("arn:aws:iam::1:role/", None, "/*"), {False}),
        (("arn:aws:iam::1:role/", None), {True, False}),
        (("arn:aws:iam::1:", None), {True, False}),
        ((None, ":role/*"), {True, False}),
        ((None, "/app"), {False}),
    ],
)
def test_every_resource_of_a_kind_in_an_arn_known_in_parts(
    pieces: tuple[str | None, ...], every: set[bool]
) -> None:
    arn = Unknown("read when Terraform runs", pieces=pieces)
    document = Unknown("partly", structure={"Statement": [{"Resource": arn}]})

    def ask(run: Decisions) -> bool:
        (one,) = statements(view("aws_iam_policy", run, policy=document), "policy")
        return on_every(one, "role/*")

    assert outcomes(ask) == every


@pytest.mark.parametrize(
    ("pieces", "ends"),
    [
        (("arn:aws:iam::", None, ":policy/x"), {True}),
        (("arn:aws:iam::", None, ":policy/y"), {False}),
        # The unknown part may be ":policy".
        (("arn:aws:iam::", None, "/x"), {True, False}),
    ],
)
def test_the_end_of_a_text_of_which_parts_are_known(
    pieces: tuple[str | None, ...], ends: set[bool]
) -> None:
    arn = Unknown("read when Terraform runs", pieces=pieces)

    def ask(run: Decisions) -> bool:
        attachment = view("aws_iam_role_policy_attachment", run, policy_arn=arn)
        return text_ends(attachment.get("policy_arn"), ":policy/x")

    assert outcomes(ask) == ends


@pytest.mark.parametrize(
    ("image", "tagged"),
    [
        ("registry:5000/app", {False}),
        ("registry:5000/app:1", {True}),
        (Unknown("partly", pieces=(None, "/app:1")), {True}),
        (Unknown("partly", pieces=("app:1", None)), {False, True}),
        (Unknown("unknown"), {False, True}),
    ],
)
def test_a_known_end_is_enough_to_find_a_pattern_at_the_end(image: Any, tagged: set[bool]) -> None:
    pattern = re.compile(r":[^:/]*\Z")

    def ask(run: Decisions) -> bool:
        return end_matches(pattern, view("aws_thing", run, image=image).get("image"))

    assert outcomes(ask) == tagged


@pytest.mark.parametrize(
    ("value", "credential", "literal"),
    [
        (Unknown("later", "var.x"), True, True),
        (Unknown("later", "aws_db_instance.a.arn", ("aws_db_instance.a",), identifier=True),
         False, False),
        (Unknown("later", "aws_db_instance.a.address", ("aws_db_instance.a",)), False, True),
        (Unknown("later", "aws_db_instance.a.address", ('module.m["x.y"].aws_db_instance.a["k"]',)),
         False, True),
        (Unknown("later", "aws_iam_access_key.k.secret", ("aws_iam_access_key.k",),
                 sensitive=True), True, True),
        (Unknown("later", "random_password.p.result", ("random_password.p",)), True, True),
        (Unknown("later", "f(aws_lb.a.dns_name)", ("aws_lb.a",)), True, True),
    ],
)  # fmt: skip
def test_what_a_platform_gives_is_no_credential(
    value: Unknown, credential: bool, literal: bool
) -> None:
    def shown(run: Decisions) -> Any:
        return view("aws_thing", run, value=value).get("value")

    assert (True in outcomes(lambda run: bool(credential_in(shown(run))))) is credential
    assert (True in outcomes(lambda run: is_literal(shown(run)))) is literal


def test_the_arn_of_a_resource_is_no_wildcard() -> None:
    arn = Unknown("known after apply", identifier=True)
    document = Unknown("partly", structure={"Statement": [{"Resource": arn}]})

    def ask(run: Decisions) -> bool:
        (one,) = statements(view("aws_iam_policy", run, policy=document), "policy")
        return on_everything(one) or on_every(one, "key/*")

    assert outcomes(ask) == {False}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://token.actions.githubusercontent.com",
            "https://token.actions.githubusercontent.com",
        ),
        (Unknown("x", references=("module.a.aws_eks_cluster.main",)), "oidc.eks.amazonaws.com"),
    ],
)
def test_the_identity_provider_that_the_code_makes(url: Any, expected: str) -> None:
    name = "aws_iam_openid_connect_provider"
    arn = Unknown("known after apply", references=(f"{name}.ci",), identifier=True)
    provider = Resource(name, f"{name}.ci", {"url": url}, Origin.CODE, Source(), ".")
    document = {"Statement": [{"Principal": {"Federated": arn}}]}
    attributes = {"assume_role_policy": Unknown("partly", structure=document)}
    role = Resource("aws_iam_role", "aws_iam_role.x", attributes, Origin.CODE, Source(), ".")
    found = View(role, Decisions(), Index([role, provider]), {})
    (one,) = statements(found, "assume_role_policy")
    assert [identity_provider(each) for each in principals(one, "Federated")] == [expected]


def test_where_permissions_are_written() -> None:
    text = json.dumps({"Statement": [{"Effect": "Allow"}]})
    spelled = {"aws_iam_role": {"inline_policy": [{"name": "x", "policy": text}]}}
    spelled["aws_ssoadmin_permission_set_inline_policy"] = {"inline_policy": text}  # type: ignore[dict-item]
    for kind in PERMISSION_POLICIES:
        holder = view(kind, **spelled.get(kind, {"policy": text}))
        ((place, name),) = permission_policies(holder)
        assert len(list(allowing(place, name))) == 1, kind


@pytest.mark.parametrize(
    ("arn", "managed"),
    [
        ("arn:aws:iam::aws:policy/AdministratorAccess", {True}),
        ("arn:aws-us-gov:iam::aws:policy/AdministratorAccess", {True}),
        ("arn:aws:iam::123456789012:policy/AdministratorAccess", {False}),
        (Unknown("x", references=("module.a.aws_iam_policy.own",), identifier=True), {False}),
        (Unknown("x", references=("data.aws_iam_policy.found",), identifier=True), {False}),
        (Unknown("x", references=("data.aws_ssm_parameter.arn",)), {True, False}),
        (Unknown("var.arn has no value"), {True, False}),
    ],
)
def test_policies_that_aws_manages(arn: Any, managed: set[bool]) -> None:
    def ask(run: Decisions) -> bool:
        attachment = view("aws_iam_role_policy_attachment", run, policy_arn=[arn])
        return any(
            is_aws_managed(one, "AdministratorAccess") for one in attachment.each("policy_arn")
        )

    assert outcomes(ask) == managed


# --- Buckets -------------------------------------------------------------------------------------


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


# --- Networks ------------------------------------------------------------------------------------


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


# --- Values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("512Mi", 512 * 2**20), ("1Gi", 2**30), ("100m", 0.1), ("0.5", 0.5), (2, 2), ("1e3", 1000),
        ("1E3", 1000), ("2E", 2 * 10**18), ("1k", 1000), (".5Gi", 2**29), ("10M", 10**7),
        ("", None), ("abc", None), ("1KB", None), (True, None), ("1e999", None), (None, None),
    ],
)  # fmt: skip
def test_quantity(text: Any, number: float | None) -> None:
    found = quantity(text)
    assert found == number if number is None else float(found) == number


def test_an_unknown_quantity_compares_as_a_decision() -> None:
    unknown = Unknown("x")

    def ask(run: Decisions) -> bool:
        return bool(quantity(Maybe(run, unknown, unknown)) > 5)

    assert outcomes(ask) == {True, False}


@given(st.text(max_size=20))
def test_quantity_takes_any_text(text: str) -> None:
    assert quantity(text, default=0) is not None


def test_covers_matches_wildcards_without_case() -> None:
    assert covers("S3:Get*", "s3:getobject")
    assert not covers("s3:Get*", "s3:PutObject")
    assert not covers(5, "5")


# --- Secrets -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["DB_PASSWORD", "password", "dbPassword", "API_KEY", "apiKey", "api-key", "token",
     "AWS_SECRET_ACCESS_KEY", "CLIENT_SECRET", "MYSQL_ROOT_PASSWORD", "spring.db.password"],
)  # fmt: skip
def test_names_of_secrets(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name",
    ["PASSWORD_FILE", "PASSWORD_MIN_LENGTH", "secretName", "SECRET_ARN", "TOKEN_URL", "tokenizer",
     "AWS_ACCESS_KEY_ID", "passwordPolicy", "secret_id", "KEY", "", "SECRET_MANAGER_NAME",
     "TOKEN_TTL_SECONDS", "TOKEN_LIFETIME", "JWT_SECRET_ALGORITHM"],
)  # fmt: skip
def test_names_of_other_things(name: str) -> None:
    assert not is_secret_name(name)


def test_literals() -> None:
    assert is_literal("hunter2")
    assert not any(map(is_literal, ["", " ", "$X", "${x}", "/run/secret", "{{ x }}", "arn:aws:x"]))
    assert not any(map(is_literal, ["true", "Yes", "OFF", "none"]))
    assert is_literal("yesterday")
    assert not is_literal(None)


def test_credentials_by_their_form() -> None:
    key = "AKIA" + "IOSFODNN7ABCDEFG"
    assert credential_in(f"export KEY={key}") == "AWS access key"
    assert credential_in("AKIAIOSFODNN7EXAMPLE") == ""
    assert credential_in("-----BEGIN RSA PRIVATE KEY-----\nabc") == "private key"
    assert credential_in("ghp_" + "a" * 36) == "GitHub token"
    assert credential_in(None) == ""


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ("#!/bin/sh\nexport DB_PASSWORD=hunter22\n", "secret"),
        ("password: hunter22", "secret"),
        ("DB_PASSWORD=$(aws secretsmanager get-secret-value)", ""),
        ("DB_PASSWORD=${password}", ""),
        ("PASSWORD_FILE=/run/secrets/db", ""),
        ("echo the password is not here", ""),
        ("", ""),
    ],
)
def test_secrets_in_scripts(script: str, kind: str) -> None:
    assert secret_in(script) == kind


def test_base64_is_read() -> None:
    assert decoded("ZXhwb3J0IEE9MQ==") == "export A=1"
    assert decoded("#!/bin/sh") == "#!/bin/sh"
    assert decoded("/////w==") == "/////w=="
    assert decoded(None) is None


def test_an_unknown_script_may_hold_a_secret() -> None:
    unknown = Unknown("x")
    assert outcomes(lambda run: bool(secret_in(Maybe(run, unknown, unknown)))) == {True, False}


@given(st.text(max_size=400))
def test_any_text_can_be_searched_for_secrets(text: str) -> None:
    assert isinstance(secret_in(text), str)


# --- Google Cloud --------------------------------------------------------------------------------

ROLE = "roles/storage.objectViewer"
GRANTED = {
    "google_storage_bucket_iam_member": {"role": ROLE, "member": "allUsers"},
    "google_storage_bucket_iam_binding": {"role": ROLE, "members": ["user:a@b.c", "allUsers"]},
    "google_storage_bucket_iam_policy": {
        "policy_data": json.dumps({"bindings": [{"role": ROLE, "members": ["allUsers"]}]})
    },
}


@pytest.mark.parametrize("kind", GRANTED)
def test_every_spelling_of_a_grant(kind: str) -> None:
    (grant,) = public_grants(view(kind, **GRANTED[kind]))
    assert (grant.role, grant.member.value) == (ROLE, "allUsers")
    assert not grant.is_conditional()
    assert {one.member.value for one in iam_grants(view(kind, **GRANTED[kind]))} >= {"allUsers"}


def test_a_policy_that_is_unknown_in_parts_shows_the_rest() -> None:
    structure = {
        "bindings": [{"role": ROLE, "members": ["allUsers", Unknown("a variable")]}, Unknown("x")]
    }
    text = Unknown("a part is not known", structure=structure)
    grants_ = public_grants(view("google_project_iam_policy", policy_data=text))
    assert next(iter(grants_)).member.value == "allUsers"


def test_an_unknown_member_may_be_anybody() -> None:
    def ask(run: Decisions) -> bool:
        resource = view("google_project_iam_member", run, role=ROLE, member=Unknown("a variable"))
        return any(True for _ in public_grants(resource))

    assert outcomes(ask) == {True, False}


@pytest.mark.parametrize(
    ("member", "default", "own", "agent"),
    [
        ("serviceAccount:1-compute@developer.gserviceaccount.com", True, True, False),
        ("serviceAccount:shop@appspot.gserviceaccount.com", True, True, False),
        ("serviceAccount:app@shop.iam.gserviceaccount.com", False, True, False),
        ("serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com", False, False, True),
        ("serviceAccount:service-org-1@security-center-api.iam.gserviceaccount.com",
         False, False, True),
        ("serviceAccount:shop.svc.id.goog[ns/name]", False, False, False),
        ("user:ann@example.com", False, False, False),
    ],
)  # fmt: skip
def test_kinds_of_members(member: str, default: bool, own: bool, agent: bool) -> None:
    (grant,) = iam_grants(view("google_project_iam_member", role=ROLE, member=member))
    assert grant.is_default_account() is default
    assert grant.is_service_account() is own
    assert grant.is_service_agent() is agent
    assert not grant.is_google_apis_agent()


def test_basic_roles_and_conditions() -> None:
    member = "serviceAccount:1@cloudservices.gserviceaccount.com"
    condition = [{"expression": "true", "title": "always"}]
    resource = view(
        "google_project_iam_member", role="roles/editor", member=member, condition=condition
    )
    (grant,) = iam_grants(resource)
    assert grant.is_google_apis_agent()
    assert grant.is_conditional()
    assert is_basic_role(grant.role)
    assert not is_basic_role("organizations/1/roles/editor")
    assert iam_types("project") == (
        "google_project_iam_member", "google_project_iam_binding", "google_project_iam_policy",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "attributes", "images"),
    [
        ("google_container_node_pool", {"node_config": [{"image_type": "a"}]}, ["a"]),
        ("google_container_cluster", {"node_config": [{"image_type": "a"}]}, ["a"]),
        ("google_container_cluster", {}, [None]),
        ("google_container_cluster", {"enable_autopilot": True}, []),
        ("google_container_cluster", {"remove_default_node_pool": True}, []),
        (
            "google_container_cluster",
            {"node_pool": [{"node_config": [{"image_type": "a"}]}, {}]},
            ["a", None],
        ),
    ],
)
def test_nodes_of_gke(kind: str, attributes: dict[str, Any], images: list[str | None]) -> None:
    found = list(node_configs(view(kind, **attributes)))
    assert [config.get("image_type") for config in found] == images


@pytest.mark.parametrize("text", ["TRUE", "true", "1", "Y", "yes", True])
def test_metadata_that_is_on(text: object) -> None:
    assert metadata_is_on(view("google_compute_instance", metadata={"enable-oslogin": text}), KEY)


@pytest.mark.parametrize("metadata", [{}, {"enable-oslogin": "FALSE"}, {"enable-oslogin": ""}])
def test_metadata_that_is_off(metadata: dict[str, str]) -> None:
    assert not metadata_is_on(view("google_compute_instance", metadata=metadata), KEY)


KEY = "enable-oslogin"


def test_database_flags_and_engines() -> None:
    flags = [{"name": "log_connections", "value": "on"}, {"name": "max_connections", "value": "9"}]
    settings = [{"database_flags": flags}]
    db = view("google_sql_database_instance", database_version="POSTGRES_16", settings=settings)
    assert [flag.get("value") for flag in database_flags(db, "log_connections")] == ["on"]
    assert is_engine(db, "POSTGRES")
    assert not is_engine(db, "MYSQL")
    assert not is_replica(db)
    assert is_replica(view("google_sql_database_instance", master_instance_name="main"))


@pytest.mark.parametrize(
    ("allow", "every"),
    [
        ({"protocol": "all"}, True),
        ({"protocol": "tcp"}, True),
        ({"protocol": "tcp", "ports": ["0-65535"]}, True),
        ({"protocol": "tcp", "ports": ["1-1024"]}, False),
        ({"protocol": "icmp"}, False),
    ],
)
def test_openings_of_every_port(allow: dict[str, Any], every: bool) -> None:
    (opening,) = ingress(view("google_compute_firewall", allow=[allow]))
    assert opens_every_port(opening) is every


def test_an_account_that_the_code_makes_is_nobody_else() -> None:
    def account(run: Decisions, references: tuple[str, ...]) -> IamGrant:
        member = Unknown("known after apply", "x.member", references)
        resource = view("google_project_iam_member", run, role="roles/viewer", member=member)
        (grant,) = iam_grants(resource)
        return grant

    made = account(Decisions((True, True)), ("module.app.google_service_account.x",))
    assert made.is_made_here()
    assert made.is_service_account()
    assert not made.is_public()
    assert not made.is_default_account()
    assert not made.is_service_agent()
    assert not made.is_google_apis_agent()
    assert not account(Decisions((True, True)), ("google_project.x",)).is_made_here()


def test_an_account_that_the_code_makes_is_no_default_one() -> None:
    email = Unknown("known after apply", "google_service_account.x.email",
                    ("google_service_account.x",))  # fmt: skip
    machine = view("google_compute_instance", service_account=[{"email": email}])
    assert has_own_account(machine, "service_account.email")
    other = view("google_compute_instance", service_account=[{"email": "a@b.c"}])
    assert not has_own_account(other, "service_account.email")
    assert not has_own_account(view("google_compute_instance"), "service_account.email")


def test_a_network_that_the_code_makes_is_not_the_default_one() -> None:
    for reference, own in (
        ("google_compute_network.x", True),
        ("module.vpc.google_compute_network.x", True),
        ("data.google_compute_network.x", False),
        ("module.vpc.data.google_compute_network.x", False),
        ("my_google_compute_network.x", False),
    ):
        link = Unknown("known after apply", f"{reference}.id", (reference,))
        cluster = view("google_container_cluster", network=link)
        assert has_own_network(cluster, "network") == own
    assert not has_own_network(view("google_container_cluster", network="x"), "network")


def test_an_unknown_value_is_compared_with_a_list_that_is_unknown_in_parts() -> None:
    def ask(run: Decisions) -> bool:
        resource = view("google_x", run, name=Unknown("a variable"), names=["a", Unknown("b")])
        return bool(resource.get("name") == resource.get("names"))

    assert outcomes(ask) == {True, False}


# --- Workloads -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["Pod", "Deployment", "CronJob", "compose_service"])
def test_the_annotations_of_the_pods_are_found_in_every_kind(kind: str) -> None:
    metadata: dict[str, Any] = {"metadata": {"annotations": {"a": "b"}}}
    template = {"spec": {"template": metadata}}
    forms = {"Deployment": template, "CronJob": {"spec": {"jobTemplate": template}}}
    workload = view(kind, **forms.get(kind, metadata))
    assert [(a.key, a.value) for a in pod_annotations(workload).entries()] == [("a", "b")]


def test_the_key_of_an_entry_is_unknown_where_the_map_is() -> None:
    run = Decisions((True,))
    (entry,) = view("Pod", run, labels=Unknown("for the test")).entries("labels")
    assert isinstance(entry_key(entry), Maybe)
    (entry,) = view("Pod", labels={"app": "web"}).entries("labels")
    assert entry_key(entry) == "app"


@pytest.mark.parametrize("parts", [{"a": Unknown("a part")}, [Unknown("a part")]])
def test_what_is_unknown_may_equal_what_is_unknown_in_parts(parts: Any) -> None:
    def ask(run: Decisions) -> bool:
        pair = view("Pod", run, parts=parts, whole=Unknown("all of it"))
        assert (pair.get("parts") == pair.get("whole")) == (pair.get("whole") == pair.get("parts"))
        return bool(pair.get("parts") == pair.get("whole"))

    assert outcomes(ask) == {False, True}


def repeats(run: Decisions, **attributes: Any) -> bool:
    return any(repeated(view("Pod", run, **attributes), ("init", "main"), "name"))


def test_elements_repeat_across_lists() -> None:
    pod = view("Pod", init=[{"name": "a"}, {}], main=[{"name": "b"}, {"name": "a"}, {}])
    (found,) = repeated(pod, ("init", "main"), "name")
    assert found.path == ("main", 1)


@pytest.mark.parametrize(
    ("attributes", "answers"),
    [
        ({"init": Unknown("a list")}, {False, True}),
        ({"init": [{"name": "a"}], "main": Unknown("a list")}, {False, True}),
        ({"init": [{"name": "a"}, {"name": Unknown("a name")}]}, {False, True}),
        ({"init": [{"name": "a"}, {"name": "b"}]}, {False}),
    ],
)
def test_what_is_unknown_may_repeat(attributes: dict[str, Any], answers: set[bool]) -> None:
    assert outcomes(lambda run: repeats(run, **attributes)) == answers


@pytest.mark.parametrize(
    ("spec", "windows"),
    [
        ({}, False),
        ({"os": {"name": "windows"}}, True),
        ({"os": {"name": "linux"}, "nodeSelector": {"kubernetes.io/os": "windows"}}, False),
        ({"nodeSelector": {"kubernetes.io/os": "windows"}}, True),
    ],
)
def test_pods_for_windows_say_so(spec: dict[str, Any], windows: bool) -> None:
    assert is_windows(view("Pod", spec=spec)) is windows


@pytest.mark.parametrize(
    ("namespace", "limit", "kinds"),
    [
        ("shop", {"type": "Container", "default": {"memory": "1Gi"}}, {"limits", "requests"}),
        ("shop", {"type": "Container", "defaultRequest": {"memory": "1Gi"}}, {"requests"}),
        ("shop", {"type": "Container", "default": {"cpu": "1"}}, set()),
        ("shop", {"type": "Pod", "default": {"memory": "1Gi"}}, set()),
        ("other", {"type": "Container", "default": {"memory": "1Gi"}}, set()),
    ],
)
def test_a_limit_range_gives_defaults(namespace: str, limit: Any, kinds: set[str]) -> None:
    metadata = {"metadata": {"namespace": "shop"}}
    pod = Resource("Pod", "web", metadata, Origin.CODE, Source(), ".")
    attributes = {"metadata": {"namespace": namespace}, "spec": {"limits": [limit]}}
    limits = Resource("LimitRange", "all", attributes, Origin.CODE, Source(), ".")
    workload = View(pod, Decisions(), Index([pod, limits]), {})
    given = {kind for kind in ("limits", "requests") if namespace_gives(workload, kind, "memory")}
    assert given == kinds


METRIC = {"name": "owners", "filter": "protoPayload.request.role=roles/owner"}
USER = 'metric.type="logging.googleapis.com/user/owners"'


@pytest.mark.parametrize(
    ("metric", "condition", "watched"),
    [
        (METRIC, {"condition_threshold": [{"filter": USER}]}, True),
        ({}, {"condition_matched_log": [{"filter": METRIC["filter"]}]}, True),
        (METRIC, {"condition_threshold": [{"filter": "another"}]}, False),
        (METRIC, {}, False),
        ({**METRIC, "disabled": True}, {"condition_threshold": [{"filter": USER}]}, False),
        ({**METRIC, "filter": "x"}, {"condition_threshold": [{"filter": USER}]}, False),
    ],
)
def test_what_is_watched(metric: Any, condition: Any, watched: bool) -> None:
    def made(kind: str, attributes: Any) -> Resource:
        return Resource(kind, f"{kind}.x", attributes, Origin.CODE, Source(), ".")

    project = made("google_project", {})
    alert = made("google_monitoring_alert_policy", {"conditions": [condition]})
    index = Index([project, made("google_logging_metric", metric), alert])
    assert is_watched(View(project, Decisions(), index, {}), "roles/owner") is watched


def test_secrets_that_the_code_itself_says() -> None:
    def written(value: Any, **more: Any) -> list[str]:
        return [
            name for _, name in written_secrets(view("aws_x", password=value, **more), "password")
        ]

    assert written("correct-horse") == ["password"]
    for fine in ("", "CHANGE_ME", "change-this", "Replace me", "placeholder", "xxxx", "${x}", None):
        assert written(fine) == []
    assert written("changeling") == ["password"]
    generated = Unknown("after apply", "random_password.x.result", ("random_password.x",))
    assert written(generated) == []
    assert written(Unknown("var.p has no value", "var.p", sensitive=True)) == []
    blocks = view("aws_x", user=[{"password": "one"}, {"name": "two"}, {"password": "three"}])
    found = [place.path for place, _ in written_secrets(blocks, "user.password")]
    assert found == [("user", 0), ("user", 2)]


def test_of_a_password_that_is_unknown_nobody_knows_whether_it_is_written() -> None:
    def ask(run: Decisions) -> bool:
        thing = view("aws_x", run, password=Unknown("var.p has no value", "var.p"))
        return any(True for _ in written_secrets(thing, "password"))

    assert outcomes(ask) == {True, False}


def test_what_another_resource_or_a_record_says_is_not_written() -> None:
    def is_written(**more: Any) -> bool:
        resource = Resource("aws_x", "aws_x.x", {"a": "b"}, **more)
        return View(resource, Decisions(), Index([resource]), {}).is_written("a")

    code = {"origin": Origin.CODE, "source": Source(), "scope": "."}
    assert is_written(**code)
    assert not is_written(**code, references={("a",): ("aws_y.y",)})
    assert not is_written(**{**code, "origin": Origin.STATE})


@pytest.mark.parametrize(
    ("pod", "account", "mounted"),
    [
        ({}, "default", True),
        ({"serviceAccountName": "web"}, "web", False),
        ({"serviceAccount": "web"}, "web", False),
        ({"serviceAccountName": "web", "automountServiceAccountToken": True}, "web", True),
        ({"serviceAccountName": "other"}, "other", True),
        ({"automountServiceAccountToken": False}, "default", False),
    ],
)
def test_whose_token_a_pod_carries(pod: dict[str, Any], account: str, mounted: bool) -> None:
    web = {"metadata": {"name": "web"}, "automountServiceAccountToken": False}
    elsewhere = {
        "metadata": {"name": "other", "namespace": "elsewhere"},
        "automountServiceAccountToken": False,
    }
    resources = [
        Resource(kind, f"{kind}/{number}", attributes, Origin.CODE, Source(), ".")
        for number, (kind, attributes) in enumerate(
            [("Pod", {"spec": pod}), ("ServiceAccount", web), ("ServiceAccount", elsewhere)]
        )
    ]
    workload = View(resources[0], Decisions(), Index(resources), {})
    assert service_account(pod_spec(workload)) == account
    assert mounts_token(workload) is mounted


def test_host_process_pods_by_pod_or_container() -> None:
    options = {"windowsOptions": {"hostProcess": True}}
    assert is_host_process(view("Pod", spec={"securityContext": options}))
    containers = [{"name": "a"}, {"name": "b", "securityContext": options}]
    assert is_host_process(view("Pod", spec={"containers": containers}))
    assert not is_host_process(view("Pod", spec={"containers": [{"name": "a"}]}))


def test_a_user_of_the_pod_or_of_the_container() -> None:
    user, nobody = {"securityContext": {"runAsUser": 0}}, {"securityContext": {}}
    for pod, container in ((user, nobody), (nobody, user), (user, user)):
        assert names_user(view("Pod", **pod), view("Pod", **container))
    assert not names_user(view("Pod", **nobody), view("Pod", **nobody))


def test_secrets_given_to_actions_that_are_not_pinned() -> None:
    def given(uses: str, **inputs: str) -> list[Any]:
        return [one.key for one in unpinned_secrets(view("step", uses=uses, **{"with": inputs}))]

    secret = "${{ secrets.DEPLOY }}"
    assert given("acme/deploy@v2", token=secret, level="high") == ["token"]
    assert given("acme/deploy@" + "a" * 40, token=secret) == []
    assert given("actions/checkout@v4", token=secret) == []
    assert given("docker://acme/deploy:1", token=secret) == []


def test_service_accounts_that_administer() -> None:
    def admin(role: str, member: str) -> bool:
        (grant,) = iam_grants(view("google_project_iam_member", role=role, member=member))
        return is_unattended_admin(grant)

    account = "serviceAccount:app@p.iam.gserviceaccount.com"
    assert admin("roles/editor", account)
    assert admin("roles/storage.admin", account)
    assert not admin("roles/viewer", account)
    assert not admin("roles/editor", "group:ops@example.com")
