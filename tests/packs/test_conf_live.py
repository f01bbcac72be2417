"""The conf contract where there is more than code: what was read, and what was not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scanner.model import Origin, Resource, Unknown
from scanner.packs.checkov.conf import CODE_ONLY, Entity, choices_of, entity_of
from scanner.terraform.schemas import find

Make = Callable[..., Resource]
RECORDED = [Origin.PLAN, Origin.STATE, Origin.LIVE]


def entity(resource: Resource) -> Entity:
    return entity_of(resource, "resource", resource.type)


def whole(type_: str, **values: Any) -> dict[str, Any]:
    """All of a type's attributes and blocks, null or empty where nothing else is said."""
    schema = find(type_)
    assert schema is not None
    block = schema.block
    return dict.fromkeys(block.attributes) | {name: [] for name in block.blocks} | values


@pytest.mark.parametrize("origin", RECORDED)
def test_what_was_not_read_is_not_omitted(make_resource: Make, origin: Origin) -> None:
    values = whole("aws_ebs_volume", size=8)
    del values["encrypted"]
    found = entity(make_resource("aws_ebs_volume", origin=origin, **values))
    assert found.unread[()] == ("encrypted", *sorted(CODE_ONLY))
    assert "encrypted" not in found.conf
    assert found.conf["size"] == [8]


@pytest.mark.parametrize("origin", RECORDED)
def test_what_was_read_and_is_nothing_is_omitted(make_resource: Make, origin: Origin) -> None:
    values = whole("aws_ebs_volume", kms_key_id="", tags={}, encrypted=False)
    found = entity(make_resource("aws_ebs_volume", origin=origin, **values))
    assert found.unread[()] == tuple(sorted(CODE_ONLY))
    assert found.conf["encrypted"] == [False]
    assert {"kms_key_id", "tags", "timeouts"}.isdisjoint(found.conf)


def test_in_code_everything_is_read(make_resource: Make) -> None:
    found = entity(make_resource("aws_ebs_volume", kms_key_id=""))
    assert found.unread == {}
    assert found.conf["kms_key_id"] == [""]


@pytest.mark.parametrize("origin", [Origin.STATE, Origin.LIVE])
def test_what_could_not_be_read_is_not_there(make_resource: Make, origin: Origin) -> None:
    denied = Unknown("not read: denied")
    values = whole("aws_ebs_volume", encrypted=denied, tags={"a": denied}, size=8)
    found = entity(make_resource("aws_ebs_volume", origin=origin, **values))
    assert found.unread[()][:2] == ("encrypted", "tags")
    assert {"encrypted", "tags"}.isdisjoint(found.conf)
    assert found.unknown == {"encrypted": "not read: denied", "tags": "not read: denied"}


def test_a_plan_has_expressions(make_resource: Make) -> None:
    later = Unknown("known after apply", "aws_kms_key.a.arn")
    values = whole("aws_ebs_volume", kms_key_id=later)
    found = entity(make_resource("aws_ebs_volume", origin=Origin.PLAN, **values))
    assert found.conf["kms_key_id"] == ["aws_kms_key.a.arn"]


def test_what_is_only_sent_leaves_no_trace(make_resource: Make) -> None:
    values = whole("aws_db_instance", password_wo_version=1)
    found = entity(make_resource("aws_db_instance", origin=Origin.STATE, **values))
    assert "password_wo" in found.unread[()]


def test_within_blocks(make_resource: Make) -> None:
    values = whole("aws_eks_cluster", vpc_config=[{"endpoint_public_access": True}])
    found = entity(make_resource("aws_eks_cluster", origin=Origin.LIVE, **values))
    assert found.conf["vpc_config"] == [{"endpoint_public_access": [True]}]
    assert "public_access_cidrs" in found.unread["vpc_config", 0]


def test_objects_of_an_attribute_stand_for_blocks(make_resource: Make) -> None:
    """As most code writes them, and as Checkov has them of a plan."""
    rule = {"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}
    values = whole("aws_security_group", ingress=[rule])
    found = entity(make_resource("aws_security_group", origin=Origin.LIVE, **values))
    assert found.conf["ingress"] == [
        {"cidr_blocks": [["0.0.0.0/0"]], "from_port": [22], "protocol": ["tcp"], "to_port": [22]}
    ]
    assert "description" in found.unread["ingress", 0]


def test_a_type_without_a_schema_has_what_it_has(make_resource: Make) -> None:
    found = entity(make_resource("acme_x", origin=Origin.STATE, a=None, b=1))
    assert found.unread == {(): tuple(sorted(CODE_ONLY))}


@pytest.mark.parametrize(
    ("type_", "conf", "chosen", "zeros"),
    [
        # The provider may set it; nobody else but the user sets the other.
        ("aws_db_instance", {"kms_key_id": ["k"]}, {(): ("kms_key_id",)}, {}),
        ("aws_cloudwatch_log_group", {"kms_key_id": ["k"]}, {}, {}),
        ("aws_cloudwatch_log_group", {"name": ["x"]}, {(): ("name",)}, {}),
        ("aws_cloudwatch_log_group", {"retention_in_days": [0]}, {}, {(): ("retention_in_days",)}),
        ("aws_cloudwatch_log_group", {"retention_in_days": [7]}, {}, {}),
        ("aws_ebs_volume", {"availability_zone": ["a"]}, {}, {}),
        (
            "aws_eks_cluster",
            {"vpc_config": [{"public_access_cidrs": [["0.0.0.0/0"]], "subnet_ids": [["a"]]}]},
            {("vpc_config", 0): ("public_access_cidrs",)},
            {},
        ),
        ("aws_security_group", {"ingress": [{"from_port": [0]}]}, {}, {}),
        ("acme_x", {"a": [0]}, {}, {}),
    ],
)
def test_what_the_platform_may_have_chosen(
    type_: str, conf: dict[str, Any], chosen: Any, zeros: Any
) -> None:
    found = choices_of(type_, conf, {})
    assert (found.chosen, found.zeros) == (chosen, zeros)


def test_a_default_may_be_nobodys_choice() -> None:
    conf = {"description": ["Managed by Terraform"]}
    defaults = {"description": "Managed by Terraform"}
    assert choices_of("aws_security_group", conf, defaults).chosen == {(): ("description",)}
    assert choices_of("aws_security_group", conf, {"description": "x"}).chosen == {}
