"""Checkov's checks on what is live: they contradict no rule of ours that asks the same question."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scanner.cli.packs_drift import platform_defaults
from scanner.engine import evaluate
from scanner.model import Kind, Resource
from scanner.packs.checkov.rules import natives
from scanner.packs.checkov.verdicts import run_pack
from scanner.rule_proof import language, load_example
from tests.rules import test_google_answers as google
from tests.rules import test_live_answers as aws
from tests.rules.conftest import RULES

pytestmark = pytest.mark.proof

ROOT = Path(__file__).resolve().parents[2]
Verdicts = Mapping[tuple[str, str, str], str]
OTHERWISE = {
    "CKV_AWS_211": "the local server has a certificate authority that AWS has not",
    "CKV_AWS_84": "it judges the first of a set of blocks, which has no order",
    "CKV_AWS_96": "it takes what is serverless for encrypted; the local server says it is not",
}
"""Checks that contradict the rule on live answers, and do not in code."""


@pytest.fixture(scope="module")
def checkov() -> str:
    """The interpreter of the environment that `make proof` makes."""
    path = os.environ.get("TRUEUP_CHECKOV_PYTHON")
    if not path:
        pytest.skip("no Checkov: TRUEUP_CHECKOV_PYTHON is not set; run `make proof`")
    return path


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of nobody, for an address where nobody listens."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "none")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def of_aws() -> Iterator[tuple[str, list[Resource], list[Resource], frozenset[str]]]:
    """Scope, what is live of an example, what its code declares, and what nobody could read."""
    by_id = {rule.id: rule for rule in RULES}
    for name, (file, record) in sorted(aws.recorded().items()):
        rule_id, example = name.split()
        rule = by_id[rule_id]
        text = getattr(rule, example.rstrip("0123456789"))[int(example.lstrip("badgo")) - 1]
        types = {one.type for one in aws.resources_of(record["state"])}
        unread = frozenset(types) - aws.types_of(file)
        aliases = aws.aliases_of(file)
        unread |= {"aws_kms_alias"} if aliases is None else frozenset()
        live = [*aws.live_resources(file, record["state"]), *(aliases or ())]
        yield name, live, list(load_example(language(rule), text).resources), unread


def of_google() -> Iterator[tuple[str, list[Resource], list[Resource], frozenset[str]]]:
    for rule in google.READ:
        for kind in ("bad", "good"):
            for number, text in enumerate(getattr(rule, kind)):
                name = f"{rule.id} {kind}{number}"
                yield name, list(google.live_of(text)), google.in_code(text), frozenset()


def folded(kinds: Iterable[Kind]) -> str:
    return next((k.value for k in (Kind.FAIL, Kind.OPEN, Kind.PASS) if k in set(kinds)), "")


def ours(
    platform: str, scopes: Mapping[str, list[Resource]], unread: Mapping[str, frozenset[str]]
) -> Verdicts:
    rules = [rule for rule in RULES if rule.platform == platform]
    found: dict[tuple[str, str, str], list[Kind]] = {}
    for scope, resources in scopes.items():
        missing = unread[scope]
        for one in evaluate(resources, rules, unread=missing.__contains__).findings:
            found.setdefault((one.rule.id, scope, one.resource.address), []).append(one.kind)
    return {key: folded(kinds) for key, kinds in found.items()}


def theirs(python: str, scopes: Mapping[str, list[Resource]]) -> Verdicts:
    resources = [one for found in scopes.values() for one in found]
    ran = run_pack(resources, python, RULES, (), True, defaults=platform_defaults())
    assert ran.diagnostics == ()
    return {
        (one.rule.id, one.resource.scope, one.resource.address): one.kind.value
        for one in ran.findings
    }


@pytest.mark.parametrize(("platform", "examples"), [("aws", of_aws), ("google", of_google)])
def test_no_verdict_contradicts_a_rule_of_ours(
    checkov: str, platform: str, examples: Callable[[], Any]
) -> None:
    live: dict[str, list[Resource]] = {}
    code: dict[str, list[Resource]] = {}
    unread: dict[str, frozenset[str]] = {}
    for scope, there, declared, missing in examples():
        live[scope] = [replace(one, scope=scope) for one in there]
        code[scope] = [replace(one, scope=scope) for one in declared]
        unread[scope] = missing
    asked = natives(RULES)
    rules_live, rules_code = ours(platform, live, unread), ours(platform, code, unread)
    checks_live, checks_code = theirs(checkov, live), theirs(checkov, code)
    contradictions, agreed, decided = [], 0, 0
    for (check, *place), verdict in checks_live.items():
        rule = asked.get(check)
        decided += verdict != "open"
        if rule is None or verdict == "open":
            continue
        own = rules_live.get((rule.id, *place))
        agreed += own == verdict
        if {own, verdict} != {"fail", "pass"}:
            continue
        # Where they say as different things of the code, it is not what is live.
        said = rules_code.get((rule.id, *place)), checks_code.get((check, *place))
        if said != (own, verdict) and check not in OTHERWISE:
            contradictions.append((check, rule.id, *place, own, verdict, said))
    assert contradictions == []
    assert agreed > 2_000
    # Most can be answered.
    assert decided > 0.85 * len(checks_live)


def test_the_demonstration_drifts_as_before_and_tells_more(checkov: str, tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "fixtures" / "demo"))
    try:
        from run import demo_clouds  # the demonstration's own program
    finally:
        sys.path.pop(0)
    root = "fixtures/demo/infrastructure/live"
    values = ("--workspace=production", f"--var-file={root}/production.tfvars")
    with demo_clouds() as running:
        environment = {**os.environ, **running.environment, "PYTHONPATH": str(ROOT)}
        found = []
        for number, more in enumerate(((), ("--pack", "checkov:all", "--checkov-python", checkov))):
            path = tmp_path / f"{number}.json"
            command = [sys.executable, "-m", "scanner.cli.main", "drift", root, *values, *more]
            done = subprocess.run(
                [*command, f"--output=json={path}"],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                check=False,
                timeout=300,
            )
            assert done.returncode == 1, done.stderr[-2000:]
            report = json.loads(path.read_text())
            assert report["summary"]["complete"]
            found.append({one["identity"]: one for one in report["results"]})
    without, with_pack = found
    assert without.keys() == with_pack.keys()
    added = set()
    for identity, one in with_pack.items():
        rules = one.get("drift", {}).get("rules", [])
        known = without[identity].get("drift", {}).get("rules", [])
        assert [rule for rule in rules if not rule.startswith("CKV_")] == known
        added |= {(identity.split("|")[2], rule) for rule in rules if rule.startswith("CKV_")}
    group = "aws_security_group.gateway"
    block = "aws_s3_bucket_public_access_block.artifacts"
    assert {
        (group, "CKV_AWS_24"),
        (block, "CKV_AWS_54"),
        (block, "CKV_AWS_56"),
        ("aws_s3_bucket_policy.artifacts", "CKV_AWS_70"),
        ("aws_iam_role_policy.deploy", "CKV_AWS_62"),
    } <= added
