"""What is said of code and of its plan counts once, rule by rule."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from scanner.load.recorded import Recorded
from scanner.load.verdicts import joined
from scanner.model import Kind, Location, Origin, Resource
from scanner.outcome import Finding
from scanner.rulebook import load_rules

RULES = {rule.id: rule for rule in load_rules()}
PUBLIC, PLAIN = "aws-db-instance-public", "aws-db-instance-unencrypted"
SOURCE = SimpleNamespace(locate=lambda path: Location("main.tf"))


def said(rule: str, kind: Kind, origin: Origin) -> Finding:
    address = "aws_db_instance.d"
    resource = Resource("aws_db_instance", address, {}, origin, SOURCE, "infra")
    identity = f"{rule}|infra|{address}|"
    place = Location("main.tf")
    return Finding(RULES[rule], resource, kind, (), address, "", "it is", place, identity)


@pytest.mark.parametrize(
    ("code", "kept"),
    [((PUBLIC, Kind.PASS), True), ((PLAIN, Kind.PASS), False), ((PLAIN, Kind.FAIL), False)],
)
def test_what_a_plan_leaves_open_is_dropped_only_where_the_code_decides_it(
    code: tuple[str, Kind], kept: bool
) -> None:
    declared = said(*code, Origin.CODE)
    opened = said(PLAIN, Kind.OPEN, Origin.PLAN)
    record = Recorded("plan.json", (opened.resource,), True)
    found = joined([declared], [(record, [opened])])
    assert ((PLAIN, Kind.OPEN) in [(one.rule.id, one.kind) for one in found]) == kept
