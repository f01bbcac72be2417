"""Types whose live objects are another type's too: each object is one resource, under one name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scanner.drift import compare
from scanner.live.aws.kinds import reader_for, supported_types
from scanner.live.everything import read_account
from scanner.live.facade import Sessions, read_live, readable
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource

TYPES = ("aws_db_subnet_group", "aws_docdb_subnet_group", "aws_neptune_subnet_group")
SHARING = [
    one for one in supported_types() if (found := readable(one)) is not None and found.same_as
]


@pytest.fixture
def groups(aws: Any) -> None:
    import boto3

    ec2, rds = (boto3.client(name, region_name="eu-west-1") for name in ("ec2", "rds"))
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    for name in ("relational", "documents", "by-hand"):
        rds.create_db_subnet_group(
            DBSubnetGroupName=name, DBSubnetGroupDescription="Managed by Terraform",
            SubnetIds=[subnet],
        )  # fmt: skip


def managed(type_name: str, name: str) -> Resource:
    attributes = {"name": name, "id": name}
    return Resource(
        type_name, f"{type_name}.{name}", attributes, Origin.STATE, LiveSource(""), ".", id=name
    )


@pytest.mark.parametrize("extra", [(), TYPES])
def test_what_one_type_manages_is_no_surplus_of_another(
    groups: None, session: Any, extra: tuple[str, ...]
) -> None:
    state = [
        managed("aws_db_subnet_group", "relational"),
        managed("aws_docdb_subnet_group", "documents"),
    ]
    live = read_live(state, Sessions(aws=lambda _: session), types=extra)
    done = compare(None, list(live.managed), live.view, live.projections)
    assert live.view.unread == ()
    assert [(one.type, one.id) for one in done.unmanaged] == [("aws_db_subnet_group", "by-hand")]
    assert done.missing == ()
    assert {one.live.id for one in done.verified} == {"relational", "documents"}


def test_what_another_environment_manages_is_none_either(groups: None, session: Any) -> None:
    """Whatever it calls it."""
    state = [managed("aws_docdb_subnet_group", "documents")]
    live = read_live(state, Sessions(aws=lambda _: session), types=TYPES)
    theirs = [
        managed("aws_neptune_subnet_group", "by-hand"),
        managed("aws_db_subnet_group", "relational"),
    ]
    done = compare(None, list(live.managed), live.view, live.projections, deposed=theirs)
    assert done.unmanaged == ()
    assert len(compare(None, list(live.managed), live.view, live.projections).unmanaged) == 2


def test_alone_a_type_reports_what_nobody_manages(groups: None, session: Any) -> None:
    state = [managed("aws_docdb_subnet_group", "documents")]
    live = read_live(state, Sessions(aws=lambda _: session))
    done = compare(None, list(live.managed), live.view, live.projections)
    assert sorted((one.type, str(one.id)) for one in done.unmanaged) == [
        ("aws_docdb_subnet_group", "by-hand"),
        ("aws_docdb_subnet_group", "relational"),
    ]


def test_a_whole_account_has_each_once(groups: None, open_session: Callable[..., Any]) -> None:
    found = read_account(lambda _: open_session(*TYPES), (), TYPES)
    assert sorted((one.type, str(one.id)) for one in found.resources) == [
        ("aws_db_subnet_group", name) for name in ("by-hand", "documents", "relational")
    ]
    assert found.unread == ()


@pytest.mark.parametrize("type_name", SHARING)
def test_they_join_by_the_same_keys(type_name: str) -> None:
    """And ask for the same, so that reading both costs no more than reading one."""
    reader = reader_for(type_name)
    assert reader is not None
    other = reader_for(reader.projection.same_as)
    assert other is not None and not other.projection.same_as
    assert reader.regional == other.regional
    assert {one.pair for one in reader.operations} <= {one.pair for one in other.operations}


def test_which_they_are() -> None:
    assert len(SHARING) >= 11
