"""Generated expressions have the answer that the real `terraform console` gives.

Equal, or unknown to us with a reason, or refused by both: anything else is a bug.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.proof

TESTS = Path(__file__).resolve().parents[1]
# Each example is a batch; more for a long session.
BATCHES = int(os.environ.get("TRUEUP_EXPRESSION_BATCHES", "12"))
BATCH = 60


def loaded(name: str, *path: str) -> ModuleType:
    """A module of another folder of tests, which are no packages."""
    spec = importlib.util.spec_from_file_location(name, TESTS.joinpath(*path))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


oracle = loaded("trueup_console_oracle", "oracles", "terraform_console.py")
support = loaded("trueup_terraform_tests", "terraform", "conftest.py")

NUMBERS = "0 1 2 3 5 7 -1 -3 0.1 0.5 1.5 -2.25 100 255 1e3 1e21 1e-7 123456789.125 0.3"
TEXTS = (
    r'''"" "a" "abc" "a,b,,c" "1" "-2.5" "true" "é日" "e\u0301x" "a\nb\n" "10.0.0.0/8" "$${x}"'''
    r''' "{\"a\":[1,null]}" "a:\u00201" "aGk=" "foo-bar_baz" "a.b.c" "2020-02-29T12:30:00Z"'''
)
PATTERNS = (
    r'''"a" "[a-z]+" "(a)(b)?" "\\d+" "(?i)HELLO" "^a|c$" "a*" "(?P<x>.)b" "\\b\\w" "(a|b)*"'''
)
FORMATS = '"%s" "%d" "%5.2f|" "%v" "%q" "%x" "%-5s|" "%05d" "%g" "%e" "%#v" "%+d" "%.3g" "%s-%s"'
PLACES = "local.people local.ports local.deep var.secret null true false [] {}"
ONE_ANY = [
    "length",
    "keys",
    "values",
    "one",
    "tostring",
    "tonumber",
    "tobool",
    "tolist",
    "toset",
    "tomap",
    "jsonencode",
    "yamlencode",
    "flatten",
    "distinct",
    "compact",
    "reverse",
    "sort",
    "sum",
    "alltrue",
    "anytrue",
    "merge",
    "concat",
    "transpose",
    "can",
    "try",
]
ONE_TEXT = [
    "upper",
    "lower",
    "title",
    "strrev",
    "chomp",
    "trimspace",
    "length",
    "md5",
    "sha256",
    "base64encode",
    "base64decode",
    "jsondecode",
    "yamldecode",
    "csvdecode",
    "urlencode",
    "tonumber",
    "basename",
    "dirname",
]
ONE_NUMBER = ["abs", "ceil", "floor", "signum", "tostring", "range"]
TWO_ANY = [
    "contains",
    "concat",
    "coalesce",
    "try",
    "merge",
    "setunion",
    "setproduct",
    "zipmap",
    "lookup",
    "index",
]
TWO_TEXTS = ["split", "startswith", "endswith", "strcontains", "trim", "trimprefix", "trimsuffix"]
OPERATORS = ["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"]


def pick(random: Random, words: str) -> str:
    return random.choice(words.split(" "))


def expression(random: Random, depth: int) -> str:
    """An expression of no more than this depth."""
    if depth <= 0:
        return pick(random, random.choice([NUMBERS, NUMBERS, TEXTS, TEXTS, PLACES]))
    return random.choice(_FORMS)(random, depth - 1)


def _several(random: Random, depth: int) -> str:
    return ", ".join(expression(random, depth) for _ in range(random.randrange(4)))


def _map(random: Random, depth: int) -> str:
    names = sorted(random.sample("abcd", random.randrange(4)))
    return "{" + ", ".join(f"{name} = {expression(random, depth)}" for name in names) + "}"


def _operation(random: Random, depth: int) -> str:
    left, right = (
        pick(random, NUMBERS) if random.random() < 0.5 else expression(random, depth)
        for _ in range(2)
    )
    return f"({left} {random.choice(OPERATORS)} {right})"


_FORMS: list[Callable[[Random, int], str]] = [
    lambda r, d: f"[{_several(r, d)}]",
    lambda r, d: f"[{_several(r, d)}]",
    lambda r, d: f"toset([{_several(r, d)}])",
    lambda r, d: f"tolist([{_several(r, d)}])",
    _map,
    _map,
    _operation,
    _operation,
    lambda r, d: f"{r.choice(ONE_ANY)}({expression(r, d)})",
    lambda r, d: f"{r.choice(ONE_ANY)}({expression(r, d)})",
    lambda r, d: f"{r.choice(ONE_ANY)}([{_several(r, d)}])",
    lambda r, d: f"{r.choice(ONE_TEXT)}({pick(r, TEXTS)})",
    lambda r, d: f"{r.choice(ONE_NUMBER)}({pick(r, NUMBERS)})",
    lambda r, d: f"{r.choice(TWO_ANY)}([{_several(r, d)}], [{_several(r, d)}])",
    lambda r, d: f"{r.choice(TWO_ANY)}({expression(r, d)}, {expression(r, d)})",
    lambda r, d: f"{r.choice(TWO_TEXTS)}({pick(r, TEXTS)}, {pick(r, TEXTS)})",
    lambda r, d: f"{r.choice(['pow', 'max', 'min'])}({pick(r, NUMBERS)}, {pick(r, '0 1 2 5')})",
    lambda r, d: f"{r.choice(['regex', 'regexall'])}({pick(r, PATTERNS)}, {pick(r, TEXTS)})",
    lambda r, d: f"format({pick(r, FORMATS)}, {expression(r, d)})",
    lambda r, d: f"formatlist({pick(r, FORMATS)}, [{_several(r, d)}])",
    lambda r, d: f"substr({pick(r, TEXTS)}, {pick(r, '0 1 -1')}, {pick(r, '0 1 2 -1')})",
    lambda r, d: f"element([{_several(r, d)}], {pick(r, '0 1 2 5')})",
    lambda r, d: f"slice([{_several(r, d)}], {pick(r, '0 1')}, {pick(r, '0 1 2')})",
    lambda r, d: f"lookup({_map(r, d)}, {pick(r, TEXTS)}, {expression(r, d)})",
    lambda r, d: f"({pick(r, 'true false')} ? {expression(r, d)} : {expression(r, d)})",
    lambda r, d: f"[{_several(r, d)}][{pick(r, '0 1 2')}]",
    lambda r, d: f"{_map(r, d)}.{r.choice('abc')}",
    lambda r, d: f"{expression(r, d)}[*]",
    lambda r, d: f"[{_map(r, d)}, {_map(r, d)}][*].a",
    lambda r, d: f'"x${{{expression(r, d)}}}y"',
    lambda r, d: f'"%{{ if {pick(r, "true false")} ~}} y %{{ else }} n %{{~ endif }}"',
    lambda r, d: f'"%{{ for k, v in {_map(r, d)} }}${{k}}=${{v}};%{{ endfor }}"',
    lambda r, d: f"[for k, v in {expression(r, d)} : [k, v]]",
    lambda r, d: f"{{for k, v in {_map(r, d)} : k => {expression(r, d)}}}",
    lambda r, d: f"(sensitive({expression(r, d)}) == {expression(r, d)})",
]


@pytest.fixture(scope="module")
def console() -> Iterator[Any]:
    if shutil.which("terraform") is None:
        pytest.skip("no Terraform; run `make proof`")
    with oracle.console() as opened:
        yield opened


@pytest.fixture(scope="module")
def root() -> Any:
    return support.make_module(TESTS / "terraform" / "console" / "root")


def disagreements(root: Any, answers: dict[str, str | None]) -> list[tuple[str, Any, Any]]:
    """Expression, Terraform's answer and ours, where they are neither equal nor unknown to us."""
    found = []
    for expression, answer in answers.items():
        # Our nulls have no type, which a splat and a conversion of elements look at.
        if "(null)" in expression:
            continue
        # Terraform refuses a conditional whose other arm fails in some ways; we evaluate the one.
        if answer is None and " ? " in expression:
            continue
        ours = support.console_text(root, expression)
        if support.differs(ours, support.without_null_types(answer)):
            found.append((expression, answer, ours))
    return found


# A long session looks for new ones; what has to pass every time asks the same each time.
@settings(
    max_examples=BATCHES,
    deadline=None,
    phases=[Phase.generate],
    database=None,
    derandomize="TRUEUP_EXPRESSION_BATCHES" not in os.environ,
)
@given(seed=st.integers(min_value=0, max_value=2**64))
def test_generated_expressions_have_terraforms_answer(console: Any, root: Any, seed: int) -> None:
    # A strategy of the whole grammar would be larger than what it makes.
    random = Random(seed)
    batch = sorted({expression(random, random.randrange(1, 4)) for _ in range(BATCH)})
    wrong = disagreements(root, console.ask(batch))
    assert not wrong, "\n".join(f"{e}\n  Terraform: {t}\n  trueup: {o}" for e, t, o in wrong)
