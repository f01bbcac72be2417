"""Whose key something is encrypted with: by name in code, by the aliases of AWS on what is live."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.decisions import Decisions
from scanner.maybes import Undecided
from scanner.model import Location, Origin, Resource, Unknown
from scanner.relations import Index
from scanner.shapes import has_own_key
from scanner.views import View

KEY = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
OF_AWS = "arn:aws:kms:eu-west-1:123456789012:key/f5f30938-abed-41a2-a0f6-5482d02a2489"
DATABASE = "arn:aws:rds:eu-west-1:123456789012:db:orders"


class Source:
    def locate(self, path: object) -> Location:
        return Location("here")


def resource(kind: str, origin: Origin, **attributes: Any) -> Resource:
    return Resource(kind, f"{kind}.x", attributes, origin, Source(), "")


def asked(key: Any, origin: Origin, *beside: Resource, unread: tuple[str, ...] = ()) -> bool:
    database = resource("aws_db_instance", origin, kms_key_id=key, arn=DATABASE)
    index = Index([database, *beside], unread.__contains__)
    return has_own_key(View(database, Decisions(), index, {}), "kms_key_id")


def alias(target: str) -> Resource:
    name = "alias/aws/rds"
    return resource("aws_kms_alias", Origin.LIVE, name=name, target_key_id=target)


@pytest.mark.parametrize("origin", list(Origin))
@pytest.mark.parametrize(
    "key", [None, "", "alias/aws/rds", KEY.partition("key")[0] + "alias/aws/x"]
)
def test_no_key_and_that_of_aws_by_name_are_nobodys_own(key: Any, origin: Origin) -> None:
    assert not asked(key, origin)


@pytest.mark.parametrize("origin", [Origin.CODE, Origin.PLAN])
@pytest.mark.parametrize("key", [KEY, OF_AWS, "alias/orders"])
def test_code_that_names_a_key_chose_it(key: str, origin: Origin) -> None:
    assert asked(key, origin)


def test_live_the_alias_tells_the_key_of_aws() -> None:
    of_aws = alias(OF_AWS.rpartition("/")[2])
    assert not asked(OF_AWS, Origin.LIVE, of_aws)
    assert not asked(OF_AWS.rpartition("/")[2], Origin.LIVE, of_aws)
    assert asked(KEY, Origin.LIVE, of_aws)


@pytest.mark.parametrize("origin", [Origin.STATE, Origin.LIVE])
def test_a_key_that_stands_beside_is_ones_own(origin: Origin) -> None:
    assert asked(KEY, origin, resource("aws_kms_key", origin, arn=KEY))
    with pytest.raises(Undecided):
        asked(OF_AWS, origin, resource("aws_kms_key", origin, arn=KEY))


@pytest.mark.parametrize("origin", [Origin.STATE, Origin.LIVE])
def test_a_name_and_a_key_of_another_account_are_chosen(origin: Origin) -> None:
    assert asked("alias/orders", origin)
    assert asked(KEY.replace("123456789012", "111122223333"), origin)


def test_what_was_not_read_leaves_it_undecided() -> None:
    types = ("aws_kms_alias", "aws_kms_key")
    with pytest.raises(Undecided):
        asked(KEY, Origin.LIVE, unread=types)
    with pytest.raises(Undecided):
        asked(KEY, Origin.STATE)


def test_an_unknown_key_may_be_none() -> None:
    database = resource("aws_db_instance", Origin.CODE, kms_key_id=Unknown("x"))
    seen = set()
    for outcome in (True, False):
        view = View(database, Decisions((outcome,)), Index([database]), {})
        seen.add(has_own_key(view, "kms_key_id"))
    assert seen == {True, False}
