"""The same rule gives the same verdict on code, plan and state.

The plans and states of the examples are recorded by the real Terraform: see
tests/oracles/rule_origins.py, which has to be run again where an example changes.
"""

from __future__ import annotations

import hashlib
import json
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
_NO_LOGS = "the provider plans no bucket where access logs are not enabled"
REVIEWED: dict[tuple[str, str, str], str] = {
    ("aws-s3-bucket-without-kms", "good4", "plan"): _NO_LOGS,
    ("aws-s3-bucket-public-acl", "bad1", "state"): _GRANTS,
    ("aws-s3-bucket-public-acl", "bad2", "state"): _GRANTS,
}
"""(rule, example, origin) -> why there is rightly more to find there."""

_CHOSEN = "the provider plans as unknown what the code leaves out, and the rule asks for it"
_ARN = "nothing in a plan says that an unknown value is an ARN that is still to be given"
_HIDDEN = "the value is sensitive in a plan"
_DEFAULT = "recorded with a provider whose default is another one than today's"
_LOST = "a plan keeps no reference inside of a text or a block that the provider computes"
OTHERWISE: dict[tuple[str, str, str], str] = {
    ("aws-acm-certificate-wildcard", "bad1", "plan"): _CHOSEN,
    ("aws-amplify-password-in-code", "bad2", "plan"): _HIDDEN,
    ("aws-ecs-task-image-latest", "good1", "plan"): _LOST,
    ("aws-ecs-task-role-is-execution-role", "bad2", "plan"): _ARN,
    ("aws-ecs-task-role-is-execution-role", "good1", "plan"): _ARN,
    ("aws-guardduty-protection-off", "bad2", "plan"): _CHOSEN,
    ("aws-guardduty-protection-off", "good2", "plan"): _CHOSEN,
    ("aws-iam-role-github-without-subject", "bad3", "plan"): _LOST,
    ("aws-lightsail-port-open", "bad1", "plan"): _CHOSEN,
    ("aws-lightsail-port-open", "good2", "plan"): _CHOSEN,
    ("aws-rds-performance-insights-off", "bad2", "plan"): _CHOSEN,
    ("aws-redshift-cluster-unencrypted", "good2", "plan"): _DEFAULT,
    ("aws-s3-bucket-allows-plain-http", "good1", "plan"): _LOST,
    ("aws-s3-bucket-keeps-unfinished-uploads", "good1", "plan"): _LOST,
    ("aws-s3-bucket-keeps-unfinished-uploads", "good2", "plan"): _LOST,
    ("aws-s3-bucket-without-replication", "good3", "plan"): _NO_LOGS,
    ("aws-vpc-endpoint-policy-open", "good2", "plan"): _LOST,
}
"""(rule, example, origin) -> why the verdict there is another one; to be mended one by one."""

LEAST_PROVEN = 0.8

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
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    if record is None or record["digest"] != digest:
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


def test_most_rules_are_proven_on_plans() -> None:
    """By a bad and a good example that the real Terraform planned. Others need values that only
    a user has, providers that are not at hand, or have not been recorded since they changed."""
    rules = {param.values[0].id for param in EXAMPLES}
    proven = [rule for rule in rules if all(_is_planned(rule, kind) for kind in ("bad", "good"))]
    assert len(proven) >= LEAST_PROVEN * len(rules)


def _is_planned(rule: str, kind: str) -> bool:
    return any(one["plan"] for name, one in records(rule).items() if name.startswith(kind))
