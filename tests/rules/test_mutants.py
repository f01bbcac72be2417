"""Every condition of a rule matters: without it, or turned round, one of the examples notices."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scanner.engine import evaluate
from scanner.model import Kind, Loaded, Rule
from tests.rules.conftest import RULES, load_example
from tests.rules.test_examples import marked_lines


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


@pytest.mark.proof
@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES])
def test_every_condition_is_held_by_an_example(rule: Rule, tmp_path: Path) -> None:
    texts = [(text, True) for text in rule.bad] + [(text, False) for text in rule.good]
    examples = [
        (text, load_example(rule, text, tmp_path / str(number)), bad)
        for number, (text, bad) in enumerate(texts)
    ]
    assert not notices(rule, examples)
    survivors = []
    for name, tree in mutants(ast.parse(Path(rule.path).read_text())):
        scope: dict[str, Any] = {}
        exec(compile(tree, rule.path, "exec"), scope)
        mutant = replace(scope["check"], id=rule.id, platform=rule.platform, path=rule.path)
        if not notices(mutant, examples):
            survivors.append(name)
    assert not survivors, "no example notices: " + "; ".join(survivors)
