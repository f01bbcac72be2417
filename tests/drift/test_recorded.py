"""A configuration that the real Terraform applied: its code, its state, and what the readers saw.

Recorded by tests/oracles/state/regenerate.py. Nothing drifted then; and every attribute that is
compared is changed here, one at a time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scanner.drift import Comparison, compare, results
from scanner.drift.values import WITH_DEFAULTS
from scanner.live import readable
from scanner.live.aws.ownership import OWNED_ELSEWHERE
from scanner.load.terraform import load_terraform
from scanner.model import Origin, Resource
from scanner.project import Project
from scanner.projection import Attribute, AttributeKind, LiveView, Projection
from scanner.terraform.options import TerraformOptions
from scanner.terraform.state import State, read_state

TESTS = Path(__file__).parents[1]
FIXTURES = TESTS / "terraform_state" / "fixtures"
ROOT = TESTS / "oracles" / "state" / "aws"


class Nowhere:
    def locate(self, path: tuple[str | int, ...]) -> Any:
        raise AssertionError("a live resource is never pointed at when there is an anchor")


class Recording:
    """The three views; `live` may be changed on the way into `compare`."""

    def __init__(self) -> None:
        self.state: State = read_state((FIXTURES / "aws.tfstate").read_bytes(), "aws.tfstate", ".")
        options = TerraformOptions(recorded=self.state.recorded(), boundary=str(ROOT))
        project = Project(str(ROOT), str(ROOT))
        self.declared = load_terraform([str(ROOT)], project, options).resources
        noted = json.loads((FIXTURES / "aws.live.json").read_text())
        self.live = [
            Resource(origin=Origin.LIVE, source=Nowhere(), **one) for one in noted["resources"]
        ]
        self.listed = frozenset(tuple(one) for one in noted["listed"])
        found = {one.type: readable(one.type) for one in self.live}
        self.projections = {name: one for name, one in found.items() if one is not None}
        self.anchor = self.declared[0].source.locate(())

    def compare(self, live: list[Resource]) -> Comparison:
        return compare(
            self.declared,
            self.state.resources,
            LiveView(tuple(live), (), self.listed),
            self.projections,
            splits=OWNED_ELSEWHERE,
            anchor=self.anchor,
        )


@pytest.fixture(scope="module")
def recording() -> Recording:
    return Recording()


def said(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [
        (one.address, one.attribute, one.drift.drift_class.value)
        for one in comparison.findings
        if one.kind != "pass" and one.drift is not None
    ]


def test_what_was_just_applied_has_not_drifted(recording: Recording) -> None:
    comparison = recording.compare(recording.live)
    assert said(comparison) == []
    counts = comparison.coverage.types
    assert counts["aws_s3_bucket"].compared == 3
    assert counts["aws_vpc_security_group_ingress_rule"].compared == 1
    assert counts["aws_vpc"].unsupported == 1
    assert comparison.coverage.compared > 50 and comparison.coverage.unread == 0


def changed(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    if isinstance(value, str):
        return '{"Statement": []}' if value.startswith("{") else value + "-changed"
    if isinstance(value, Mapping):
        return {**value, "changed": "by hand"}
    if isinstance(value, list):
        return [*value[1:], {"changed": "by hand"}] if value else ["changed"]
    return "changed"


def edited(attributes: Mapping[str, Any], row: Attribute) -> dict[str, Any] | None:
    top, _, rest = row.path.partition(".")
    if top not in attributes:
        return None
    if not rest:
        return {**attributes, top: changed(attributes[top])}
    (block,) = attributes[top]
    return {**attributes, top: [{**block, rest: changed(block[rest])}]}


def test_each_change_is_found_and_nothing_else(recording: Recording) -> None:
    seen = 0
    for position, one in enumerate(recording.live):
        projection: Projection = recording.projections[one.type]
        for row in projection.attributes:
            if row.kind in (AttributeKind.APPLY_ONLY, AttributeKind.WRITE_ONLY):
                continue
            if row.path in WITH_DEFAULTS.values():
                continue
            attributes = edited(one.attributes, row)
            if attributes is None:
                continue
            there = replace(one, attributes=attributes)
            if projection.key(there) != projection.key(one):
                continue
            live = [*recording.live[:position], there, *recording.live[position + 1 :]]
            found = said(recording.compare(live))
            if (one.id, row.path) == ("logs-a", "versioning") or (
                (one.type, row.path) == ("aws_security_group", "ingress")
            ):
                # Left to a resource of its own.
                assert found == []
                continue
            assert [(attribute, of) for _, attribute, of in found] == [(row.path, "drifted")], (
                one.id,
                row.path,
                found,
            )
            seen += 1
    assert seen > 50


def test_each_deletion_and_each_stranger_is_found(recording: Recording) -> None:
    for position, one in enumerate(recording.live):
        rest = [*recording.live[:position], *recording.live[position + 1 :]]
        ((_, attribute, of),) = said(recording.compare(rest))
        assert (attribute, of) == ("", "missing")
        stranger = replace(
            one,
            id="stranger",
            address=f"{one.type}.stranger",
            attributes={
                name: "stranger" if value == one.id or name in ("name", "id") else value
                for name, value in one.attributes.items()
            },
        )
        assert said(recording.compare([*recording.live, stranger])) == [
            (f"{one.type}.stranger", "", "unmanaged")
        ]


def test_findings_are_at_their_lines(recording: Recording) -> None:
    live = [
        replace(one, attributes={**one.attributes, "description": "by hand"})
        if one.type == "aws_security_group"
        else one
        for one in recording.live
    ]
    (result,) = results(recording.compare(live).findings)
    lines = (ROOT / "main.tf").read_text().splitlines()
    assert lines[result.location.start_line - 1] == 'resource "aws_security_group" "web" {'
    assert result.drift is not None and result.drift.live == "by hand"
    assert result.resource_id == next(
        one.id for one in recording.live if one.type == "aws_security_group"
    )
