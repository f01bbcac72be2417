"""Ignores and waivers: what they cover, and that none is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from scanner import HIGH, View, rule
from scanner.engine import evaluate
from scanner.model import Call, Comment, Kind, Location, Resource, Violation
from scanner.suppress import Suppressed, Waiver, suppress

Make = Callable[..., Resource]


@rule(on="*", severity=HIGH, fix="Fix.", bad=(), good=(), aliases=["CKV_X_1"])
def check(thing: View) -> Iterator[Violation]:
    for block in thing.each("block"):
        yield block.fail("open", "open")


RULE = replace(check, id="thing-open")


def run(resource: Resource, *comments: Comment, **more: Any) -> Suppressed:
    findings = evaluate([resource], [RULE]).findings
    given = {"waivers": (), "today": "2026-11-21", **more}
    return suppress(findings, [resource], comments, [RULE], **given)


@pytest.fixture
def thing(make_resource: Make) -> Resource:
    # In these resources a place stands at line 1 + the length of its path.
    return make_resource(block=[{"open": True}])


def comment(line: int, text: str, own_line: bool = False) -> Comment:
    return Comment("main.tf", line, text, own_line)


def codes(result: Suppressed) -> list[str]:
    return [d.code for d in result.diagnostics]


@pytest.mark.parametrize("line", [1, 2, 3, 4])
def test_an_ignore_on_the_line_or_on_a_block_around_it(thing: Resource, line: int) -> None:
    result = run(thing, comment(line, "trueup:ignore thing-open we know"))
    (finding,) = result.findings
    assert finding.kind is Kind.SUPPRESSED
    assert finding.suppression is not None
    assert finding.suppression.source == "inline"
    assert finding.suppression.reason == "we know"
    assert codes(result) == []


def test_an_ignore_above_with_other_comments_between(thing: Resource) -> None:
    result = run(
        thing,
        comment(1, "trueup:ignore CKV_X_1 until=2026-11-21 we know", own_line=True),
        comment(2, "more", own_line=True),
    )
    (finding,) = result.findings
    assert finding.kind is Kind.SUPPRESSED
    assert finding.suppression is not None
    assert finding.suppression.until == "2026-11-21"


def test_an_ignore_below_or_elsewhere_is_reported_as_unused(thing: Resource) -> None:
    result = run(thing, comment(9, "trueup:ignore thing-open we know"))
    assert result.findings[0].kind is Kind.FAIL
    assert codes(result) == ["ignore-unused"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("trueup:ignore", "ignore-malformed"),
        ("trueup:ignore thing-open", "ignore-without-reason"),
        ("trueup:ignore thing-open until=2026-11-20 we know", "ignore-expired"),
        ("trueup:ignore thing-open until=tomorrow we know", "ignore-malformed"),
        ("trueup:ignore no-such-rule we know", "ignore-unknown-rule"),
    ],
)
def test_an_ignore_that_cannot_count_says_why(thing: Resource, text: str, code: str) -> None:
    result = run(thing, comment(1, text))
    assert result.findings[0].kind is Kind.FAIL
    assert codes(result) == [code]


def test_inline_ignores_can_be_forbidden(thing: Resource) -> None:
    result = run(thing, comment(1, "trueup:ignore thing-open we know"), inline=False)
    assert result.findings[0].kind is Kind.FAIL


def test_an_ignore_on_the_module_call_covers_its_subtree(thing: Resource) -> None:
    call = Call("module.a", Location("root.tf", 7, 1, 7, 9))
    inside = replace(thing, calls=(call,))
    result = run(inside, Comment("root.tf", 7, "trueup:ignore thing-open theirs", False))
    assert result.findings[0].suppression is not None
    assert result.findings[0].suppression.source == "call"


def test_an_annotation_covers_its_object(make_resource: Make) -> None:
    pod = make_resource(
        "Pod",
        metadata={"annotations": {"trueup.dev/ignore": "thing-open we know"}},
        block=[{"open": True}],
    )
    result = run(pod)
    assert result.findings[0].kind is Kind.SUPPRESSED
    assert codes(result) == []


def test_waivers_match_addresses_with_brackets_and_paths(thing: Resource) -> None:
    one = replace(thing, address='aws_thing.a["x"]')
    fits = Waiver("thing-open", "known", "team", address='aws_thing.*["x"]', path="main.*")
    result = run(one, waivers=(fits,))
    assert result.findings[0].suppression is not None
    assert result.findings[0].suppression.by == "team"
    for waiver in (
        replace(fits, address="aws_other.*"),
        replace(fits, path="other.tf"),
    ):
        missed = run(one, waivers=(waiver,))
        assert missed.findings[0].kind is Kind.FAIL
        assert codes(missed) == ["waiver-unused"]


def test_waivers_that_ended_or_name_nothing_are_reported(thing: Resource) -> None:
    ended = Waiver("thing-open", "known", until="2026-11-20")
    nothing = Waiver("no-such-rule", "known")
    result = run(thing, waivers=(ended, nothing))
    assert result.findings[0].kind is Kind.FAIL
    assert codes(result) == ["waiver-expired", "waiver-unknown-rule"]


def test_an_ignore_of_a_rule_that_did_not_run_is_not_unused(thing: Resource) -> None:
    elsewhere = comment(9, "trueup:ignore thing-open we know")
    assert codes(run(thing, elsewhere, ran={"another"})) == []
    assert codes(run(thing, elsewhere, ran={"thing-open"})) == ["ignore-unused"]
    waiver = Waiver("thing-open", "known", address="nothing")
    assert codes(run(thing, waivers=(waiver,), ran=set())) == []


def test_a_waiver_of_an_address_holds_where_it_was_moved(make_resource: Make) -> None:
    moved = replace(make_resource(block=[{"open": True}]), moved_from=("aws_thing.old",))
    waiver = Waiver("thing-open", "we know", address="aws_thing.old")
    result = run(moved, waivers=(waiver,))
    assert [finding.kind for finding in result.findings] == [Kind.SUPPRESSED]
    assert codes(result) == []
