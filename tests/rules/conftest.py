"""The rules and their examples."""

from __future__ import annotations

import pytest

from scanner.rulebook import load_rules

RULES = load_rules()


def examples(*kinds: str) -> list[object]:
    """(rule, text) for each example of these kinds, with a readable id."""
    return [
        pytest.param(rule, text, id=f"{rule.id}-{kind}{number}")
        for kind in kinds
        for rule in RULES
        for number, text in enumerate(getattr(rule, kind), 1)
    ]
