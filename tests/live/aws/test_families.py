"""Every family of resource types, from what the real provider recorded and what was answered.

`tests/live/oracle/family.py` made the recordings: straight after apply nothing has drifted; after
each change made outside of Terraform exactly that is found, in its class. Answers that no server
gave are constructed after their documentation, and marked so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from recorded import Family, families, value_at

from scanner.compare import empty
from scanner.drift import compare
from scanner.live.aws.kinds import reader_for, splits
from scanner.live.facade import Live, Sessions, read_live
from scanner.model import Unknown, Value
from scanner.outcome import DriftClass
from scanner.projection import NO_DEFAULT, Attribute, AttributeKind, Projection
from scanner.terraform.schemas import BlockSchema, find

NOWHERE = (AttributeKind.APPLY_ONLY, AttributeKind.WRITE_ONLY)
ORACLE = Path(__file__).parents[1] / "oracle"


@cache
def family(name: str) -> Family:
    return Family(name)


CASES = [(name, number) for name in families() for number in range(len(family(name).changes))]
TYPES = sorted({one["type"] for name in families() for one in family(name).state})
READ = [name for name in TYPES if reader_for(name)]


@pytest.fixture(scope="session")
def ask(replayed: Callable[[Any], Any]) -> Callable[..., Live]:
    """What is read live of a family, with some answers replaced."""

    def ask(of: Family, changed: Mapping[str, Any] | None = None) -> Live:
        session = replayed({**of.answers, **(changed or {})})
        return read_live(of.resources(), Sessions(aws=lambda _: session))

    return ask


def found(live: Live) -> list[str]:
    """``address: attribute``, ``address: missing``, ``unmanaged TYPE`` of what is not in sync."""
    done = compare(
        None, list(live.managed), live.view, live.projections, splits=splits(live.projections)
    )
    assert [one.message for one in done.diagnostics if one.level == "error"] == []
    lines = []
    for one in done.findings:
        assert one.drift is not None
        of = one.drift.drift_class
        if of is DriftClass.IN_SYNC:
            continue
        if of is DriftClass.UNMANAGED:
            lines.append(f"unmanaged {one.resource.type}")
        elif one.attribute:
            assert of is DriftClass.DRIFTED, one.message
            lines.append(f"{one.address}: {one.attribute}")
        else:
            lines.append(f"{one.address}: {of.value}")
    return sorted(lines)


@pytest.mark.parametrize("name", families())
def test_straight_after_apply_nothing_has_drifted(name: str, ask: Callable[..., Live]) -> None:
    assert found(ask(family(name))) == []


@pytest.mark.parametrize(("name", "number"), CASES)
def test_a_change_is_found_and_nothing_else(
    name: str, number: int, ask: Callable[..., Live]
) -> None:
    case = family(name).changes[number]
    expected = sorted(part.strip() for part in case["expected"].split(","))
    assert found(ask(family(name), case["answers"])) == expected


@pytest.mark.parametrize("name", families())
def test_every_compared_attribute_differs_when_it_is_changed(
    name: str, ask: Callable[..., Live]
) -> None:
    """The comparators see a change of each value there is."""
    live = ask(family(name))
    states = {(one.type, key(one)): one for one in live.managed}
    for there in live.view.resources:
        state = states.get((there.type, there.id))
        projection = live.projections[there.type]
        for row in rows(projection):
            value = value_at(there.attributes, row.path)
            other = altered(value)
            if state is None or other is None:
                continue
            expected = value_at(state.attributes, row.path)
            if not empty(expected):
                assert not row.same(expected, other), f"{there.type} {row.path}: {expected} {other}"


def key(one: Any) -> str | None:
    reader = reader_for(one.type)
    return reader.projection.key(one) if reader else None


def rows(projection: Projection) -> Iterator[Attribute]:
    """What is compared with live."""
    return (row for row in projection.attributes if row.kind not in NOWHERE)


def altered(value: Value) -> Value:
    """Another value of the same kind; None where there is none to be had."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    if isinstance(value, str):
        return altered_text(value)
    if isinstance(value, list):
        if not value or not isinstance(value[0], dict):
            return [*value, "trueup-other"] if value else None
        name = next((name for name in value[0] if altered(value[0][name]) is not None), None)
        if name is None:
            return None
        return [{**value[0], name: altered(value[0][name])}, *value[1:]]
    if isinstance(value, dict) and not isinstance(value, Unknown):
        return {**value, "trueup": "other"}
    return None


def altered_text(value: str) -> Value:
    """A text with another meaning, also as a number, an address, a name or a policy."""
    if value.isdigit():
        return str(int(value) + 1)
    if value.startswith(("{", "[")):
        return '{"Statement": [{"Effect": "Deny", "Action": "trueup:Other", "Resource": "*"}]}'
    return f"other-{value}-other" if value else None


def is_another_name(type_name: str) -> bool:
    """Whether a type is read as another one is, which has all attributes set."""
    reader = reader_for(type_name)
    same = reader_for(reader.projection.same_as) if reader else None
    return reader is not None and same is not None and reader.parts is same.parts


@pytest.mark.parametrize("type_name", [one for one in READ if not is_another_name(one)])
def test_every_compared_attribute_is_set_somewhere(type_name: str) -> None:
    """The recordings hold a value of each attribute, other than its default."""
    reader = reader_for(type_name)
    assert reader is not None
    states = [
        one["attributes"]
        for name in families()
        for one in family(name).state
        if one["type"] == type_name
    ]
    excused = {
        path for name in families() for path in unset(name) if path.startswith(f"{type_name}.")
    }
    bare = {
        f"{type_name}.{row.path}"
        for row in rows(reader.projection)
        if row.kind is AttributeKind.SETTABLE
        and not any(is_set(row, value_at(one, row.path)) for one in states)
    }
    assert bare == excused


@pytest.mark.parametrize("type_name", READ)
def test_most_settable_arguments_are_compared(type_name: str) -> None:
    """At least 80 % of the arguments of the provider's schema; the others have their reason."""
    reader, schema = reader_for(type_name), find(type_name)
    assert reader is not None and schema is not None
    projection = reader.projection
    arguments = set(settable(schema.block))
    rows = [one.path for one in projection.attributes]
    missing = {one for one in arguments if not inside(one, rows)}
    assert {one for one in missing if not inside(one, projection.uncovered)} == set()
    assert len(missing) <= 0.2 * len(arguments), sorted(missing)
    known = {*arguments, "timeouts"}
    assert {one for one in projection.uncovered if not holds(one, known)} == set()
    written = (AttributeKind.SETTABLE, *NOWHERE)
    for row in projection.attributes:
        assert row.kind not in written or holds(row.path, known), row.path


def settable(block: BlockSchema, prefix: str = "", depth: int = 0) -> Iterator[str]:
    """Paths of the arguments of a schema block and its blocks, recursive ones to a depth."""
    for name, one in block.attributes.items():
        if (one.required or one.optional) and (prefix or name != "id"):
            yield prefix + name
    for name, nested in block.blocks.items():
        if depth < 8 and name != "timeouts":
            yield from settable(nested.block, f"{prefix}{name}.", depth + 1)


def inside(path: str, of: Iterable[str]) -> bool:
    return any(path == one or path.startswith(f"{one}.") for one in of)


def holds(path: str, arguments: Iterable[str]) -> bool:
    return any(inside(path, [one]) or one.startswith(f"{path}.") for one in arguments)


def unset(name: str) -> Mapping[str, str]:
    """``TYPE.ATTRIBUTE`` -> why no resource of the family sets it."""
    return said(name, "UNSET")


@cache
def said(name: str, what: str) -> Mapping[str, str]:
    """A dictionary of the family's changes.py: what cannot be -> its reason."""
    text = (ORACLE / name / "changes.py").read_text()
    scope: dict[str, Any] = {}
    exec(compile(text, name, "exec"), scope)
    found: Mapping[str, str] = scope.get(what, {})
    assert all(found.values())
    return found


def is_set(row: Attribute, value: Value) -> bool:
    if empty(value):
        return False
    return row.default is NO_DEFAULT or not row.same(row.default, value)


def test_what_is_constructed_says_after_what() -> None:
    for name in families():
        for one in family(name).state:
            documentation = one.get("documentation", "https://")
            assert documentation.startswith("https://"), one["address"]


@pytest.mark.parametrize("type_name", READ)
def test_every_type_is_changed_and_deleted_somewhere(type_name: str) -> None:
    counted: Counter[str] = Counter()
    for name in families():
        for case in family(name).changes:
            for part in case["expected"].split(","):
                address, _, what = part.strip().partition(": ")
                if what and address.startswith(f"{type_name}."):
                    counted["missing" if what == "missing" else "changed"] += 1
    never = {
        path.partition(": ")[2]
        for name in families()
        for path in said(name, "NEVER")
        if path.startswith(f"{type_name}: ")
    }
    assert {what for what in ("changed", "missing") if not counted[what]} == never, counted


def test_replacing_nothing_is_noticed(ask: Callable[..., Live]) -> None:
    """The test of the tests: a state that lies is found out."""
    of = family("network")
    lying = [
        replace(one, attributes={**one.attributes, "cidr_block": "10.99.0.0/16"})
        if one.type == "aws_vpc"
        else one
        for one in ask(of).managed
    ]
    live = ask(of)
    assert any("cidr_block" in line for line in found(replace(live, managed=tuple(lying))))
