"""What the frameworks say of themselves is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from scanner.policy import load_policy
from tests.rules.conftest import RULES

FRAMEWORKS = ["cis-google", "cis-kubernetes", "nsa-kubernetes"]
POLICIES = Path(__file__).resolve().parents[2] / "policies"


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_a_framework_counts_its_controls(name: str) -> None:
    content = yaml.safe_load((POLICIES / f"{name}.yaml").read_text())
    controls = content["controls"].values()
    mapped = [control for control in controls if "rules" in control]
    numbers = [int(number) for number in re.findall(r"\d+", content["description"])]
    assert all(n in numbers for n in (len(mapped), len(controls), len(controls) - len(mapped)))
    assert 2 * len(mapped) > len(controls)
    assert all(control["manual"] for control in controls if "rules" not in control)


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_a_framework_runs_the_rules_that_its_controls_name(name: str) -> None:
    content = yaml.safe_load((POLICIES / f"{name}.yaml").read_text())
    named = {rule for control in content["controls"].values() for rule in control.get("rules", ())}
    assert {rule.id for rule in load_policy(name, RULES).rules} == named
