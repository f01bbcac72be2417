"""Generated expressions have the answer that the real `terraform console` gives.

Equal, or unknown to us with a reason, or refused by both: anything else is a bug.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
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

NUMBERS = st.sampled_from(
    [
        "0",
        "1",
        "2",
        "3",
        "5",
        "7",
        "10",
        "-1",
        "-3",
        "0.1",
        "0.5",
        "1.5",
        "-2.25",
        "100",
        "255",
        "1024",
        "1e3",
        "1e21",
        "1e-7",
        "123456789.125",
        "65535",
        "0.3",
    ]
)
TEXTS = st.sampled_from(
    [
        *('""', '"a"', '"abc"', '"Hello World"', '"a,b,,c"', '"1"', '"-2.5"', '"true"', '" x "'),
        *(
            '"é日"',
            '"e\\u0301x"',
            '"👨‍👩‍👧a"',
            '"a\\nb\\n"',
            '"10.0.0.0/8"',
            '"2020-02-29T12:30:00Z"',
        ),
        *(
            '"{\\"a\\":[1,null]}"',
            '"a: 1\\nb: [x]\\n"',
            '"aGk="',
            '"foo-bar_baz"',
            '"a.b.c"',
            '"$${x}"',
        ),
    ]
)
PATTERNS = st.sampled_from(
    [
        *(
            '"a"',
            '"[a-z]+"',
            '"(a)(b)?"',
            '"\\\\d+"',
            '"(?i)HELLO"',
            '"^a|c$"',
            '"a*"',
            '"(?P<x>.)b"',
        ),
        *(
            '"\\\\b\\\\w"',
            '".{2}"',
            '"[^a]"',
            '"(a|b)*"',
            '"\\\\pL"',
            '"x?"',
            '"(?U)a+"',
            '"(?s).+"',
            '"("',
        ),
    ]
)
FORMATS = st.sampled_from(
    [
        *('"%s"', '"%d"', '"%5.2f|"', '"%v"', '"%q"', '"%x"', '"%-5s|"', '"%05d"', '"%g"', '"%e"'),
        *(
            '"%#v"',
            '"%t"',
            '"%+d"',
            '"%b"',
            '"%%"',
            '"%.3g"',
            '"%s-%s"',
            '"%.1f"',
            '"%08.3f"',
            '"%5q"',
        ),
    ]
)
BOOLS = st.sampled_from(["true", "false", '"true"', "1 == 1"])
NAMES = st.sampled_from(["a", "b", "c", '"d e"'])


def lists(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    bare = st.lists(inner, max_size=4).map(lambda items: f"[{', '.join(items)}]")
    return st.one_of(
        bare, bare, bare.map(lambda x: f"toset({x})"), bare.map(lambda x: f"tolist({x})")
    )


def maps(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    entries = st.lists(st.tuples(NAMES, inner), max_size=3, unique_by=lambda e: e[0])
    bare = entries.map(lambda es: "{" + ", ".join(f"{k} = {v}" for k, v in es) + "}")
    return st.one_of(bare, bare, bare.map(lambda x: f"tomap({x})"))


def called(name: str, *arguments: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*arguments).map(lambda given: f"{name}({', '.join(given)})")


def calls(any_: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Calls with arguments that mostly fit."""
    listed, mapped = st.one_of(lists(any_), any_), st.one_of(maps(any_), any_)
    texts, numbers = st.one_of(TEXTS, TEXTS, any_), st.one_of(NUMBERS, NUMBERS, any_)
    text_lists, number_lists = lists(TEXTS), lists(NUMBERS)
    kinds: dict[tuple[st.SearchStrategy[str], ...], str] = {
        (texts,): "upper lower title strrev chomp trimspace length md5 sha1 sha256 sha512 "
        "base64encode base64decode base64sha256 jsondecode yamldecode csvdecode urlencode "
        "tonumber tobool basename dirname sensitive issensitive cidrnetmask",
        (numbers,): "abs ceil floor signum tostring range max min",
        (any_,): "jsonencode yamlencode tostring tolist toset tomap tonumber tobool try can "
        "length keys values one nonsensitive provider::terraform::encode_expr",
        (listed,): "length flatten distinct compact reverse one toset tolist sum concat "
        "coalescelist alltrue anytrue setunion sort",
        (number_lists,): "sum sort distinct reverse jsonencode",
        (text_lists,): "sort compact distinct toset flatten",
        (mapped,): "keys values length merge tomap transpose jsonencode yamlencode",
        (texts, texts): "split startswith endswith strcontains trim trimprefix trimsuffix",
        (numbers, numbers): "max min pow log range",
        (texts, numbers): "parseint",
        (numbers, texts): "indent",
        (listed, any_): "contains index concat coalescelist element",
        (listed, NUMBERS): "element chunklist",
        (listed, listed): "concat setunion setintersection setsubtract setproduct coalescelist "
        "zipmap",
        (text_lists, listed): "zipmap",
        (mapped, mapped): "merge coalesce",
        (any_, any_): "coalesce try lookup contains max format",
        (mapped, TEXTS, any_): "lookup",
        (TEXTS, text_lists): "join",
        (PATTERNS, texts): "regex regexall",
        (FORMATS, any_): "format formatlist",
        (FORMATS, texts, numbers): "format",
        (FORMATS, listed, any_): "formatlist",
        (texts, numbers, numbers): "substr",
        (texts, texts, texts): "replace",
        (listed, NUMBERS, NUMBERS): "slice",
        (listed, text_lists, text_lists): "matchkeys",
        (any_, any_, any_): "coalesce concat merge setunion",
    }
    found = [called(n, *args) for args, names in kinds.items() for n in names.split()]
    return st.one_of(
        *found,
        st.builds(lambda p, t, r: f'replace({t}, "/{p[1:]}, {r})', PATTERNS, TEXTS, TEXTS).map(
            lambda text: text.replace('", ', '/", ', 1) if text.count('"/') else text
        ),
    )


OPERATORS = st.sampled_from(["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"])


def extended(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    either = st.one_of(inner, NUMBERS, TEXTS)
    return st.one_of(
        calls(inner),
        calls(inner),
        lists(inner),
        maps(inner),
        st.builds(lambda a, o, b: f"({a} {o} {b})", either, OPERATORS, either),
        st.builds(lambda a, o, b: f"({a} {o} {b})", NUMBERS, OPERATORS, NUMBERS),
        st.builds(lambda a, b, c: f"({a} ? {b} : {c})", BOOLS, inner, inner),
        st.builds(lambda a, b: f"{a}[{b}]", lists(inner), NUMBERS),
        st.builds(lambda a, b: f"{a}.{b}", maps(inner), st.sampled_from("abc")),
        st.builds(lambda a: f"{a}[*]", inner),
        st.builds(lambda a: f"{lists_text(a)}[*].a", st.lists(maps(inner), max_size=3)),
        st.builds(lambda a: f'"x${{{a}}}y"', inner),
        st.builds(
            lambda a, b: f'"%{{ if {a} ~}} y ${{{b}}}%{{ else }} n %{{~ endif }}"', BOOLS, inner
        ),
        st.builds(
            lambda a, b: f'"%{{ for k, v in {a} }}${{k}}=${{{b}}};%{{ endfor }}"',
            maps(inner),
            inner,
        ),
        st.builds(lambda a, b, c: f"[for k, v in {a} : {b} if {c}]", inner, either, BOOLS),
        st.builds(lambda a: f"[for k, v in {a} : [k, v]]", inner),
        st.builds(lambda a: f"{{for k, v in {a} : k => v}}", inner),
        st.builds(lambda a: f'{{for k, v in {a} : "${{v}}" => k...}}', lists(TEXTS)),
        st.builds(lambda a: f"!({a})", inner),
        st.builds(lambda a: f"-({a})", inner),
        st.builds(
            lambda n, a: f"{n}({a}...)",
            st.sampled_from(["max", "min", "concat", "merge", "coalesce"]),
            inner,
        ),
        st.builds(lambda a, b: f"try({a}, {b})", inner, inner),
        st.builds(lambda a, b: f"(sensitive({a}) == {b})", inner, inner),
    )


def lists_text(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


PLACES = st.sampled_from(
    [
        "local.people",
        "local.ports",
        "local.deep",
        "var.unset",
        "var.secret",
        "terraform_data.x.id",
        "local.people[0].name",
        "path.module",
        "null",
        "true",
        "false",
        "[]",
        "{}",
    ]
)
LEAVES = st.one_of(NUMBERS, TEXTS, BOOLS, PLACES)
EXPRESSIONS = st.recursive(LEAVES, extended, max_leaves=10).filter(lambda text: len(text) < 400)


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
        ours = support.console_text(root, expression)
        if support.differs(ours, support.without_null_types(answer)):
            found.append((expression, answer, ours))
    return found


@settings(
    max_examples=BATCHES,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(batch=st.lists(EXPRESSIONS, min_size=BATCH, max_size=BATCH, unique=True))
def test_generated_expressions_have_terraforms_answer(
    console: Any, root: Any, batch: list[str]
) -> None:
    wrong = disagreements(root, console.ask(batch))
    assert not wrong, "\n".join(f"{e}\n  Terraform: {t}\n  trueup: {o}" for e, t, o in wrong)
