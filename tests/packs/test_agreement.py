"""Verdicts of two judges held against each other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.packs.checkov.agreement import (
    Agreement,
    Cause,
    Named,
    Place,
    Verdicts,
    causes,
    compare,
    together,
)

FILE = "/main.tf"


def verdicts(**said: str) -> Verdicts:
    """``a__0="passed failed"``: what the check A says of ``aws_x.a[0]``."""
    return {("A", place(name)): frozenset(words.split()) for name, words in said.items()}


def place(name: str) -> Place:
    address, _, key = name.partition("__")
    return Place(FILE, f"aws_x.{address}[{key}]" if key else f"aws_x.{address}")


def causes_of(agreement: Agreement) -> list[Cause]:
    return [one.cause for one in agreement.differences]


def test_equal_verdicts_agree() -> None:
    found = compare(verdicts(a="passed", b="failed"), verdicts(a="passed", b="failed"), False)
    assert (found.equal, found.total, found.common, found.checks) == (2, 2, 2, 1)
    assert str(found) == "agreement 100.00% (2 of 2)"


def test_a_difference_never_rounds_to_none() -> None:
    assert str(Agreement(99_999, 100_000)) == "agreement 99.99% (99999 of 100000)"


@pytest.mark.parametrize(
    ("checkov", "pack", "equal", "total"),
    [
        # Both do not know.
        ({}, {"a": "open"}, 0, 0),
        ({"a": "passed"}, {"a": "open"}, 0, 1),
        # Told to skip by a comment.
        ({"a": "skipped"}, {"a": "failed"}, 0, 0),
        # What only one of them tells apart.
        ({"a": "passed"}, {"a__0": "passed"}, 1, 1),
        ({"a__0": "passed"}, {"a": "passed"}, 1, 1),
        ({"a": "failed"}, {"a__0": "passed", "a__1": "failed"}, 0, 1),
        ({"a": "passed", "a__0": "passed"}, {"a__0": "passed"}, 1, 1),
        ({"a__0": "passed", "a__1": "passed"}, {"a__0": "passed", "a__1": "passed"}, 2, 2),
    ],
)
def test_what_is_compared(
    checkov: dict[str, str], pack: dict[str, str], equal: int, total: int
) -> None:
    found = compare(verdicts(**checkov), verdicts(**pack), False)
    assert (found.equal, found.total) == (equal, total)


@pytest.mark.parametrize(
    ("checkov", "pack", "cause"),
    [
        ({"a": "passed"}, {"a": "failed"}, Cause.CONTRARY),
        ({"a": "passed"}, {"a": "passed failed"}, Cause.SOME),
        ({"a": "passed"}, {"a": "open"}, Cause.OPEN),
        ({"a": "passed"}, {}, Cause.PACK_SILENT),
        ({}, {"a": "failed"}, Cause.CHECKOV_SILENT),
        ({}, {"p": "failed"}, Cause.PARTLY_KNOWN),
        ({"b": "passed"}, {}, Cause.ONLY_CHECKOV),
        ({"c": "passed"}, {}, Cause.NO_INSTANCE),
        ({"c__0": "passed"}, {}, Cause.NO_INSTANCE),
        ({}, {"d__0": "passed"}, Cause.INSTANCE),
        ({}, {"e": "passed"}, Cause.ONLY_PACK),
    ],
)
def test_why_they_differ(checkov: dict[str, str], pack: dict[str, str], cause: Cause) -> None:
    named = Named(
        checkov=frozenset(map(place, ("a", "b", "c", "c__0", "p"))),
        pack=frozenset(map(place, ("a", "d__0", "e", "p"))),
        without_instances=frozenset({place("c__*")}),
        partly_known=frozenset({place("p")}),
    )
    found = compare(verdicts(**checkov), verdicts(**pack), False, named)
    assert causes_of(found) == [cause]
    one_sided = (Cause.ONLY_CHECKOV, Cause.NO_INSTANCE, Cause.ONLY_PACK, Cause.INSTANCE)
    assert found.common == (cause not in one_sided)
    assert causes(found, found) == [(cause, 2)]


def test_in_modules_is_counted_apart() -> None:
    inside = Place(FILE, "module.m.aws_x.a")
    said = {("A", inside): frozenset({"passed"}), ("A", place("a")): frozenset({"failed"})}
    assert compare(said, said, True).total == 1
    assert compare(said, said, False).total == 1
    both = together([compare(said, said, True), compare(said, {}, False)])
    assert (both.equal, both.total, len(both.differences)) == (1, 2, 1)


SAID = st.frozensets(st.sampled_from(["passed", "failed"]), min_size=1)
PLACES = st.sampled_from([place(name) for name in ("a", "a__0", "a__1", "b", "b__0")])
VERDICTS = st.dictionaries(st.tuples(st.sampled_from("AB"), PLACES), SAID, max_size=6)


@given(VERDICTS, VERDICTS)
@settings(max_examples=200)
def test_every_verdict_is_equal_or_a_difference(checkov: Verdicts, pack: Verdicts) -> None:
    found = compare(checkov, pack, False)
    assert found.equal + len(found.differences) == found.total
    assert found.equal <= found.common <= found.total
    assert sum(count for _, count in causes(found)) == len(found.differences)
    other = compare(pack, checkov, False)
    assert (other.equal, other.total) == (found.equal, found.total)
    assert compare(checkov, checkov, False).differences == ()
