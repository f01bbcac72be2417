"""What every framework that ships says of itself is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from scanner.policy import load_policy
from scanner.wildcards import like
from tests.rules.conftest import RULES

ROOT = Path(__file__).resolve().parents[2]
POLICIES = {
    path.stem: yaml.safe_load(path.read_text()) for path in (ROOT / "policies").glob("*.yaml")
}
FRAMEWORKS = sorted(name for name, content in POLICIES.items() if "framework" in content)
COUNTS = re.compile(r"(\d+) of (\d+) mapped to rules, (\d+) manual\b")
EVERY = pytest.mark.parametrize("name", FRAMEWORKS)


def controls(name: str) -> dict[str, Any]:
    found: dict[str, Any] = POLICIES[name]["controls"]
    return found


def mapped(name: str) -> int:
    return sum("rules" in control for control in controls(name).values())


def test_the_frameworks_are_found() -> None:
    assert {"cis-kubernetes", "hipaa", "nist-800-53", "pci-dss", "soc2"} <= set(FRAMEWORKS)


@EVERY
def test_its_header_states_mapped_total_and_manual(name: str) -> None:
    stated = [tuple(map(int, found)) for found in COUNTS.findall(POLICIES[name]["description"])]
    total = len(controls(name))
    assert stated == [(mapped(name), total, total - mapped(name))]


@EVERY
def test_under_half_mapped_it_is_labelled_partial(name: str) -> None:
    content = POLICIES[name]
    partial = 2 * mapped(name) < len(controls(name))
    assert content["title"].endswith(" (partial)") == partial
    assert ("partial" in content["description"]) == partial


@EVERY
def test_it_names_its_version_and_source(name: str) -> None:
    about = POLICIES[name]["framework"]
    assert re.search(r"\d", about["version"])
    # A place that a reader can go to, or the law's own paragraph.
    assert re.search(r"\w+\.\w+/|[\w-]+/[\w-]+, |\d+ CFR \d+", about["source"])


@EVERY
def test_each_control_is_judged_by_rules_or_says_why_not(name: str) -> None:
    for number, control in controls(name).items():
        assert ("rules" in control) != ("manual" in control), number
        assert control["title"], number
        reason = control.get("manual")
        # One reason, not none and not an essay.
        assert reason is None or 15 < len(reason) <= 200, number
        patterns = control.get("rules", ["-"])
        assert patterns, number
        assert len(patterns) == len(set(patterns)), number


@EVERY
def test_its_wildcards_stay_within_their_subject(name: str) -> None:
    for number, control in controls(name).items():
        for pattern in control.get("rules", ()):
            if "*" not in pattern and "?" not in pattern:
                continue
            hits = [rule for rule in RULES if like(rule.id, pattern)]
            # Wildcards are for our ids, not for other scanners', and none takes a whole platform.
            assert 0 < len(hits) <= 60, (number, pattern)
            assert len(pattern.strip("*").strip("-")) > 3, (number, pattern)


@EVERY
def test_it_runs_the_rules_that_its_controls_name(name: str) -> None:
    policy = load_policy(name, RULES)
    of_controls = {
        rule
        for framework in policy.frameworks
        for control in framework.controls
        for rule in control.rules
    }
    assert {rule.id for rule in policy.rules} == of_controls
    (own,) = (f for f in policy.frameworks if f.name == POLICIES[name]["framework"]["name"])
    for control in own.controls:
        patterns = [p.lower() for p in controls(name)[control.id].get("rules", ())]
        for rule in RULES:
            names = {rule.id.lower(), *(alias.lower() for alias in rule.aliases)}
            named = any(like(known, pattern) for known in names for pattern in patterns)
            assert named == (rule.id in control.rules), (control.id, rule.id)


@EVERY
def test_the_document_has_its_line(name: str) -> None:
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "frameworks.md").read_text().splitlines()
        if line.startswith(f"| `{name}` |")
    ]
    about = POLICIES[name]["framework"]
    total = len(controls(name))
    assert lines == [
        [
            f"`{name}`",
            about["name"],
            about["version"],
            str(mapped(name)),
            str(total - mapped(name)),
            str(total),
        ]
    ]
