"""Every rule fails on its bad examples, at the right line, and passes its good ones."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from scanner.model import Rule
from scanner.rule_proof import example_problems
from tests.rules.conftest import RULES, examples


@pytest.mark.parametrize(("rule", "text"), examples("bad"))
def test_a_bad_example_fails_at_its_marked_lines(rule: Rule, text: str) -> None:
    assert example_problems(rule, text, bad=True) == []


@pytest.mark.parametrize(("rule", "text"), examples("good"))
def test_a_good_example_passes(rule: Rule, text: str) -> None:
    assert example_problems(rule, text, bad=False) == []


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES])
def test_a_rule_is_complete(rule: Rule) -> None:
    assert rule.bad
    assert rule.good
    assert rule.fix.endswith(".")
    assert rule.cwe
    assert rule.references
    assert len(rule.title) <= 120
    assert rule.description.count(".") >= 2, "say why it matters, not only what is wrong"
    assert not set(rule.aliases) & set(rule.related_ids)
    assert rule.platform in {"aws", "google", "kubernetes", "dockerfile", "github", "terraform"} | {
        "azure",
        "cloudflare",
        "datadog",
    }


def test_an_alias_means_one_rule() -> None:
    seen: dict[str, str] = {}
    for rule in RULES:
        for alias in rule.aliases:
            assert alias.lower() not in seen, f"{alias}: {seen[alias.lower()]} and {rule.id}"
            seen[alias.lower()] = rule.id


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES])
def test_a_rule_uses_only_the_vocabulary(rule: Rule) -> None:
    """Imports stay inside of scanner, scanner.shapes and the standard library's re; no type test
    and no ``is None`` on values, which would tell an unknown value from a known one."""
    tree = ast.parse(Path(rule.path).read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.module in {"scanner", "scanner.shapes"}
        elif isinstance(node, ast.Import):
            assert {name.name for name in node.names} <= {"re"}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"isinstance", "type", "open", "eval", "exec", "print"}
        elif isinstance(node, ast.Compare):
            comparators = [c for c in node.comparators if isinstance(c, ast.Constant)]
            assert all(c.value is not None for c in comparators), "use is_set()"
