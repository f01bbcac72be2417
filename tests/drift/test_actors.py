"""Which change of the audit log a drift finding is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from scanner.drift import Comparison, with_actors
from scanner.drift.actors import choose, words_of
from scanner.model import Level, Resource
from scanner.outcome import DriftClass, Finding
from scanner.projection import Change


def change(event: str, at: str = "2026-01-01T00:00:00Z", tool: str = "console") -> Change:
    return Change(f"arn:aws:iam::123456789012:user/{event}", at, tool, event)


HISTORY = tuple(
    map(
        change,
        (
            "DeleteBucket",
            "PutBucketTagging",
            "PutBucketPolicy",
            "PutBucketVersioning",
            "CreateBucket",
        ),
    )
)


@pytest.fixture
def drifted(run: Any, platform: Any) -> Finding:
    address = "aws_thing.a"
    (finding,) = run(
        [platform.code(address, name="a", size=1)],
        [platform.recorded(address, name="a", size=1)],
        platform.view(platform.live(address, name="a", size=2)),
    ).findings
    assert isinstance(finding, Finding)
    return finding


def about(finding: Finding, attribute: str, of: DriftClass = DriftClass.DRIFTED) -> Finding:
    assert finding.drift is not None
    return finding._replace(attribute=attribute, drift=replace(finding.drift, drift_class=of))


@pytest.mark.parametrize(
    ("attribute", "of", "event"),
    [
        ("policy", DriftClass.DRIFTED, "PutBucketPolicy"),
        ("versioning_configuration.status", DriftClass.CONFLICT, "PutBucketVersioning"),
        ("tags", DriftClass.ADOPTED, "PutBucketTagging"),
        ("", DriftClass.MISSING, "DeleteBucket"),
        ("", DriftClass.UNMANAGED, "CreateBucket"),
        # Nothing speaks of it: the newest call that changes anything.
        ("acceleration", DriftClass.DIFFERS, "PutBucketTagging"),
    ],
)
def test_the_change_that_a_finding_is_about(
    drifted: Finding, attribute: str, of: DriftClass, event: str
) -> None:
    chosen = choose(HISTORY, about(drifted, attribute, of))
    assert chosen is not None and chosen.event == event


def test_no_change_is_made_up(drifted: Finding) -> None:
    assert choose((), drifted) is None
    assert choose([change("CreateBucket")], about(drifted, "policy")) is None
    assert choose([change("PutBucketPolicy")], about(drifted, "", DriftClass.MISSING)) is None
    assert choose([change("DeleteBucket")], about(drifted, "", DriftClass.UNMANAGED)) is None


def test_words() -> None:
    assert words_of("assume_role_policy") == {"assume", "trust", "role", "policy"}
    assert words_of("tags_all") == {"tag", "all"}


def test_each_resource_is_asked_for_once_and_the_worst_first(drifted: Finding) -> None:
    def at(address: str, effect: str, attribute: str = "policy") -> Finding:
        found = about(drifted, attribute)
        assert found.drift is not None
        level = Level.CRITICAL if effect == "worsened" else Level.LOW
        return found._replace(
            address=address,
            rule=replace(found.rule, severity=level),
            drift=replace(found.drift, effect=effect),
        )

    findings = (
        at("aws_thing.a", "neutral"),
        at("aws_thing.b", "worsened"),
        at("aws_thing.b", "worsened", "tags"),
        at("aws_thing.c", "neutral"),
    )
    asked: list[Resource] = []

    def history(resource: Resource) -> Sequence[Change]:
        asked.append(resource)
        return HISTORY

    done = with_actors(Comparison(findings=findings), history, limit=2)
    told = [(one.address, one.drift.tool if one.drift else None) for one in done.findings]
    assert told == [
        ("aws_thing.a", "console (PutBucketPolicy)"),
        ("aws_thing.b", "console (PutBucketPolicy)"),
        ("aws_thing.b", "console (PutBucketTagging)"),
        ("aws_thing.c", None),
    ]
    assert len(asked) == 2
