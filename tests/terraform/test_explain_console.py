"""`trueup explain --expressions` gives the values that `terraform console` was recorded to give."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scanner.project import Project
from scanner.terraform.explain.console import Console
from scanner.terraform.explain.root import open_root
from scanner.terraform.options import TerraformOptions

from .conftest import CONSOLE, UNSUPPORTED, evaluate_text, make_module, without_null_types
from .conftest import UNKNOWN as NOT_KNOWN
from .test_console import ANSWERS, DIFFERENCES

UNKNOWN = {"unknown": "?"}
_TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<heredoc><<-?EOT\n)
    |(?P<open>(?:to(?:list|set|map)\()?[\[{])|(?P<close>[\]}]\)?)
    |(?P<mark>\((?:sensitive\ value|known\ after\ apply)\))|(?P<equals>=)|(?P<comma>,)
    |(?P<word>null|true|false)|(?P<number>-?\d+(?:\.\d+)?))""",
    re.VERBOSE,
)


_GO_ESCAPE = re.compile(r"\\(?:x(?P<byte>..)|U(?P<point>.{8})|.)")
_BELLS = {"\\a": "\\u0007", "\\v": "\\u000b"}


def _as_json(found: re.Match[str]) -> str:
    """An escape of Go's in JSON's."""
    if found["byte"]:
        return f"\\u00{found['byte']}"
    if found["point"]:
        return json.dumps(chr(int(found["point"], 16)))[1:-1]
    return _BELLS.get(found[0], found[0])


class Reader:
    """What the console printed, as what JSON can hold; numbers as their text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def take(self) -> tuple[str, str]:
        found = _TOKEN.match(self.text, self.position)
        assert found is not None, self.text[self.position :]
        self.position = found.end()
        kind = found.lastgroup
        assert kind is not None
        return kind, found.group(kind)

    def value(self) -> Any:
        return self.rest(*self.take())

    def rest(self, kind: str, token: str) -> Any:
        if kind == "string":
            return json.loads(_GO_ESCAPE.sub(_as_json, token), strict=False)
        if kind == "number":
            return ("number", token)
        if kind == "word":
            return {"null": None, "true": True, "false": False}[token]
        if kind == "mark":
            return "(sensitive)" if "sensitive" in token else UNKNOWN
        if kind == "heredoc":
            return self.heredoc()
        assert kind == "open", token
        return self.items(token.endswith("{"))

    def items(self, mapping: bool) -> Any:
        items: list[Any] = []
        pairs: dict[str, Any] = {}
        while (token := self.take())[0] != "close":
            if token[0] == "comma":
                continue
            value = self.rest(*token)
            if mapping:
                assert self.take()[0] == "equals"
                pairs[value] = self.value()
            else:
                items.append(value)
        return pairs if mapping else items

    def heredoc(self) -> str:
        lines = []
        while True:
            end = (self.text + "\n").index("\n", self.position)
            line = self.text[self.position : end]
            self.position = end + 1
            if line.strip() == "EOT":
                blanks = len(line) - 3
                return "\n".join(one[blanks:] for one in lines)
            lines.append(line)


def numbers_as_text(line: str) -> Any:
    """A line of our answer, its numbers as the text that they were written as."""
    return json.loads(
        line,
        parse_int=lambda text: ("number", text),
        parse_float=lambda text: ("number", text),
    )


def without_reasons(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"unknown", "reference"}:
            return UNKNOWN
        return {key: without_reasons(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_reasons(item) for item in value]
    return value


def open_console(folder: Path, **options: Any) -> Console:
    project = Project(str(folder), str(folder))
    return Console(
        open_root(str(folder), project, TerraformOptions(boundary=str(folder), **options))
    )


@pytest.fixture(scope="module")
def asked() -> Console:
    return open_console(CONSOLE / "root")


@pytest.mark.parametrize("expression", ANSWERS)
def test_the_value_is_the_recorded_one(asked: Console, expression: str) -> None:
    expected = without_null_types(ANSWERS[expression])
    if expression in DIFFERENCES:
        expected = DIFFERENCES[expression][0]
    line = asked.answer(expression.encode() + b"\n")
    assert "\n" not in line
    got = numbers_as_text(line)
    if expected is None:
        assert list(got) == ["error"]
    elif expected in (UNSUPPORTED, NOT_KNOWN):
        assert list(got) == ["unknown"]
    else:
        assert without_reasons(got) == {"value": Reader(expected).value()}


# Asked of `terraform console` 1.11.
TYPES = {
    "type(1)": "number",
    "type(null)": "dynamic",
    "(type(true))": "bool",
    'type([1, "a"])': "tuple([\n    number,\n    string,\n])",
    "type({ a = 1, b = { c = [true] } })": "object({\n    a: number,\n    b: object({\n        c: "
    "tuple([\n            bool,\n        ]),\n    }),\n})",
    "type({})": "object({})",
    "type([])": "tuple([])",
    "type(tolist([]))": "list(dynamic)",
    "type(tomap({ a = 1 }))": "map(number)",
    'type(toset(["a"]))': "set(string)",
    "type(tolist([{ a = 1 }]))": "list(\n    object({\n        a: number,\n    }),\n)",
    "type(tolist([tolist([1])]))": "list(list(number))",
    "type(tolist([tolist([{ a = 1 }])]))": "list(list(\n    object({\n        a: number,\n    }),"
    "\n))",
    'type({ "a b" = 1 })': "object({\n    a b: number,\n})",
    "type(var.secret)": "string",
    "type(var.unset)": "string",
    "type(terraform_data.x.id)": "dynamic",
    "type(terraform_data.x)": "dynamic",
}


@pytest.mark.parametrize("expression", TYPES)
def test_type_answers_as_the_console_does(asked: Console, expression: str) -> None:
    assert json.loads(asked.answer(expression.encode())) == {"value": TYPES[expression]}


@pytest.mark.parametrize(
    "expression", ["[type(1)]", 'type(1) == "number"', "type(1, 2)", "type(type(1))", "type()"]
)
def test_type_cannot_be_used_otherwise(asked: Console, expression: str) -> None:
    assert list(json.loads(asked.answer(expression.encode()))) == ["error"]


def test_one_hostile_expression_spoils_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scanner.terraform.run.MAX_WORK", 20_000)
    (tmp_path / "main.tf").write_text('locals {\n  small = upper("a")\n}\n')
    hostile = b"[for i in range(1000): [for j in range(1000): local.small]]"
    both = open_console(tmp_path)
    assert "steps" in json.loads(both.answer(hostile))["error"]
    assert json.loads(both.answer(b"local.small")) == {"value": "A"}


def test_what_a_limit_left_half_evaluated_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A local first met when the budget was nearly spent is evaluated anew for the next line."""
    monkeypatch.setattr("scanner.terraform.run.MAX_WORK", 1_000)
    (tmp_path / "main.tf").write_text("locals {\n  small = length([for i in range(200) : i])\n}\n")
    asked = open_console(tmp_path)
    first = json.loads(asked.answer(b"{ a = length([for i in range(200) : i]), b = local.small }"))
    assert "steps" in first["value"]["b"]["unknown"]
    assert json.loads(asked.answer(b"local.small")) == {"value": 200}


def test_a_secret_is_not_told_by_an_error(asked: Console) -> None:
    for expression in (b"tonumber(var.secret)", b"[for x in [var.secret] : tonumber(x)]"):
        assert "hidden" not in asked.answer(expression)


def test_a_secret_is_not_told_by_an_arm_that_fails() -> None:
    module = make_module(CONSOLE / "root")
    value = evaluate_text(module, "terraform_data.x.output ? tonumber(var.secret) : 1")
    refused = value.arms[0]
    assert "refuse" in refused.reason
    assert "hidden" not in refused.reason


def test_a_secret_that_nobody_knows_yet_is_unknown(asked: Console) -> None:
    for expression in (b"sensitive(terraform_data.x.id)", b"[sensitive(terraform_data.x.id)][0]"):
        answer = json.loads(asked.answer(expression))
        assert answer == {"unknown": "the value is sensitive, and not known"}


def test_modules_are_told_output_by_output(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text(
        'variable "n" {}\noutput "double" {\n  value = var.n * 2\n}\n'
        'output "pass" {\n  value     = "x"\n  sensitive = true\n}\n'
    )
    (tmp_path / "main.tf").write_text(
        'module "one" {\n  source = "./m"\n  n      = 2\n}\n'
        'module "two" {\n  source = "./m"\n  count  = 2\n  n      = count.index\n}\n'
        'module "each" {\n  source   = "./m"\n  for_each = { a = 5 }\n  n        = each.value\n}\n'
    )
    asked = open_console(tmp_path)

    def value(expression: bytes) -> Any:
        return json.loads(asked.answer(expression))["value"]

    assert value(b"module.one") == {"double": 4, "pass": "(sensitive)"}
    assert [one["double"] for one in value(b"module.two")] == [0, 2]
    assert value(b'module.each["a"].double') == 10
    assert value(b"module.each")["a"]["double"] == 10
    assert "error" in json.loads(asked.answer(b"module.none"))
