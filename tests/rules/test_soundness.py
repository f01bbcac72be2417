"""Unknown values never flip a verdict.

Whatever part of an example becomes unknown, a resource that passed passes or is open, and one
that failed fails or is open; a conditional with two equal arms changes nothing, and neither does
an attribute that the rule does not read.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from scanner.engine import judge
from scanner.model import ABSENT, Kind, Path, Resource, Rule, Unknown
from scanner.relations import Index
from tests.rules.conftest import examples, load_example

Verdicts = dict[int, dict[Kind, set[Path]]]
Mutate = Callable[[Any], Any]


def verdicts(rule: Rule, resources: Sequence[Resource]) -> Verdicts:
    """By the resource's position: kind -> addresses and paths without indexes."""
    index = Index(resources)
    found: Verdicts = {}
    for position, resource in enumerate(resources):
        if resource.type not in rule.on:
            continue
        for finding in judge(rule, resource, index, rule.parameters):
            names = tuple(step for step in finding.path if isinstance(step, str))
            what = (finding.resource.address, *names)
            found.setdefault(position, {}).setdefault(finding.kind, set()).add(what)
    return found


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every leaf, list element, map value and block."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*path, index))


def replaced(value: Any, path: Path, mutate: Mutate) -> Any:
    """A copy of a value with one place inside changed."""
    if not path:
        return mutate(value)
    step, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {k: replaced(v, rest, mutate) if k == step else v for k, v in value.items()}
    if isinstance(value, list):
        return [replaced(v, rest, mutate) if i == step else v for i, v in enumerate(value)]
    return value


def changed(resources: Sequence[Resource], at: int, path: Path, mutate: Mutate) -> list[Resource]:
    """The resources with one place of one of them changed."""
    resource = resources[at]
    attributes = replaced(dict(resource.attributes), path, mutate)
    references = {p: r for p, r in resource.references.items() if p[: len(path)] != path}
    fresh = replace(resource, attributes=attributes, references=references)
    return [fresh if index == at else other for index, other in enumerate(resources)]


def unknown(_: Any) -> Unknown:
    return Unknown("for the test", "var.test")


def perhaps(value: Any) -> Unknown:
    return Unknown("for the test", "var.test", arms=(ABSENT, value))


def either(value: Any) -> Unknown:
    return Unknown("for the test", "var.test", arms=(value, value))


def assert_sound(before: Verdicts, after: Verdicts, what: object) -> None:
    assert before.keys() == after.keys()
    for position, kinds in before.items():
        now = after[position]
        failed = kinds.get(Kind.FAIL, set())
        assert now.get(Kind.FAIL, set()) <= failed, f"{what}: fails where it did not"
        if failed:
            assert Kind.PASS not in now, f"{what}: passes where it failed"


ALL = examples("bad") + examples("good")


@pytest.mark.parametrize(("rule", "text"), ALL)
def test_an_unknown_value_never_flips_a_verdict(rule: Rule, text: str) -> None:
    resources = load_example(rule.platform, text).resources
    before = verdicts(rule, resources)
    spots = [(i, p) for i, r in enumerate(resources) for p in places(dict(r.attributes))]
    for at, path in spots:
        after = verdicts(rule, changed(resources, at, path, unknown))
        assert_sound(before, after, (at, path))
        same = verdicts(rule, changed(resources, at, path, either))
        assert same == before, (at, path)
        if isinstance(path[-1], int):
            after = verdicts(rule, changed(resources, at, path, perhaps))
            assert_sound(before, after, (at, path, "perhaps absent"))
    if not spots:
        return
    chooser = random.Random(rule.id)
    for _ in range(20):
        (one, first), (two, second) = chooser.choice(spots), chooser.choice(spots)
        mutated = changed(resources, one, first, unknown)
        mutated = changed(mutated, two, second, unknown)
        assert_sound(before, verdicts(rule, mutated), (one, first, two, second))


@pytest.mark.parametrize(("rule", "text"), ALL)
def test_an_unknown_count_never_flips_a_verdict(rule: Rule, text: str) -> None:
    resources = load_example(rule.platform, text).resources
    before = verdicts(rule, resources)
    for at, resource in enumerate(resources):
        for size in (unknown(None), Unknown("for the test", arms=(1, 0))):
            perhaps_there = replace(resource, existence=(size,))
            mutated = [perhaps_there if i == at else r for i, r in enumerate(resources)]
            assert_sound(before, verdicts(rule, mutated), (at, size))
            together = [replace(r, existence=(size,)) for r in resources]
            assert verdicts(rule, together) == before, "all or none are there"


@pytest.mark.parametrize(("rule", "text"), ALL)
def test_what_a_rule_does_not_read_changes_nothing(rule: Rule, text: str) -> None:
    resources = load_example(rule.platform, text).resources
    more = [
        replace(r, attributes={**r.attributes, "trueup_unread": unknown(None)}) for r in resources
    ]
    assert verdicts(rule, more) == verdicts(rule, resources)


@pytest.mark.proof
@pytest.mark.parametrize(("rule", "text"), ALL)
def test_no_pair_of_unknown_values_flips_a_verdict(rule: Rule, text: str) -> None:
    """Every pair of places (of very large examples, a thousand of them)."""
    resources = load_example(rule.platform, text).resources
    before = verdicts(rule, resources)
    spots = [(i, p) for i, r in enumerate(resources) for p in places(dict(r.attributes))]
    pairs = list(itertools.combinations(spots, 2))
    random.Random(rule.id).shuffle(pairs)
    for (one, first), (two, second) in pairs[:1000]:
        for mutate in (unknown, either):
            mutated = changed(resources, one, first, unknown)
            mutated = changed(mutated, two, second, mutate)
            assert_sound(before, verdicts(rule, mutated), (one, first, two, second))
