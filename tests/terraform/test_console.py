"""Expressions evaluate as `terraform console` says; see tests/oracles/terraform_console.py."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from scanner.hcl import parse
from scanner.terraform.values import Failure, Unsupported

from .conftest import CONSOLE, evaluate_text, make_module, written

ANSWERS: dict[str, str | None] = json.loads((CONSOLE / "answers.json").read_text())

UNKNOWN = "(known after apply)"
ERROR = None
UNSUPPORTED = "unsupported"

# Where we differ on purpose: expression -> what we say instead.
DIFFERENCES: dict[str, str | None] = {
    # The last of 155 digits: Terraform rounds in base two.
    "1 / 3": "0." + "3" * 155,
    # Terraform 1.12 and later say so, too; whatever the unknown will be, it is false.
    "false && terraform_data.x.output": "false",
    "[1, terraform_data.x.id] == [2, terraform_data.x.id]": "false",
    # The console knows from the provider's schema that an id is a string.
    "terraform_data.x.id[0].foo": UNKNOWN,
    'flatten([[terraform_data.x.id], ["b"]])': f'[\n  {UNKNOWN},\n  "b",\n]',
    # Terraform 1.11 has an unknown here that no apply makes known.
    'format("%s", null)': ERROR,
    'format("%v", null)': ERROR,
    # JSON has no infinity.
    "1 / 0": UNSUPPORTED,
    "can(1/0)": UNSUPPORTED,
    "log(1, 0)": UNKNOWN,
    "log(0, 10)": UNKNOWN,
    'yamldecode(".inf")': UNKNOWN,
    "jsonencode(-0)": '"0"',
    # Python's patterns have no Unicode classes.
    'regex("\\\\pL+", "abc")': UNKNOWN,
    # The arm that is not taken would not convert; we do not need it to.
    'true ? ["a"] : toset([1])': 'toset([\n  "a",\n])',
    # Less precise: the whole is unknown, not only what is unknown in it.
    'setunion([terraform_data.x.id], ["a"])': UNKNOWN,
    'sort(["b", terraform_data.x.id])': UNKNOWN,
    "chunklist([terraform_data.x.id], 1)": UNKNOWN,
}


def console(text: str | None) -> str | None:
    """An answer without the types of its nulls, which our nulls do not have."""
    if text is None:
        return None
    return re.sub(r"to\w+\(null\)(?: /\* of \w+ \*/)?|null /\* [^*]* \*/", "null", text)


def ours(module: Any, expression: str) -> str | None:
    if parse(f"x = {expression}\n").problems:
        return ERROR
    try:
        return written(evaluate_text(module, expression))
    except Unsupported:
        return UNSUPPORTED
    except Failure:
        return ERROR


@pytest.fixture(scope="module")
def root() -> Any:
    return make_module(CONSOLE / "root")


@pytest.mark.parametrize("expression", ANSWERS)
def test_expression_has_terraforms_answer(root: Any, expression: str) -> None:
    expected = console(ANSWERS[expression])
    got = ours(root, expression)
    if expression in DIFFERENCES:
        assert got == DIFFERENCES[expression]
        assert got != expected, "no difference any more: take it out of the list"
    else:
        assert got == expected


def test_every_difference_is_asked() -> None:
    assert DIFFERENCES.keys() <= ANSWERS.keys()


def test_answers_are_those_to_the_expressions() -> None:
    lines = (CONSOLE / "expressions.txt").read_text().splitlines()
    asked = [line for line in lines if line.strip() and not line.startswith("#")]
    assert set(asked) == set(ANSWERS)
