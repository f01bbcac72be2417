"""What is ignored never goes missing, and ignoring touches nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.drift import Comparison, DriftIgnore, Ignores
from scanner.model import Kind, Unknown
from scanner.outcome import DriftClass
from scanner.projection import Unread

TODAY = "2026-05-01"


def world(platform: Any, run: Any, ignores: Ignores | None = None) -> Comparison:
    """One of everything: drifted, undeployed, missing, unmanaged, unread, in sync."""
    code = [
        platform.code("aws_thing.a", name="a", size=1, tags={"Own": "x"}, public=False),
        platform.code("aws_thing.b", name="b", size=1, public=True),
        platform.code("aws_thing.gone", name="gone", size=1),
        platform.code("aws_thing.new", name="new", size=1),
        platform.code("aws_thing.closed", name="closed", size=1),
        platform.code("aws_thing.fine", name="fine", size=1),
    ]
    state = [
        platform.recorded("aws_thing.a", name="a", size=1, tags={"Own": "x"}, public=False),
        platform.recorded("aws_thing.b", name="b", size=1, public=False),
        platform.recorded("aws_thing.gone", name="gone", size=1),
        platform.recorded("aws_thing.closed", name="closed", size=1),
        platform.recorded("aws_thing.fine", name="fine", size=1),
    ]
    there = platform.view(
        platform.live("aws_thing.1", name="a", size=2, tags={"Own": "x", "Scan": "now"}),
        platform.live("aws_thing.2", name="b", size=1, public=Unknown("not read: denied")),
        platform.live("aws_thing.3", name="fine", size=1),
        platform.live("aws_thing.stray", name="stray", size=1),
        unread=(Unread("aws_thing", "closed", "not read: throttled"),),
    )
    comparison: Comparison = run(code, state, there, ignores=ignores)
    return comparison


def verdicts(comparison: Comparison) -> dict[tuple[str, str, str], Kind]:
    return {
        (one.address, one.attribute, one.drift.drift_class.value): one.kind
        for one in comparison.findings
        if one.drift is not None and one.drift.drift_class is not DriftClass.IN_SYNC
    }


def test_the_world_has_one_of_everything(platform: Any, run: Any) -> None:
    assert set(verdicts(world(platform, run))) == {
        ("aws_thing.a", "size", "drifted"),
        ("aws_thing.a", "tags", "drifted"),
        ("aws_thing.b", "public", "unread"),
        ("aws_thing.gone", "", "missing"),
        ("aws_thing.new", "", "undeployed"),
        ("aws_thing.closed", "", "unread"),
        ("aws_thing.stray", "", "unmanaged"),
    }


patterns = st.sampled_from([None, "*", "aws_*", "aws_thing.?", "aws_thing.gone", "i-*", "si*", "x"])
entries = st.builds(
    DriftIgnore,
    reason=st.just("why"),
    type=st.sampled_from([None, "aws_thing", "aws_*", "google_*"]),
    address=patterns,
    id=patterns,
    attribute=st.sampled_from([None, "size", "s*", "public", "tags", "policy", "*"]),
    drift_class=st.sampled_from([None, "drifted", "missing", "unmanaged", "undeployed"]),
    until=st.sampled_from([None, "2026-04-30", "2026-05-01"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(entries, max_size=4))
def test_nothing_is_lost_and_the_rest_stays_as_it_is(
    platform: Any, run: Any, found: list[DriftIgnore]
) -> None:
    plain = world(platform, run)
    ignores = Ignores.of(found, TODAY)
    ignored = world(platform, run, ignores)
    before, after = verdicts(plain), verdicts(ignored)
    assert set(before) == set(after)
    for key, kind in after.items():
        assert kind in (before[key], Kind.SUPPRESSED)
        if key[2] == "unread":
            assert kind is Kind.OPEN
    for one in ignored.findings:
        if one.kind is Kind.SUPPRESSED:
            assert one.suppression is not None and one.suppression.reason == "why"
            assert any(entry.fits(one.resource, one.address, one.resource.id) for entry in found)
    counts, others = plain.coverage, ignored.coverage
    assert counts.compared == others.compared + others.ignored
    assert (counts.unread, counts.not_compared) == (others.unread, others.not_compared)
    assert counts.types == others.types
    codes = [note.code for note in ignores.diagnostics()]
    assert codes.count("drift-ignore-expired") == sum(one.until == "2026-04-30" for one in found)
    assert len(codes) <= len(found)


@pytest.mark.parametrize(
    ("attribute", "path", "covered"),
    [
        (None, "size", True),
        (None, "", True),
        ("size", "", False),
        ("versioning_configuration", "versioning_configuration.status", True),
        ("versioning_configuration.status", "versioning_configuration.status", True),
        ("versioning_configuration.*", "versioning_configuration.status", True),
        ("status", "versioning_configuration.status", False),
        ("versioning_configuration.status", "versioning_configuration", False),
        ("version", "versioning_configuration", False),
    ],
)
def test_an_attribute_is_covered_with_what_is_in_it(
    attribute: str | None, path: str, covered: bool
) -> None:
    assert DriftIgnore("why", type="x", attribute=attribute).covers(path) is covered


def test_a_key_may_hold_dots(platform: Any, run: Any) -> None:
    ignores = Ignores.of([DriftIgnore("why", attribute="tags.kubernetes.io/*")], TODAY)
    key = "kubernetes.io/cluster"
    comparison = run(
        [platform.code("aws_thing.a", name="a", size=1, tags={"Own": "x"})],
        [platform.recorded("aws_thing.a", name="a", size=1, tags={"Own": "x"})],
        platform.view(platform.live("aws_thing.1", name="a", size=1, tags={"Own": "x", key: "y"})),
        ignores=ignores,
    )
    assert verdicts(comparison) == {("aws_thing.a", "tags", "drifted"): Kind.SUPPRESSED}
    assert ignores.diagnostics() == []


def test_keys_of_repeated_blocks_are_left_out(platform: Any, run: Any) -> None:
    rule = {"port": 1, "id": "r-1"}
    ignores = Ignores.of([DriftIgnore("why", attribute="rule.id")], TODAY)
    for live, kinds in (
        ([{"port": 1, "id": "r-2"}], [Kind.SUPPRESSED]),
        ([{"port": 2, "id": "r-2"}], [Kind.FAIL]),
    ):
        comparison = run(
            [platform.code("aws_thing.a", name="a", size=1, rule=[rule])],
            [platform.recorded("aws_thing.a", name="a", size=1, rule=[rule])],
            platform.view(platform.live("aws_thing.1", name="a", size=1, rule=live)),
            ignores=ignores,
        )
        assert list(verdicts(comparison).values()) == kinds
