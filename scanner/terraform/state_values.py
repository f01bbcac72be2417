"""Recorded values as the evaluator has them."""

from __future__ import annotations

from decimal import Decimal

from scanner.terraform.values import Value, number


def from_state(value: Value) -> Value:
    """A JSON value or Unknown, with its numbers in the evaluator's form."""
    if type(value) is float:
        return number(Decimal(repr(value)))
    if isinstance(value, list | tuple):
        return [from_state(v) for v in value]
    if isinstance(value, dict):
        return {k: from_state(v) for k, v in value.items()}
    return value
