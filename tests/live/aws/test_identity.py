"""Users, keys, secrets and bucket settings: what the recordings of the families cannot show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from recorded import Family

from scanner.live.aws.kinds import reader_for
from scanner.live.facade import Sessions, read_live
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource, Value
from scanner.projection import LiveView


def row(type_name: str, path: str) -> Callable[[Value, Value], bool]:
    """How an attribute is compared."""
    reader = reader_for(type_name)
    assert reader is not None
    return next(one.same for one in reader.projection.attributes if one.path == path)


def declared(type_name: str, **attributes: Value) -> Resource:
    return Resource(
        type_name, f"{type_name}.x", attributes, Origin.CODE, LiveSource(f"{type_name}.x"), "."
    )


@pytest.fixture
def read(replayed: Callable[[Any], Any]) -> Callable[..., LiveView]:
    """The live view of some of a family's resources, with some answers replaced."""

    def read(of: Family, resources: list[Resource], **changed: Any) -> LiveView:
        session = replayed({**of.answers, **changed.pop("answers", {})})
        return read_live(resources, Sessions(aws=lambda _: session), **changed).view

    return read


# ---- secrets -------------------------------------------------------------------------------


def test_no_secret_value_is_asked_for(read: Any) -> None:
    of = Family("secrets")
    view = read(of, of.resources())
    assert view.unread == ()
    # Whatever is not recorded would have failed; this is all that was asked.
    asked = [key for key in of.answers if not key.startswith("sts")]
    assert not [key for key in asked if "GetSecretValue" in key or "WithDecryption" in key]
    (values,) = [key for key in asked if "GetParameters" in key]
    assert "/app/size" in values and "/app/token" not in values
    parameters = {one.id: one.attributes for one in view.resources if one.type[4:7] == "ssm"}
    assert parameters["/app/size"]["value"] == "large"
    assert not {"value", "insecure_value"} & set(parameters["/app/token"])
    assert "version" not in parameters["/app/size"] and parameters["/app/token"]["version"] == 1


def test_a_parameter_that_became_secure_meanwhile_is_unread(read: Any) -> None:
    of = Family("secrets")
    (key,) = [key for key in of.answers if "GetParameters" in key]
    answer = of.answers[key]
    secure = answer["body"].replace('"Type": "StringList"', '"Type": "SecureString"')
    assert secure != answer["body"]
    view = read(of, of.resources(), answers={key: {**answer, "body": secure}})
    (plain,) = [one for one in view.resources if one.id == "plain" and one.type[4:7] == "ssm"]
    assert "has become a SecureString" in plain.attributes["value"].reason


def test_a_rotation_declared_by_the_name_of_its_secret(read: Any) -> None:
    of = Family("secrets")
    resources = [
        declared("aws_secretsmanager_secret_rotation", secret_id="db/password")
        if one.type == "aws_secretsmanager_secret_rotation" and "password" in str(one.id)
        else one
        for one in of.resources()
    ]
    view = read(of, resources)
    rotated = {one.id for one in view.resources if one.type.endswith("_rotation")}
    assert "db/password" in rotated and len(rotated) == 2


# ---- keys ----------------------------------------------------------------------------------


def unmanaged_keys(read: Any, *edits: tuple[str, str], **options: Any) -> set[str]:
    """Addresses of the family's other keys that are found beside the managed `main`; each answer
    that describes the key `plain` edited."""
    of = Family("kms")
    names = {one.id: one.address for one in of.resources() if one.type == "aws_kms_key"}
    (plain,) = [id_ for id_, address in names.items() if address.endswith(".plain")]
    changed = {}
    for key, answer in of.answers.items():
        body = answer["body"]
        if ("DescribeKey" in key and plain in key) or "ListAliases" in key:
            for old, new in edits:
                body = body.replace(old, new)
        changed[key] = {**answer, "body": body}
    mine = [one for one in of.resources() if one.address == "aws_kms_key.main"]
    view = read(of, mine, answers=changed, **options)
    assert view.unread == ()
    return {names[one.id].partition(".")[2] for one in view.resources} - {"main"}


OTHERS = {"apart", "plain", "signing", "stored"}


def test_keys_that_nobody_manages(read: Any) -> None:
    assert unmanaged_keys(read) == OTHERS


@pytest.mark.parametrize(
    "edit",
    [
        ('"Origin": "AWS_KMS"', '"Origin": "EXTERNAL"'),
        (
            '"MultiRegion": null',
            '"MultiRegion": true, "MultiRegionConfiguration": {"MultiRegionKeyType": "REPLICA"}',
        ),
        ('"KeyState": "Enabled"', '"KeyState": "PendingDeletion"'),
    ],
)
def test_keys_of_other_types_and_deleted_ones_are_not_unmanaged(
    read: Any, edit: tuple[str, str]
) -> None:
    assert unmanaged_keys(read, edit) == OTHERS - {"plain"}


def test_keys_of_aws_are_only_shown_on_demand(read: Any) -> None:
    # The alias of the key `plain` becomes one of AWS's own.
    edit = ('"AliasName": "alias/team-', '"AliasName": "alias/aws/')
    assert unmanaged_keys(read, edit) == OTHERS - {"plain"}
    assert unmanaged_keys(read, edit, strict=True) == OTHERS


# ---- users ---------------------------------------------------------------------------------


def test_each_membership_is_reported_once(read: Any) -> None:
    """Of two types that can spell it, the one that names each place by itself."""
    of = Family("iam")
    users = [one for one in of.resources() if one.type == "aws_iam_user"]
    both = ["aws_iam_group_membership", "aws_iam_user_group_membership"]
    view = read(of, users, types=both)
    found = sorted((one.type, one.id) for one in view.resources if one.type in both)
    assert found == [
        ("aws_iam_user_group_membership", f"{user}/{group}")
        for user, group in (
            ("ann", "callers"),
            ("ann", "readers"),
            ("ann", "writers"),
            ("bob", "readers"),
        )
    ]
    view = read(of, users, types=both[:1])
    assert {one.id for one in view.resources if one.type == both[0]} == {
        "callers",
        "readers",
        "writers",
    }


def test_a_provider_joins_by_its_declared_address() -> None:
    reader = reader_for("aws_iam_openid_connect_provider")
    assert reader is not None
    one = declared(reader.type, url="https://oidc.example.com/id/1")
    assert reader.projection.key(one) == "oidc.example.com/id/1"


def test_a_membership_without_its_groups_joins_nothing() -> None:
    reader = reader_for("aws_iam_user_group_membership")
    assert reader is not None
    one = declared(reader.type, user="ann", groups=["b", "a"])
    assert reader.projection.key(one) == "ann/a/b"
    assert reader.projection.key(replace(one, attributes={"user": "ann"})) is None


# ---- comparisons ---------------------------------------------------------------------------

_TOPIC = {"topic_arn": "arn:aws:sns:eu-west-1:1:t", "events": ["s3:ObjectCreated:*"]}

SAME = [
    ("aws_ssm_parameter", "tier", "Intelligent-Tiering", "Advanced"),
    ("aws_ssm_parameter", "key_id", None, "alias/aws/ssm"),
    ("aws_secretsmanager_secret", "kms_key_id", "alias/aws/secretsmanager", None),
    ("aws_s3_bucket_notification", "topic", [_TOPIC], [{**_TOPIC, "id": "tf-s3-topic-1"}]),
    (
        "aws_secretsmanager_secret_rotation",
        "rotation_rules",
        [{"schedule_expression": "rate(1 day)", "automatically_after_days": None}],
        [{"schedule_expression": "rate(24 hours)", "automatically_after_days": None}],
    ),
]
OTHER = [
    ("aws_ssm_parameter", "tier", "Standard", "Advanced"),
    ("aws_ssm_parameter", "key_id", None, "alias/team"),
    ("aws_secretsmanager_secret", "kms_key_id", "alias/aws/secretsmanager", "alias/team"),
    (
        "aws_s3_bucket_notification",
        "topic",
        [{**_TOPIC, "id": "new"}],
        [{**_TOPIC, "id": "tf-s3-topic-1"}],
    ),
    (
        "aws_secretsmanager_secret_rotation",
        "rotation_rules",
        [{"automatically_after_days": 30}],
        [{"automatically_after_days": 300}],
    ),
]


@pytest.mark.parametrize(("type_name", "path", "expected", "live"), SAME)
def test_noise(type_name: str, path: str, expected: Value, live: Value) -> None:
    assert row(type_name, path)(expected, live)


@pytest.mark.parametrize(("type_name", "path", "expected", "live"), OTHER)
def test_change(type_name: str, path: str, expected: Value, live: Value) -> None:
    assert not row(type_name, path)(expected, live)
