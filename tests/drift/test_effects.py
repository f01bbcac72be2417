"""Does drift break a rule or mend one? With the real engine and rules of the test's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import pytest

from scanner import View, Violation
from scanner.drift import Comparison, effects
from scanner.engine import evaluate
from scanner.model import Level, Resource, Rule, RuleBody, Unknown
from scanner.outcome import Finding


def _public(thing: View) -> Iterator[Violation]:
    if thing.get("public", default=False):
        yield thing.fail("public", "is public")


def _huge(thing: View) -> Iterator[Violation]:
    if thing.get("size", default=0) > 100:
        yield thing.fail("size", "is huge")


def _open_rules(thing: View) -> Iterator[Violation]:
    for one in thing.each("rule"):
        if one.get("port") == 22:
            yield one.fail("port", "is open")


def _has_rule(thing: View) -> Iterator[Violation]:
    if not thing.related("aws_thing_rule", "thing"):
        yield thing.fail("", "has no rule")


def _labelled(thing: View) -> Iterator[Violation]:
    if not thing.get("label"):
        yield thing.fail("label", "has no label")


RULES = [
    Rule(f"thing-{name}", ("aws_thing",), level, partial(RuleBody, check, "Fix it."))
    for name, level, check in (
        ("public", Level.CRITICAL, _public),
        ("huge", Level.MEDIUM, _huge),
        ("open-rule", Level.HIGH, _open_rules),
        ("without-rule", Level.HIGH, _has_rule),
        ("unlabelled", Level.HIGH, _labelled),
    )
]


def judge(resources: Sequence[Resource]) -> Iterable[Finding]:
    done = evaluate(resources, RULES)
    assert done.diagnostics == ()
    return done.findings


def weigh(comparison: Comparison) -> dict[tuple[str, str], tuple[str, tuple[str, ...], str]]:
    """(address, attribute) -> (effect, rules, severity)."""
    found = {}
    for one in effects(comparison, judge).findings:
        if one.kind != "pass" and one.drift is not None:
            place = (one.address, one.attribute)
            found[place] = (one.drift.effect, one.drift.rules, one.rule.severity.value)
    return found


@pytest.fixture(scope="session")
def drifted(run: Any, platform: Any) -> Any:
    """The comparison of one thing that moved from one set of values to another."""

    def compare(before: dict[str, Any], after: dict[str, Any], **declared: Any) -> Comparison:
        comparison: Comparison = run(
            [platform.code("aws_thing.a", name="a", **declared)],
            [platform.recorded("aws_thing.a", name="a", **before)],
            platform.view(platform.live("aws_thing.a", name="a", **after)),
        )
        return comparison

    return compare


HAS_RULE = "thing-without-rule"
A = "aws_thing.a"


def test_worsened(drifted: Any) -> None:
    found = weigh(drifted({"public": False}, {"public": True}))
    assert found[A, "public"] == ("worsened", ("thing-public",), "critical")


def test_improved_stays_low(drifted: Any) -> None:
    comparison = drifted({"public": True}, {"public": False}, public=True)
    assert weigh(comparison)[A, "public"] == ("improved", ("thing-public",), "low")
    (finding,) = effects(comparison, judge).findings
    assert "the next apply undoes it" in finding.message


def test_neutral(drifted: Any) -> None:
    found = weigh(drifted({"size": 1}, {"size": 2}))
    assert found[A, "size"] == ("neutral", (), "low")


def test_each_attribute_has_its_own_effect(drifted: Any) -> None:
    found = weigh(drifted({"public": False, "size": 200}, {"public": True, "size": 1}))
    assert found[A, "public"][:2] == ("worsened", ("thing-public",))
    assert found[A, "size"][:2] == ("improved", ("thing-huge",))


def test_one_more_violation_of_a_broken_rule_is_worse(drifted: Any) -> None:
    one, two = [{"port": 22}], [{"port": 22}, {"port": 22}]
    assert weigh(drifted({"rule": one}, {"rule": two}))[A, "rule"][0] == "worsened"
    assert weigh(drifted({"rule": two}, {"rule": one}))[A, "rule"][0] == "neutral"
    moved = [{"port": 1}, {"port": 22}]
    assert weigh(drifted({"rule": one}, {"rule": moved}))[A, "rule"][0] == "neutral"


def test_what_live_cannot_tell_decides_nothing(drifted: Any) -> None:
    """`label` is outside of the projection: known in the state, not read live."""
    for label in ("x", None):
        found = weigh(drifted({"size": 1, "label": label}, {"size": 2}))
        assert found[A, "size"] == ("neutral", (), "low")
    unread = Unknown("not read: AccessDenied")
    found = weigh(drifted({"size": 1, "public": True}, {"size": 2, "public": unread}))
    assert found[A, "size"] == ("neutral", (), "low")
    assert found[A, "public"][0] == "neutral"


def test_a_spelling_is_no_change(run: Any, platform: Any) -> None:
    """Equal values go to the rules as they are recorded, whatever live calls them."""
    comparison = run(
        [platform.code(A, name="a", size=1, public="true")],
        [platform.recorded(A, name="a", size=1, public="true")],
        platform.view(platform.live(A, name="a", size=2, public=True)),
    )
    assert weigh(comparison) == {(A, "size"): ("neutral", (), "low")}


class TestNeighbours:
    """A rule on one resource is broken by another."""

    def views(self, platform: Any) -> tuple[list[Resource], list[Resource]]:
        declared = [
            platform.code(A, name="a"),
            platform.code(
                "aws_thing_rule.r", line=20, thing="i-a", port=1, _references={("thing",): (A,)}
            ),
        ]
        state = [
            platform.recorded(A, name="a"),
            platform.recorded("aws_thing_rule.r", _id="r", thing="i-a", port=1),
        ]
        return declared, state

    def test_a_deleted_one(self, run: Any, platform: Any) -> None:
        declared, state = self.views(platform)
        comparison = run(declared, state, platform.view(platform.live(A, name="a")))
        assert weigh(comparison) == {("aws_thing_rule.r", ""): ("worsened", (HAS_RULE,), "high")}

    def test_a_detached_one(self, run: Any, platform: Any) -> None:
        declared, state = self.views(platform)
        comparison = run(
            declared,
            state,
            platform.view(
                platform.live(A, name="a"),
                platform.live("aws_thing_rule.r", _id="r", thing="other", port=1),
            ),
        )
        assert weigh(comparison) == {
            ("aws_thing_rule.r", "thing"): ("worsened", (HAS_RULE,), "high")
        }

    def test_an_unmanaged_one_mends(self, run: Any, platform: Any) -> None:
        comparison = run(
            [platform.code(A, name="a")],
            [platform.recorded(A, name="a")],
            platform.view(
                platform.live(A, name="a"),
                platform.live("aws_thing_rule.x", _id="x", thing="i-a"),
            ),
        )
        assert weigh(comparison)["aws_thing_rule.x", ""][:2] == ("improved", (HAS_RULE,))


def test_unmanaged_is_judged_itself(run: Any, platform: Any) -> None:
    there = platform.live("aws_thing.x", name="x", public=True)
    found = weigh(run([], [], platform.view(there)))
    assert found["aws_thing.x", ""][0] == "worsened"
    assert "thing-public" in found["aws_thing.x", ""][1]
    assert found["aws_thing.x", ""][2] == "critical"


def test_a_missing_resource_mends_nothing_by_being_gone(run: Any, platform: Any) -> None:
    comparison = run(
        [platform.code(A, name="a", public=True)],
        [platform.recorded(A, name="a", public=True)],
        platform.view(),
    )
    assert weigh(comparison)[A, ""] == ("neutral", (), "low")


def test_without_drift_no_rule_runs(run: Any, platform: Any) -> None:
    def explode(resources: Sequence[Resource]) -> Iterable[Finding]:
        raise AssertionError("nothing is to be judged")

    comparison = run(
        [platform.code(A, name="a", size=2)],
        [platform.recorded(A, name="a", size=1)],
        platform.view(platform.live(A, name="a", size=1)),
    )
    assert effects(comparison, explode) is comparison
