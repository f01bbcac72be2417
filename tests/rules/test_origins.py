"""The same rule gives the same verdict on code, plan and state.

The plans and states of the examples are recorded by the real Terraform: see
tests/oracles/rule_origins.py, which has to be run again where an example changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scanner.engine import evaluate
from scanner.live import readable
from scanner.live.aws.ownership import OWNED_ELSEWHERE
from scanner.load.recorded import Given, load_recorded
from scanner.load.repeats import without_repeats
from scanner.model import Kind, Loaded, Resource, Rule
from scanner.project import Project
from scanner.rule_proof import language, load_example
from tests.rules.conftest import ORIGIN, RULES

RECORDS = Path(__file__).parent / "origins"
EXAMPLES = [
    pytest.param(rule, f"{kind}{number}", text, id=f"{rule.id}-{kind}{number}")
    for rule in RULES
    if rule.platform == "aws" and not rule.code_only
    for kind in ("bad", "good")
    for number, text in enumerate(getattr(rule, kind), 1)
]

_GRANTS = "the provider shows a canned ACL and, beside it, the grants that it stands for"
_REPLICA = "a state has the replica's engine, which the code leaves to the source"
_TEMPLATE = "a state has the instance as a launch template made it, which the code leaves it to"
REVIEWED: dict[tuple[str, str, str], str] = {
    ("aws-db-instance-without-iam-authentication", "good3", "state"): _REPLICA,
    ("aws-instance-disk-unencrypted", "good4", "state"): _TEMPLATE,
    ("aws-instance-imds-v1", "good4", "state"): _TEMPLATE,
    ("aws-instance-without-detailed-monitoring", "good3", "state"): _TEMPLATE,
    ("aws-s3-bucket-public-acl", "bad1", "state"): _GRANTS,
    ("aws-s3-bucket-public-acl", "bad2", "state"): _GRANTS,
}
"""(rule, example, origin) -> why there is rightly more to find there."""

_TEXT = "only a name of what a text holds is in a plan, where a part of it is not known yet: "
_KEY = (
    "a state has the key that AWS chose where the code names none; nothing in a key's id tells "
    "whose it is"
)
_OLDER = (
    "the recording provider 5.100.0 says encrypted = false where it is left out; from 6.0 on, "
    "which the rule goes by, it says true"
)
OTHERWISE: dict[tuple[str, str, str], str] = {
    ("aws-docdb-cluster-without-cmk", "bad1", "state"): _KEY,
    ("aws-ecs-task-image-latest", "good1", "plan"): (
        _TEXT + "of jsonencode over a repository's address there is no tag left to see"
    ),
    ("aws-iam-role-github-without-subject", "bad3", "plan"): (
        _TEXT + "of jsonencode over a provider's ARN there are no conditions left to see"
    ),
    ("aws-neptune-cluster-without-cmk", "bad1", "state"): _KEY,
    ("aws-rds-cluster-unencrypted", "good2", "state"): (
        "the local server encrypts Aurora only when asked to, AWS always"
    ),
    ("aws-rds-storage-without-cmk", "bad1", "state"): _KEY,
    ("aws-rds-storage-without-cmk", "bad2", "state"): _KEY,
    ("aws-redshift-cluster-unencrypted", "good2", "plan"): _OLDER,
    ("aws-redshift-cluster-unencrypted", "good2", "state"): _OLDER,
    ("aws-s3-bucket-allows-plain-http", "good1", "plan"): (
        _TEXT + "of jsonencode over the bucket's ARN there is no statement left to see"
    ),
}
"""(rule, example, origin) -> why the verdict there is rightly another one."""

LEAST_PROVEN = {"plan": 0.95, "state": 0.45}
"""The share of the rules with a bad and a good example that is recorded so."""

LEAST_RECORDED = {"plan": 1900, "state": 900}
"""Examples."""

Verdict = set[tuple[str, str, str]]


@cache
def records(rule: str) -> dict[str, Any]:
    path = RECORDS / f"{rule}.json"
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def verdict(resources: list[Resource], rule: Rule) -> Verdict:
    """(kind, address, attribute) of what is not passed, of what there is."""
    result = evaluate(resources, [rule])
    assert not result.diagnostics
    return {
        (finding.kind.value, finding.address, finding.attribute)
        for finding in result.findings
        if finding.kind is not Kind.PASS and not finding.resource.not_instantiated
    }


def recorded_resources(document: dict[str, Any], folder: Path) -> list[Resource]:
    """Through everything that a scan puts between a document and the rules."""
    given = Given(str(folder / "x.json"), data=json.dumps(document).encode())
    project = Project(str(folder), str(folder))
    found = load_recorded([given], project, (), [str(folder)], lambda _: Loaded())
    assert not [d for d in found.diagnostics if d.level == "error"]
    (record,) = found.documents
    return list(without_repeats(record, OWNED_ELSEWHERE).resources)


@pytest.mark.parametrize("origin", ["plan", "state"])
@pytest.mark.parametrize(("rule", "name", "text"), EXAMPLES)
def test_the_verdict_is_that_of_the_code(
    rule: Rule,
    name: str,
    text: str,
    origin: str,
    tmp_path: Path,
    record_property: Any,
) -> None:
    record = records(rule.id).get(name)
    if record is None or record["digest"] != digest(text):
        record_property(ORIGIN, (rule.id, origin, "stale"))
        pytest.skip("not recorded as it is now: run tests/oracles/rule_origins.py")
    if record[origin] is None:
        record_property(ORIGIN, (rule.id, origin, "none"))
        pytest.skip(record["why"] or f"no {origin} is recorded: it was planned, and not applied")
    in_code = verdict(list(load_example(language(rule), text).resources), rule)
    there = verdict(recorded_resources(record[origin], tmp_path), rule)
    if (rule.id, name, origin) in REVIEWED:
        record_property(ORIGIN, (rule.id, origin, "reviewed"))
        assert there > in_code
        return
    if (rule.id, name, origin) in OTHERWISE:
        record_property(ORIGIN, (rule.id, origin, "reviewed"))
        assert there != in_code, "mended: take it off the list"
        return
    assert there == in_code
    record_property(ORIGIN, (rule.id, origin, "same"))


@pytest.mark.parametrize("rule", [r for r in RULES if r.platform == "aws"], ids=lambda r: r.id)
def test_a_live_answer_has_what_a_rule_asks_for(rule: Rule, record_property: Any) -> None:
    """Whether the types of a rule are read live at all; tests/rules/test_live.py holds that they
    are read as far as the rule asks."""
    known = [type_ for type_ in rule.on if readable(type_) is not None]
    record_property(ORIGIN, (rule.id, "live", f"{len(known)}/{len(rule.on)}"))
    assert set(known) <= set(rule.on)


@pytest.mark.parametrize("origin", ["plan", "state"])
def test_most_rules_are_proven(origin: str) -> None:
    """By a bad and a good example that the real Terraform planned, and applied. Others need values
    that only a user has, or a server that serves more than the local one; see their reasons."""
    rules = {param.values[0].id for param in EXAMPLES}
    proven = [
        rule for rule in rules if all(_is_recorded(rule, kind, origin) for kind in ("bad", "good"))
    ]
    assert len(proven) >= LEAST_PROVEN[origin] * len(rules)
    count = sum(_is_current(param.values, origin) for param in EXAMPLES)
    assert count >= LEAST_RECORDED[origin]


def _is_recorded(rule: str, kind: str, origin: str) -> bool:
    return any(one[origin] for name, one in records(rule).items() if name.startswith(kind))


def _is_current(values: Sequence[Any], origin: str) -> bool:
    """Whether an example is recorded as it is now."""
    rule, name, text = values
    record = records(rule.id).get(name)
    return record is not None and record["digest"] == digest(text) and bool(record[origin])


@pytest.mark.parametrize(("listed"), [REVIEWED, OTHERWISE], ids=["reviewed", "otherwise"])
def test_what_is_listed_is_recorded(listed: dict[tuple[str, str, str], str]) -> None:
    """A listed example that is not recorded any more would never be looked at again."""
    current = {
        (param.values[0].id, param.values[1], origin)
        for param in EXAMPLES
        for origin in ("plan", "state")
        if _is_current(param.values, origin)
    }
    assert listed.keys() <= current


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
