"""The views that rules use, on known and unknown values: policies: who may do what."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from shape_views import Source, outcomes, statement, view

from scanner import View
from scanner.decisions import Decisions
from scanner.model import Origin, Resource, Unknown
from scanner.relations import Index
from scanner.shapes import (
    PERMISSION_POLICIES,
    allowing,
    condition_values,
    conditions_ending,
    credential_in,
    end_matches,
    grants,
    iam_grants,
    identity_provider,
    is_aws_managed,
    is_for_anyone,
    is_literal,
    is_public,
    is_unattended_admin,
    narrowly_grants,
    on_every,
    on_everything,
    permission_policies,
    principals,
    statements,
    text_ends,
)


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


def test_service_accounts_that_administer() -> None:
    def admin(role: str, member: str) -> bool:
        (grant,) = iam_grants(view("google_project_iam_member", role=role, member=member))
        return is_unattended_admin(grant)

    account = "serviceAccount:app@p.iam.gserviceaccount.com"
    assert admin("roles/editor", account)
    assert admin("roles/storage.admin", account)
    assert not admin("roles/viewer", account)
    assert not admin("roles/editor", "group:ops@example.com")
