"""Findings of several environments merge into results, whatever order they were evaluated in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.environments import (
    distinct,
    in_words,
    instantiated_elsewhere,
    merge_diagnostics,
)
from scanner.grouping import group
from scanner.model import (
    Diagnostic,
    DiagnosticLevel,
    Kind,
    Level,
    Location,
    Origin,
    Resource,
    Rule,
)
from scanner.outcome import Finding, Suppression

ENVIRONMENTS = ("dev", "staging", "production")
RULES = tuple(
    Rule(name, ("aws_thing",), level, "Mend it.", lambda resource: None)
    for name, level in (("one", Level.HIGH), ("two", Level.LOW))
)


class Source:
    """Everything stands in one line of its own."""

    def __init__(self, line: int) -> None:
        self.line = line

    def locate(self, path: Any) -> Location:
        return Location("main.tf", self.line, 1, self.line, 2)


def resource(key: str, environment: str, line: int = 1, absent: bool = False) -> Resource:
    return Resource(
        "aws_thing",
        f"aws_thing.a{key}",
        {},
        Origin.CODE,
        Source(line),
        ".",
        not_instantiated=absent,
        environment=environment,
    )


def finding(
    rule: Rule, kind: Kind, message: str, key: str, environment: str, line: int = 1
) -> Finding:
    of = resource(key, environment, line)
    return Finding(
        rule,
        of,
        kind,
        ("x",),
        of.address,
        "x",
        message,
        of.source.locate(()),
        f"{rule.id}|.|{of.address}|x",
        Suppression("waiver", reason="so it is") if kind is Kind.SUPPRESSED else None,
    )


findings = st.builds(
    finding,
    st.sampled_from(RULES),
    st.sampled_from([Kind.FAIL, Kind.OPEN, Kind.SUPPRESSED, Kind.PASS]),
    st.sampled_from(["too small", "too large"]),
    st.sampled_from(['["a"]', '["b"]']),
    st.sampled_from(ENVIRONMENTS),
    st.integers(1, 2),
)


@given(st.lists(findings, max_size=12), st.permutations(ENVIRONMENTS))
def test_the_order_of_environments_does_not_matter(found: list[Finding], order: Any) -> None:
    ordered = sorted(found, key=lambda f: order.index(f.resource.environment))
    straight = sorted(found, key=lambda f: ENVIRONMENTS.index(f.resource.environment))
    assert group(ordered, with_passes=True) == group(straight, with_passes=True)


@given(st.lists(findings, max_size=12))
def test_what_is_merged_is_the_union(found: list[Finding]) -> None:
    def seen(results: Any) -> set[Any]:
        return {
            (r.rule.id, r.location, i.identity, i.kind, environment)
            for r in results
            for i in r.instances
            for environment in i.environments
        }

    alone = set[Any]()
    for environment in ENVIRONMENTS:
        alone |= seen(group((f for f in found if f.resource.environment == environment), True))
    together = group(found, with_passes=True)
    assert seen(together) == alone
    for result in together:
        counted = [i for i in result.instances if (i.kind is Kind.SUPPRESSED) == (
            result.kind is Kind.SUPPRESSED)]  # fmt: skip
        environments = {name for i in counted for name in i.environments}
        assert set(result.environments) == environments
        assert list(result.environments) == sorted(result.environments)


@given(st.lists(findings, max_size=12))
def test_one_result_for_a_rule_a_place_and_a_kind(found: list[Finding]) -> None:
    results = group(found)
    keys = Counter(
        (r.rule.id, r.location, "fail" if r.kind is Kind.SUPPRESSED else r.kind) for r in results
    )
    assert set(keys.values()) <= {1}


@given(st.lists(findings, max_size=8))
def test_without_environments_none_are_named(found: list[Finding]) -> None:
    plain = [f._replace(resource=replace(f.resource, environment="")) for f in found]
    for result in group(plain, with_passes=True):
        assert result.environments == ()
        assert all(instance.environments == () for instance in result.instances)
        assert "(" not in result.message


def test_a_waiver_in_one_environment_leaves_the_other_failing() -> None:
    rule = RULES[0]
    one = finding(rule, Kind.SUPPRESSED, "too small", "", "dev")
    other = finding(rule, Kind.FAIL, "too small", "", "production")
    (result,) = group([one, other])
    assert (result.kind, result.environments, result.suppression) == (
        Kind.FAIL, ("production",), None,
    )  # fmt: skip
    assert [(i.kind, i.environments) for i in result.instances] == [
        (Kind.FAIL, ("production",)),
        (Kind.SUPPRESSED, ("dev",)),
    ]
    both = finding(rule, Kind.SUPPRESSED, "too small", "", "production")
    (result,) = group([one, both])
    assert (result.kind, result.environments) == (Kind.SUPPRESSED, ("dev", "production"))


NOTE = Diagnostic(DiagnosticLevel.NOTE, "a", "something", "main.tf", 1)
ERROR = Diagnostic(DiagnosticLevel.ERROR, "b", "something else")
diagnostics = st.lists(st.sampled_from([NOTE, ERROR, replace(NOTE, line=2)]), max_size=4)


@given(diagnostics, st.dictionaries(st.sampled_from(ENVIRONMENTS), diagnostics), st.randoms())
def test_diagnostics_are_merged(common: Any, own: dict[str, Any], random: Any) -> None:
    merged = merge_diagnostics(common, own)
    shuffled = list(own)
    random.shuffle(shuffled)
    names = {name: own[name] for name in shuffled}
    assert set(merge_diagnostics(common, names)) == set(merged)
    assert len(set(merged)) == len(merged)
    for one in merged:
        bare = replace(one, environments=())
        assert (bare in common) == (one.environments == ())
        if one.environments:
            assert one.environments == tuple(sorted(n for n in own if bare in own[n]))


def test_a_definition_without_instances_counts_where_it_has_some() -> None:
    there = resource("[0]", "production")
    absent = resource("[*]", "dev", absent=True)
    nowhere = resource("[*]", "dev", 2, absent=True)
    plain = resource("[*]", "", 1, absent=True)
    assert instantiated_elsewhere([there, absent, nowhere, plain]) == {id(absent)}
    assert instantiated_elsewhere([there]) == frozenset()


def test_an_instance_of_several_environments_counts_once() -> None:
    a = [resource('["a"]', name) for name in ENVIRONMENTS]
    b = [resource('["b"]', "dev"), resource('["a"]', ""), resource('["a"]', "")]
    assert distinct([*a, *b]) == 4


@pytest.mark.parametrize(
    ("names", "of", "words"),
    [
        ((), ENVIRONMENTS, ""),
        (("dev",), ENVIRONMENTS, "dev only"),
        (("dev", "staging"), ENVIRONMENTS, "in dev, staging"),
        (("dev", "production", "staging"), ENVIRONMENTS, "in every environment"),
        (("dev",), ("dev",), "in dev"),
        (("a", "b"), (), "in a, b"),
    ],
)
def test_environments_in_words(names: Any, of: Any, words: str) -> None:
    assert in_words(names, of) == words


def test_rules_see_only_what_is_of_their_environment(
    make_resource: Callable[..., Resource],
) -> None:
    from scanner.relations import Index

    bucket = replace(make_resource("aws_s3_bucket"), environment="dev")
    near = replace(make_resource("aws_s3_bucket_acl", bucket="aws_s3_bucket.a"), environment="dev")
    far = replace(near, environment="production")
    index = Index([bucket, near, far])
    assert index.of(bucket, "aws_s3_bucket_acl") == [near]


def test_a_control_counts_what_several_environments_have_once() -> None:
    from scanner.compliance import comply
    from scanner.outcome import Control, Framework

    rule = RULES[0]
    found = [finding(rule, Kind.FAIL, "too small", "", name) for name in ENVIRONMENTS]
    found.append(finding(rule, Kind.PASS, "", '["b"]', "dev"))
    framework = Framework("f", "1", "", (Control("1", "One", (rule.id,)),))
    ((result,),) = (one.results for one in comply([framework], found))
    assert (result.status, result.failed, result.passed) == ("fail", 1, 1)
