"""The conf contract, held to what Checkov itself gives its checks (recorded)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scanner.cli.evaluation import load_code
from scanner.model import ABSENT, Origin, Resource, Unknown
from scanner.packs.checkov.conf import entity_of, kind_of
from scanner.packs.checkov.conf.names import name_of, without_key
from scanner.packs.checkov.conf.terraform import text_of
from scanner.project import Project

HERE = Path(__file__).parent / "recorded"
RECORDED = json.loads((HERE / "conf.json").read_text())


@pytest.fixture(scope="module")
def ours() -> dict[str, Any]:
    """Our entities of the same files, by type and address."""
    root = str(HERE / "conf")
    loaded = load_code([root], Project(root, root), (), "default", None)
    found = {}
    for resource in loaded.resources:
        kind = kind_of(resource)
        if kind is not None:
            entity = entity_of(resource, *kind)
            found[f"{entity.type} {entity.conf['__address__']}"] = entity
    return found


def test_the_same_blocks(ours: dict[str, Any]) -> None:
    assert set(ours) == set(RECORDED)
    assert len(RECORDED) > 15


@pytest.mark.parametrize("key", sorted(RECORDED))
def test_a_block_is_as_checkov_has_it(key: str, ours: dict[str, Any]) -> None:
    wanted = RECORDED[key]
    assert ours[key].conf == wanted["conf"]
    assert list(ours[key].conf) == list(wanted["conf"])


@pytest.mark.parametrize("key", [key for key in sorted(RECORDED) if not key.startswith("aws ")])
def test_a_block_has_the_name_that_checkov_gives_it(key: str, ours: dict[str, Any]) -> None:
    # A provider's is its type, which tells no two of them apart; ours has the alias.
    assert ours[key].name == RECORDED[key]["name"]


def test_what_is_unknown_is_noted_by_its_argument(ours: dict[str, Any]) -> None:
    logs = ours["aws_s3_bucket aws_s3_bucket.logs"]
    assert logs.unknown == {"bucket": "var.name has no value"}
    group = ours["aws_security_group aws_security_group.open[0]"]
    assert set(group.unknown) == {"ingress", "vpc_id"}


Make = Callable[..., Resource]


def test_a_block_that_may_not_be_there_is_one(make_resource: Make) -> None:
    item = Unknown("var.rules has no value", "var.rules", arms=(ABSENT, {"from_port": 22}))
    resource = make_resource("aws_security_group", ingress=[item])
    # As of a plan, where nothing but the schema tells blocks from arguments.
    entity = entity_of(resource, "resource", "acme_firewall")
    assert entity.unknown == {"ingress": "var.rules has no value"}


def test_a_type_without_a_schema_takes_lists_of_mappings_for_blocks(make_resource: Make) -> None:
    resource = make_resource("acme_firewall", origin=Origin.STATE, rule=[{"port": 22}], on=None)
    conf = entity_of(resource, "resource", "acme_firewall").conf
    assert conf["rule"] == [{"port": [22]}]
    assert "on" not in conf


def test_what_we_work_out_ourselves_is_left_out(make_resource: Make) -> None:
    resource = make_resource("aws_vpc", tags={"a": "b"}, tags_all={"a": "b"})
    conf = entity_of(resource, "resource", "aws_vpc").conf
    assert conf["tags"] == [{"a": "b"}]
    assert "tags_all" not in conf


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Unknown("no value", "var.x"), "var.x"),
        (Unknown("no value", "var.x", pieces=("a-", None, "-b")), "a-${var.x}-b"),
        (Unknown("no value"), "var.unknown"),
    ],
)
def test_an_unknown_value_is_an_expression(value: Unknown, text: str) -> None:
    assert text_of(value) == text


def test_a_template_of_json_is_what_it_holds(make_resource: Make) -> None:
    pieces = ('{"Resource": ["', None, '/*", "', None, '"]}\n')
    text = Unknown("known after apply", "aws_x.y.arn", ("aws_x.y",), pieces=pieces)
    broken = Unknown("no value", "var.x", pieces=('{"Resource": ', None, "}"))
    entity = entity_of(make_resource("acme_x", policy=text, odd=broken), "resource", "acme_x")
    assert entity.conf["policy"] == [{"Resource": ["${aws_x.y.arn}/*", "${aws_x.y.arn}"]}]
    assert entity.conf["odd"] == ['{"Resource": ${var.x}}']
    assert set(entity.unknown) == {"policy", "odd"}


def test_deep_values_and_wrong_json_are_harmless(make_resource: Make) -> None:
    deep: Any = "x"
    for _ in range(500):
        deep = [deep]
    resource = make_resource("acme_x", deep=deep, text="[" * 100_000, odd="{not json")
    conf = entity_of(resource, "resource", "acme_x").conf
    assert conf["odd"] == ["{not json"]
    assert conf["text"] == ["[" * 100_000]


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("aws_vpc", ("resource", "aws_vpc")),
        ("data.aws_ami", ("data", "aws_ami")),
        ("terraform_module", ("module", "module")),
        ("terraform_variable", None),
        ("dockerfile", None),
        ("Deployment", ("kubernetes", "Deployment")),
    ],
)
def test_what_checkov_takes_a_resource_for(
    type_: str, kind: tuple[str, str] | None, make_resource: Make
) -> None:
    assert kind_of(make_resource(type_)) == kind


@pytest.mark.parametrize(
    ("address", "definition"),
    [
        ("aws_x.y", "aws_x.y"),
        ("aws_x.y[0]", "aws_x.y"),
        ('aws_x.y["a.b"]', "aws_x.y"),
        ('aws_x.y[""]', "aws_x.y"),
        ('aws_x.y["["]', "aws_x.y"),
        ('aws_x.y["a["]', "aws_x.y"),
        (r'aws_x.y["a[\"b"]', "aws_x.y"),
        ('module.m["k"].aws_x.y["a"]', 'module.m["k"].aws_x.y'),
        ("aws_x.y]", "aws_x.y]"),
        ('aws_x.y"]', 'aws_x.y"]'),
    ],
)
def test_the_key_that_an_address_ends_in(
    make_resource: Callable[..., Resource], address: str, definition: str
) -> None:
    assert without_key(address) == definition
    resource = replace(make_resource("aws_x"), address=address)
    assert name_of(resource, "resource") == address.rpartition("aws_x.")[2]
