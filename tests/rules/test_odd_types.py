"""Whatever type a value has, no rule crashes: a crash would cost its verdict on the whole resource.

Manifests and workflows are free-form and Terraform's schemas are not known here, so any value may
stand anywhere. What is no possible value is for the reader of the real file to refuse.
"""

from __future__ import annotations

import random
from typing import Any

import pytest

from scanner.engine import evaluate
from scanner.model import Rule
from scanner.rule_proof import changed, language, load_example, places, unknown
from tests.rules.conftest import examples

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**40, "", "x", "*", "true", [], [None], ["x"], [[]], [0], [{}],
    [{"a": {}}], [["x"], {"name": []}], {}, {"": None}, {"x": []}, {"name": {}}, {"uses": 1},
    {"Statement": [1, None, [], {"Action": {}, "Effect": []}]}, '{"Statement": [1, null]}', "[1]",
)  # fmt: skip


def crashes(rule: Rule, resources: Any) -> list[str]:
    return [d.message for d in evaluate(resources, [rule]).diagnostics]


@pytest.mark.parametrize(("rule", "text"), examples("bad", "good"))
def test_values_of_any_type_crash_no_rule(rule: Rule, text: str) -> None:
    resources = load_example(language(rule), text).resources
    everywhere = [
        (at, path) for at, resource in enumerate(resources) for path in places(resource.attributes)
    ]
    for at, path in everywhere:
        for odd in ODD:
            mutated = changed(resources, at, path, lambda _, odd=odd: odd)  # type: ignore[misc]
            assert crashes(rule, mutated) == []
    seeded = random.Random(0)
    for _ in range(100 if everywhere else 0):
        mutated = list(resources)
        for at, path in seeded.choices(everywhere, k=3):
            odd = seeded.choice(ODD)
            if seeded.random() < 0.3:
                odd = [odd, unknown(None)]
            mutated = changed(mutated, at, path, lambda _, odd=odd: odd)  # type: ignore[misc]
        assert crashes(rule, mutated) == []
