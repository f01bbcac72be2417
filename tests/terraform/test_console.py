"""Expressions evaluate as `terraform console` says; see tests/oracles/terraform_console.py."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from scanner.model import Unknown
from scanner.terraform.functions.table import FUNCTIONS
from scanner.terraform.values import Failure, Opaque, bare

from .conftest import (
    CONSOLE,
    UNKNOWN,
    UNSUPPORTED,
    console_text,
    evaluate_text,
    make_module,
    without_null_types,
)

ANSWERS: dict[str, str | None] = json.loads((CONSOLE / "answers.json").read_text())

ERROR = None

INFINITE = "infinite numbers are no JSON and no attribute's value"
RUN = "the result is another one each time, or is known only where Terraform runs"
UNDECLARED = "the names of the code are checked where it is loaded, not where it is evaluated"
PRECISE = "known whatever the unknown part will be, which Terraform 1.11 does not see"
TYPED = "the console knows no types of a resource's attributes; a plan says what we say"
RARE = "too rare to be computed: unknown, with the reason"

# Where we differ on purpose: expression -> what we say instead, and why.
DIFFERENCES: dict[str, tuple[str | None, str]] = {
    "1 / 0": (UNSUPPORTED, INFINITE),
    "-1 / 0": (UNSUPPORTED, INFINITE),
    "can(1/0)": (UNSUPPORTED, INFINITE),
    "try(1 / 0, 2) > 5": (UNSUPPORTED, INFINITE),
    **dict.fromkeys(
        [
            "log(0, 10)",
            "log(2, 1)",
            "pow(0, -1)",
            'yamldecode(".inf")',
            'yamldecode("-.inf")',
        ],
        (UNKNOWN, INFINITE),
    ),
    # Terraform 1.11 has an unknown here that no apply makes known, and knows how many there are.
    'formatlist("%s", null)': (UNSUPPORTED, "a null has no format"),
    'formatlist("%s", [null])': (UNSUPPORTED, "Terraform refuses a null in a list of others"),
    **dict.fromkeys(
        [
            'bcrypt("a") == ""',
            "length(uuid()) > 0",
            "timestamp() == plantimestamp()",
            'rsadecrypt("a", "b")',
            'path.cwd == abspath(".")',
        ],
        (UNKNOWN, RUN),
    ),
    **dict.fromkeys(
        [
            "try(nope(1), 1)",
            "can(nope(1))",
            'core::nope("a")',
            "provider::terraform::nope(1)",
            'provider::aws::arn_parse("a")',
        ],
        (UNKNOWN, "a function that we do not know may be one of a later version"),
    ),
    "true ? 1 : nope": ("1", UNDECLARED),
    "[for x in []: nope]": ("[]", UNDECLARED),
    'try(terraform_data.x.id[0], "d")': (UNKNOWN, UNDECLARED),
    "terraform_data.x.id[0].foo": (UNKNOWN, UNDECLARED),
    **dict.fromkeys(
        [
            'regex("\\\\p{Greek}+", "abcαβγ")',
            'regex("\\\\p{Han}", "a日")',
            'regex("\\\\p{Foo}", "a")',
            'textencodebase64("a", "nope")',
            'textencodebase64("a", "ISO-2022-JP")',
            'textdecodebase64("YQ==", "nope")',
            'textdecodebase64("//5hAA==", "UTF-16")',
            'cidrhost("::ffff:10.0.0.0/104", 1)',
            'cidrsubnet("10.0.0.0/8", 8, -1)',
            'fileset("files", "*.{txt")',
            "flatten([[1], [tostring(terraform_data.x.output)]])",
        ],
        (UNKNOWN, RARE),
    ),
    'yamldecode("\\"\\\\x41\\\\/\\\\e\\"")': ('"A/\\x1b"', "YAML 1.2 has this escape"),
    "[1, terraform_data.x.id] == [2, terraform_data.x.id]": ("false", TYPED),
    "tolist([terraform_data.x.id]) == tolist([])": ("false", TYPED),
    "terraform_data.x.id == null": ("false", TYPED),
    "terraform_data.x.id != null": ("true", TYPED),
    "[terraform_data.x.id] == [null]": ("false", TYPED),
    "length(terraform_data.x[*])": ("1", TYPED),
    "length(terraform_data.x)": ("4", TYPED),
    "terraform_data.x == null": ("false", TYPED),
    "terraform_data.x != null": ("true", TYPED),
    "terraform_data.x.triggers_replace": ("null", TYPED),
    "terraform_data.x.input": ('"a"', TYPED),
    'length(flatten([[terraform_data.x.id], ["a"]]))': ("2", TYPED),
    'flatten([[terraform_data.x.id], ["b"]])': (f'[\n  {UNKNOWN},\n  "b",\n]', TYPED),
    'flatten([terraform_data.x.id, "b"])': (f'[\n  {UNKNOWN},\n  "b",\n]', TYPED),
    'flatten([["a"], [terraform_data.x.id, "b"]])': (
        f'[\n  "a",\n  {UNKNOWN},\n  "b",\n]',
        TYPED,
    ),
    "flatten([tolist([terraform_data.x.id])])": (f"[\n  {UNKNOWN},\n]", TYPED),
    "flatten([toset([terraform_data.x.id])])": (f"[\n  {UNKNOWN},\n]", TYPED),
    **dict.fromkeys(
        [
            "false && terraform_data.x.output",
            "terraform_data.x.output && false",
            '[terraform_data.x.id, 1] == ["a", 2]',
            "alltrue([terraform_data.x.output, false])",
        ],
        ("false", PRECISE),
    ),
    "terraform_data.x.output || true": ("true", PRECISE),
    'endswith("${terraform_data.x.id}.txt", ".txt")': ("true", PRECISE),
    "true || terraform_data.x.output": ("true", PRECISE),
    **dict.fromkeys(
        [
            "(terraform_data.x.output ? {a = 1, b = 2} : {a = 1, b = 3}).a",
            "try({a = terraform_data.x.id, b = 1}, {}).b",
            "try({a = terraform_data.x.output, b = 1}, {}).b",
            "jsondecode(jsonencode({a = terraform_data.x.id, b = 1})).b",
        ],
        ("1", PRECISE),
    ),
    '"%{ if terraform_data.x.output }a%{ else }a%{ endif }"': ('"a"', PRECISE),
    'try([terraform_data.x.id], "a")': (f"[\n  {UNKNOWN},\n]", PRECISE),
    'try([terraform_data.x.id, 1], "d")': (f"[\n  {UNKNOWN},\n  1,\n]", PRECISE),
    **dict.fromkeys(
        [
            'try({a = terraform_data.x.id, b = 1}, "d")',
            "try(merge({a = terraform_data.x.id}, {b = 1}), {})",
            "jsondecode(jsonencode({a = terraform_data.x.id, b = 1}))",
        ],
        (f'{{\n  "a" = {UNKNOWN}\n  "b" = 1\n}}', PRECISE),
    ),
}


@pytest.fixture(scope="module")
def root() -> Any:
    return make_module(CONSOLE / "root")


@pytest.mark.parametrize("expression", ANSWERS)
def test_expression_has_terraforms_answer(root: Any, expression: str) -> None:
    expected = without_null_types(ANSWERS[expression])
    got = console_text(root, expression)
    if expression in DIFFERENCES:
        assert got == DIFFERENCES[expression][0], DIFFERENCES[expression][1]
        assert got != expected, "no difference any more: take it out of the list"
    else:
        assert got == expected


def test_objects_differ_whatever_their_unknown_part_will_be(root: Any) -> None:
    """Not recorded: Terraform compares an object's attributes in no particular order, and answers
    `false` or `(known after apply)` by chance, as it meets the differing or the unknown one first.
    """
    objects = '{a = terraform_data.x.id, b = 1}], {a = "x", b = 2}'
    assert console_text(root, f"contains([{objects})") == "false"


def test_every_difference_is_asked() -> None:
    assert DIFFERENCES.keys() <= ANSWERS.keys()


def test_answers_are_those_to_the_expressions() -> None:
    lines = (CONSOLE / "expressions.txt").read_text().splitlines()
    asked = [line for line in lines if line.strip() and not line.startswith("#")]
    assert set(asked) == set(ANSWERS)


SIGNATURES: dict[str, Any] = json.loads((CONSOLE / "functions.json").read_text())
# They decide themselves what to evaluate, or look at marks alone.
SPECIAL = {"can": (1, 1), "issensitive": (1, 1), "nonsensitive": (1, 1), "try": (0, None)}
# Of OpenTofu (opentofu.org/docs/language/functions) what Terraform 1.11 lacks.
OPENTOFU = {"base64gunzip": 1, "cidrcontains": 2, "urldecode": 1}
# Terraform declares the rest variadic and then counts itself.
COUNTED = {"bcrypt": (1, None), "lookup": (2, 3), "range": (1, 3)}
# A variadic function that refuses to be called without an argument.
SOME = {"cidrsubnets", "coalesce", "coalescelist", "max", "min", "setproduct"}


@pytest.mark.parametrize("name", SIGNATURES)
def test_function_takes_the_arguments_that_terraforms_takes(name: str) -> None:
    signature = SIGNATURES[name]
    least = len(signature["parameters"])
    most = None if signature["variadic"] else least
    if name in SPECIAL:
        assert SPECIAL[name] == (least, most)
        return
    function = FUNCTIONS[name]
    if name in COUNTED:
        least, most = COUNTED[name]
    elif name in SOME and not least:
        least = 1
    assert (function.least, function.most) in ((least, most), (0, most), (least + 1, most))


@pytest.mark.parametrize("name", sorted(SIGNATURES.keys() - SPECIAL.keys() - {"timestamp", "uuid"}))
def test_null_is_refused_where_terraform_refuses_it(root: Any, name: str) -> None:
    parameters = SIGNATURES[name]["parameters"]
    nullable = [p["nullable"] for p in parameters]
    if not parameters or all(nullable):
        return
    expression = f"{name}({', '.join(['null'] * len(parameters))})"
    assert console_text(root, expression) is ERROR


def test_there_is_no_function_of_our_own() -> None:
    known = SIGNATURES.keys() | OPENTOFU.keys()
    assert {name for name in FUNCTIONS if not name.startswith("provider::")} <= known
    assert {name: FUNCTIONS[name].least for name in OPENTOFU} == OPENTOFU


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ('cidrcontains("192.168.2.0/20", "192.168.2.1")', "true"),
        ('cidrcontains("192.168.2.0/20", "192.168.2.0/22")', "true"),
        ('cidrcontains("192.168.2.0/20", "192.126.2.1")', "false"),
        ('cidrcontains("192.168.2.0/20", "192.126.2.0/18")', "false"),
        ('cidrcontains("fe80::/48", "fe80::1")', "true"),
        ('cidrcontains("fe80::/48", "fe81::1")', "false"),
        ('cidrcontains("fe80::/48", "10.0.0.1")', ERROR),
        ('cidrcontains("10.0.0.0/8", "x")', ERROR),
        ('base64gunzip("H4sIAAAAAAAAA/NIzcnJBwCCidH3BQAAAA==")', '"Hello"'),
        ('base64gunzip("SGVsbG8=")', ERROR),
        ('base64gunzip("H4sIAAAAAAAAA/NIzcnJ")', ERROR),
        ('urldecode("a+b%26%C3%A9")', '"a b&é"'),
        ('urldecode("%zz")', ERROR),
    ],
)
def test_opentofus_functions(root: Any, expression: str, answer: str | None) -> None:
    assert console_text(root, expression) == answer


# --- What a plan knows ---------------------------------------------------------------------------

PLANNED: dict[str, Any] = json.loads((CONSOLE / "planned.json").read_text())
PLAN_ERROR = "(error)"
# Known from parts that Terraform does not look at; each is true whatever the rest will be.
STRONGER = {
    expression
    for expression, (_, reason) in DIFFERENCES.items()
    if reason == PRECISE and expression in PLANNED
}
# We know no types of attributes: an unknown text turns no number beside it into one.
UNTYPED = {
    "true ? 1 : terraform_data.x.id",
    "tolist([terraform_data.x.id, 1])",
    "coalesce(1, terraform_data.x.output)",
    "tolist([terraform_data.x.output, 1])",
    "tomap({a = terraform_data.x.id, b = 1})",
    "tomap({a = terraform_data.x.output, b = 1})",
    "true ? 1 : terraform_data.x.output",
    "true ? [1] : terraform_data.x.output",
    "true ? {a = terraform_data.x.id, b = 1} : {}",
    "(true ? {a = terraform_data.x.id, b = 1} : {}).b",
    "[terraform_data.x.output][*].a",
}


def in_json(value: Any) -> Any:
    inner = bare(value)
    if isinstance(inner, Unknown | Opaque):
        return UNKNOWN
    if isinstance(inner, dict):
        return {name: in_json(item) for name, item in inner.items()}
    if isinstance(inner, list):
        return [in_json(item) for item in inner]
    return float(inner) if isinstance(inner, Decimal) else inner


def holds_no_more(got: Any, planned: Any) -> bool:
    """Whether we say the same, or say of a part that it is unknown which the plan knows."""
    if got == UNKNOWN:
        return True
    if isinstance(planned, dict) and isinstance(got, dict):
        same = planned.keys() == got.keys()
        return same and all(holds_no_more(got[name], planned[name]) for name in got)
    if isinstance(planned, list) and isinstance(got, list):
        return len(planned) == len(got) and all(map(holds_no_more, got, planned))
    return bool(got == planned and type(got) is type(planned))


@pytest.mark.parametrize("expression", PLANNED)
def test_what_is_known_is_what_a_plan_knows(root: Any, expression: str) -> None:
    if expression in UNTYPED:
        return
    try:
        got = in_json(evaluate_text(root, expression))
    except Failure:
        got = PLAN_ERROR
    if expression in STRONGER:
        assert not holds_no_more(got, PLANNED[expression]), "take it out of the list"
    else:
        assert holds_no_more(got, PLANNED[expression])


def test_hardly_anything_that_a_plan_knows_is_unknown_to_us(root: Any) -> None:
    weaker = [
        expression
        for expression, planned in PLANNED.items()
        if planned not in (UNKNOWN, PLAN_ERROR)
        and expression not in UNTYPED
        and in_json(evaluate_text(root, expression)) == UNKNOWN
    ]
    assert len(weaker) <= 20, weaker
