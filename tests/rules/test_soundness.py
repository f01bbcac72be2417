"""Unknown values never flip a verdict.

Whatever part of an example becomes unknown, a resource that passed passes or is open, and one
that failed fails or is open; a conditional with two equal arms changes nothing, and neither does
an attribute that the rule does not read.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest

from scanner import View, Violation
from scanner.model import Level, Rule, RuleBody
from scanner.rule_proof import (
    changed,
    either,
    flips,
    language,
    load_example,
    places,
    soundness_problems,
    unknown,
    verdicts,
)
from tests.rules.conftest import examples


@pytest.mark.parametrize(("rule", "text"), examples("bad", "good"))
def test_an_unknown_value_never_flips_a_verdict(rule: Rule, text: str) -> None:
    assert soundness_problems(rule, text) == []


@pytest.mark.proof
@pytest.mark.parametrize(("rule", "text"), examples("bad", "good"))
def test_no_pair_of_unknown_values_flips_a_verdict(rule: Rule, text: str) -> None:
    """Every pair of places (of very large examples, a thousand of them)."""
    resources = load_example(language(rule), text).resources
    before = verdicts(rule, resources)
    spots = [(i, p) for i, r in enumerate(resources) for p in places(dict(r.attributes))]
    pairs = list(itertools.combinations(spots, 2))
    random.Random(rule.id).shuffle(pairs)
    for (one, first), (two, second) in pairs[:1000]:
        for mutate in (unknown, either):
            mutated = changed(resources, one, first, unknown)
            mutated = changed(mutated, two, second, mutate)
            assert flips(before, verdicts(rule, mutated)) == "", (one, first, two, second)


def flawed(check: object) -> Rule:
    return Rule("flawed", ("aws_thing",), Level.LOW, lambda: RuleBody(check))  # type: ignore[arg-type]


def test_a_rule_that_takes_an_unknown_for_known_is_caught() -> None:
    def check(thing: View) -> Iterator[Violation]:
        if str(thing.resource.attributes.get("size")) != "1":
            yield thing.fail("size", "is not 1")

    text = 'resource "aws_thing" "x" {\n  size = 1\n}\n'
    assert any("fails where it did not" in p for p in soundness_problems(flawed(check), text))


def test_a_rule_that_passes_what_may_be_wrong_is_caught() -> None:
    def check(thing: View) -> Iterator[Violation]:
        if thing.resource.attributes.get("size") == 1:
            yield thing.fail("size", "is 1")

    text = 'resource "aws_thing" "x" {\n  size = 1\n}\n'
    assert any("passes where it failed" in p for p in soundness_problems(flawed(check), text))
