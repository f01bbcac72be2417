"""Every condition of a rule matters: without it, or turned round, one of the examples notices."""

from __future__ import annotations

import ast
import copy
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from scanner.engine import evaluate
from scanner.model import Kind, Loaded, Rule
from scanner.rule_proof import language, load_example, marked_lines
from tests.rules.conftest import RULES

ROOT = Path(__file__).resolve().parents[2]
# Mutants that behave as the rule does: rule -> mutant -> why no example can notice it.
EQUIVALENT: dict[str, dict[str, str]] = (
    yaml.safe_load((Path(__file__).parent / "equivalent_mutants.yaml").read_text()) or {}
)


def mutants(tree: ast.Module) -> Iterator[tuple[str, ast.Module]]:
    """Copies of a rule's module with one condition turned round, or left out of its and/or."""
    for number, node in enumerate(ast.walk(tree)):
        if isinstance(node, (ast.If, ast.IfExp)):
            yield f"not ({ast.unparse(node.test)})", _changed(tree, number, _negate)
        elif isinstance(node, ast.comprehension):
            for at, condition in enumerate(node.ifs):
                name = f"without if {ast.unparse(condition)}"
                yield name, _changed(tree, number, lambda n, at=at: n.ifs.pop(at))
        elif isinstance(node, ast.BoolOp):
            for at, value in enumerate(node.values):
                name = f"without {ast.unparse(value)}"
                neutral = ast.Constant(isinstance(node.op, ast.And))
                yield (
                    name,
                    _changed(
                        tree, number, lambda n, at=at, new=neutral: n.values.__setitem__(at, new)
                    ),
                )


def _negate(node: Any) -> None:
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _changed(tree: ast.Module, number: int, change: Any) -> ast.Module:
    made = copy.deepcopy(tree)
    node = list(ast.walk(made))[number]
    change(node)
    return ast.fix_missing_locations(made)


def notices(rule: Rule, examples: list[tuple[str, Loaded, bool]]) -> bool:
    """Whether an example does not come out as it says."""
    for text, loaded, bad in examples:
        result = evaluate(loaded.resources, [rule])
        failed = {f.location.start_line for f in result.findings if f.kind is Kind.FAIL}
        opens = any(f.kind is Kind.OPEN for f in result.findings)
        if result.diagnostics or opens or failed != (marked_lines(text) if bad else set()):
            return True
    return False


def changed_rules() -> list[Rule]:
    """The rules whose files are not as in the commit that the work is based on."""
    for base in ("origin/HEAD", "HEAD"):
        command = ["git", "diff", "--name-only", "--merge-base", base, "--", "rules"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            break
    command = ["git", "ls-files", "--others", "--exclude-standard", "--", "rules"]
    new = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    names = {str(ROOT / name) for name in (done.stdout + new.stdout).splitlines()}
    return [rule for rule in RULES if rule.path in names]


def test_every_condition_of_a_changed_rule_is_held_by_an_example() -> None:
    """In full for every rule: `make mutants`, which `make proof` runs too."""
    found = {rule.id: survivors(rule) for rule in changed_rules()}
    assert {rule_id: names for rule_id, names in found.items() if names} == {}


@pytest.mark.proof
@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES])
def test_every_condition_is_held_by_an_example(rule: Rule) -> None:
    assert survivors(rule) == []


def survivors(rule: Rule) -> list[str]:
    """The mutants of a rule that no example notices, but for those reviewed as equivalent."""
    texts = [(text, True) for text in rule.bad] + [(text, False) for text in rule.good]
    examples = [(text, load_example(language(rule), text), bad) for text, bad in texts]
    assert not notices(rule, examples)
    equivalent = EQUIVALENT.get(rule.id, {})
    alive = []
    for name, tree in mutants(ast.parse(Path(rule.path).read_text())):
        scope: dict[str, Any] = {}
        exec(compile(tree, rule.path, "exec"), scope)
        mutant = replace(scope["check"], id=rule.id, platform=rule.platform, path=rule.path)
        if not notices(mutant, examples):
            alive.append(name)
    assert equivalent.keys() <= set(alive), "listed as equivalent, but noticed: take it off"
    return [name for name in alive if name not in equivalent]


def test_reviewed_mutants_have_their_rules_and_reasons() -> None:
    assert EQUIVALENT.keys() <= {rule.id for rule in RULES}
    assert all(reason for mutants in EQUIVALENT.values() for reason in mutants.values())
