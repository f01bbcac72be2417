"""From state and raw answers to findings: the readers and `scanner.drift` together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from recorded import STACK_TYPES

from scanner.compare import empty
from scanner.drift import compare
from scanner.live.aws.ownership import OWNED_ELSEWHERE
from scanner.live.facade import Sessions, read_live, readable
from scanner.model import Origin, Resource
from scanner.outcome import DriftClass, Finding
from scanner.projection import AttributeKind


@pytest.fixture(scope="module")
def changes(load: Callable[[str], Any]) -> Any:
    """The module with the changes, and how they edit an answer."""
    return load("live/aws/test_changes.py")


def declared(resources: Iterable[Resource]) -> list[Resource]:
    """Code that says what the state says, as far as an argument can; what resources of their own
    manage is left to them."""
    owned = {(one.type, one.attribute) for one in OWNED_ELSEWHERE}
    inline = {"aws_s3_bucket.inline", "aws_security_group.inline", "aws_iam_role.inline"}
    found = []
    for one in resources:
        projection = readable(one.type)
        settable = {
            row.path.split(".")[0]
            for row in (projection.attributes if projection else ())
            if row.kind is AttributeKind.SETTABLE
        }
        said = {
            name: value
            for name, value in one.attributes.items()
            if name in settable
            and not empty(value)
            and ((one.type, name) not in owned or one.address in inline)
        }
        found.append(replace(one, origin=Origin.CODE, attributes=said, id=None))
    return found


def findings(stack: Any, session: Any) -> list[Finding]:
    """What is not in sync."""
    live = read_live(stack.resources(), Sessions(aws=lambda resource: session))
    managed = list(live.managed)
    done = compare(declared(managed), managed, live.view, live.projections, splits=OWNED_ELSEWHERE)
    assert [one for one in done.diagnostics if one.level == "error"] == []
    return [
        one
        for one in done.findings
        if one.drift is not None and one.drift.drift_class is not DriftClass.IN_SYNC
    ]


def test_straight_after_apply_nothing_drifted(stack: Any, replayed: Callable[[Any], Any]) -> None:
    assert [
        (one.resource.address, one.attribute) for one in findings(stack, replayed(stack.answers))
    ] == []


def test_changes_are_found_with_their_class(
    stack: Any, replayed: Callable[[Any], Any], changes: Any
) -> None:
    # Each change is held against the readers by themselves elsewhere; a third of them goes all the
    # way, spread over the types.
    wrong: list[str] = []
    for change in changes.CHANGES[::3]:
        session = replayed(changes.edited(stack, change))
        found = {
            (one.resource.address, one.attribute, str(one.drift.drift_class))
            for one in findings(stack, session)
            if one.drift is not None and one.drift.drift_class is not DriftClass.UNMANAGED
        }
        expected = {
            # Live has the sum of own and default tags, which is told as `tags`.
            (address, "tags" if attribute == "tags_all" else attribute, "drifted")
            for address, attribute in (one.split(": ") for one in change.expected)
        }
        if found != expected:
            wrong.append(f"{change}: {sorted(found)}")
    assert "\n".join(wrong) == ""


def test_a_deleted_stack_is_missing(stack: Any, session: Any) -> None:
    """An empty account: everything is gone, and nothing is unread."""
    live = read_live(stack.resources(), Sessions(aws=lambda resource: session))
    done = compare(None, list(live.managed), live.view, live.projections, splits=OWNED_ELSEWHERE)
    assert live.view.unread == () and live.view.resources == ()
    classes = {
        one.resource.address: str(one.drift.drift_class)
        for one in done.findings
        if one.drift is not None and one.drift.drift_class is not DriftClass.UNMANAGED
    }
    supported = {one["address"] for one in stack.state if one["type"] in STACK_TYPES}
    assert classes == dict.fromkeys(supported, "missing")
