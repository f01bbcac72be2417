"""Findings of two revisions side by side: counted by identity, moved, ignored, in environments."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner import HIGH, rule
from scanner.identity import identity
from scanner.model import Kind, Location, Origin, Path, Resource
from scanner.outcome import Finding, Past, Standing, Suppression
from scanner.since import compare

Make = Callable[..., Finding]


@rule(on="*", severity=HIGH, fix="Fix.", bad=(), good=())
def check(_thing: Any) -> None:
    """Nothing."""


RULE = replace(check, id="thing")


class Nowhere:
    """A source of no file."""

    def locate(self, path: Path) -> Location:
        return Location("main.tf", 1 + len(path))


def finding(
    address: str = "a.b",
    kind: Kind = Kind.FAIL,
    message: str = "bad",
    environment: str = "",
    source: str = "inline",
    **more: Any,
) -> Finding:
    resource = Resource(
        "a", address, {}, Origin.CODE, Nowhere(), ".", environment=environment, **more
    )
    why = Suppression(source, reason="x", location=Location("main.tf", 7))
    return Finding(
        RULE, resource, kind, (), address, "", message, Location("main.tf"),
        identity(RULE.id, ".", address, ""), why if kind is Kind.SUPPRESSED else None,
    )  # fmt: skip


def plain(one: Finding) -> Finding:
    """A finding as the rules left it."""
    if one.kind is not Kind.SUPPRESSED:
        return one
    return one._replace(kind=Kind.FAIL, suppression=None)


def standings(before: Sequence[Finding], after: Sequence[Finding]) -> list[str]:
    found = compare(before, [plain(one) for one in after], after).findings
    return ["" if one.past is None else one.past.standing.value for one in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (Kind.FAIL, Kind.FAIL, "persisting"),
        (Kind.OPEN, Kind.OPEN, "persisting"),
        (Kind.OPEN, Kind.FAIL, "new"),
        (Kind.FAIL, Kind.OPEN, "persisting"),
        (Kind.SUPPRESSED, Kind.FAIL, "new"),
        (Kind.SUPPRESSED, Kind.OPEN, "new"),
        (Kind.FAIL, Kind.SUPPRESSED, "persisting"),
        (Kind.SUPPRESSED, Kind.SUPPRESSED, "persisting"),
        (Kind.PASS, Kind.FAIL, "new"),
        (Kind.PASS, Kind.SUPPRESSED, "new"),
        (Kind.FAIL, Kind.PASS, ""),
    ],
)
def test_what_a_finding_was_and_is(before: Kind, after: Kind, expected: str) -> None:
    assert standings([finding(kind=before)], [finding(kind=after)]) == [expected]


def test_what_counted_and_is_found_no_more_is_gone() -> None:
    before = [finding("a"), finding("b", Kind.OPEN), finding("c", Kind.SUPPRESSED), finding("d")]
    after = [finding("d", Kind.SUPPRESSED)]
    assert [one.address for one in compare(before, after, after).gone] == ["a"]


def test_an_added_ignore_does_not_count_for_what_is_added() -> None:
    after = [finding(kind=Kind.SUPPRESSED), finding("w", Kind.SUPPRESSED, source="waiver")]
    found = compare([], [plain(one) for one in after], after)
    assert [one.kind for one in found.findings] == [Kind.FAIL, Kind.SUPPRESSED]
    assert found.refused == [Location("main.tf", 7)]


def test_an_ignore_covers_as_many_as_before() -> None:
    one, two = finding(kind=Kind.SUPPRESSED), finding(kind=Kind.SUPPRESSED, message="worse")
    found = compare([one], [plain(one), plain(two)], [one, two])
    assert [f.kind for f in found.findings] == [Kind.SUPPRESSED, Kind.FAIL]


def test_environments_are_kept_apart_where_both_have_them() -> None:
    before = [finding(environment="staging")]
    both = [finding(environment="staging"), finding(environment="prod")]
    assert standings(before, both) == ["persisting", "new"]
    assert standings([finding()], both) == ["persisting", "persisting"]
    assert standings(both, [finding()]) == ["persisting"]
    assert [f.resource.environment for f in compare(both, before, before).gone] == ["prod"]
    assert compare(both, [finding()], [finding()]).gone == []


def test_what_has_no_instance_yet_is_not_known_by_it() -> None:
    absent = finding(not_instantiated=True)
    assert standings([absent], [finding()]) == ["new"]
    assert standings([absent], [absent]) == ["persisting"]
    assert standings([finding()], [absent]) == ["persisting"]


def test_a_swap_of_addresses() -> None:
    before = [finding("a"), finding("b")]
    after = [finding("a", moved_from=("b",)), finding("b", moved_from=("a",))]
    assert standings(before, after) == ["persisting", "persisting"]
    assert standings([finding("a")], [finding("b", moved_from=("x", "a"))]) == ["persisting"]


FINDING = st.builds(
    finding,
    st.sampled_from(("a", "b")),
    st.sampled_from(tuple(Kind)),
    st.sampled_from(("bad", "worse")),
)


@given(st.lists(FINDING, max_size=12), st.lists(FINDING, max_size=12))
def test_counts_add_up(before: list[Finding], after: list[Finding]) -> None:
    found = compare(before, [plain(one) for one in after], after)
    assert len(found.findings) == len(after)
    assert all((one.past is None) == (one.kind is Kind.PASS) for one in found.findings)
    for address in "ab":
        was = Counter(one.kind for one in before if one.address == address)
        now = Counter(one.kind for one in after if one.address == address)
        known = [
            kept.kind
            for kept in found.findings
            if kept.address == address and kept.past == Past(Standing.PERSISTING)
        ]
        # Certain ones are known by certain ones alone, as many as there are.
        assert known.count(Kind.FAIL) == min(was[Kind.FAIL], now[Kind.FAIL])
        assert len(known) <= was.total() - was[Kind.PASS]
        there = now.total() - now[Kind.PASS]
        gone = [one for one in found.gone if one.address == address]
        assert len(gone) == (0 if there else was[Kind.FAIL])


@given(st.lists(FINDING, max_size=8))
def test_nothing_is_new_since_itself(findings: list[Finding]) -> None:
    found = compare(findings, [plain(one) for one in findings], findings)
    assert all(one.past is None or one.past == Past(Standing.PERSISTING) for one in found.findings)
    assert [one.kind for one in found.findings] == [one.kind for one in findings]
    assert found.gone == []
    assert found.refused == []


def test_many_of_one_identity_take_no_longer_than_many() -> None:
    many = [finding(message=str(number)) for number in range(20_000)]
    others = [finding(message=f"other {number}") for number in range(20_000)]
    start = time.process_time()
    assert set(standings(many, others)) == {"persisting"}
    assert time.process_time() - start < 5
