"""`trueup explain --expressions` as a program meets it: one line of JSON for each line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]
Ask = Callable[[bytes], list[Any]]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def ask(trueup: Trueup, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The answers to what is piped in, in the current directory."""

    def asking(data: bytes) -> list[Any]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        outcome = trueup("explain", ".", "--expressions", "-")
        assert outcome.code == 0
        return [json.loads(line, parse_float=Decimal) for line in outcome.out.splitlines()]

    return asking


def test_each_line_has_its_answer_in_order(ask: Ask) -> None:
    Path("main.tf").write_text(
        'variable "s" {\n  sensitive = true\n  default   = "hidden"\n}\nvariable "u" {}\n'
    )
    data = b"1\n\n# comment\n// comment\n  \nnope(\n[var.u, var.s]\r\nvar.u\nvar.s\nx.y\n\xff\n2"
    unset = {"unknown": "var.u has no value", "reference": "var.u"}
    answers = ask(data)
    assert [next(iter(answer)) for answer in answers] == [
        "value", "error", "error", "error", "error", "error", "value", "unknown", "value", "error",
        "error", "value",
    ]  # fmt: skip
    assert answers[1] == answers[2] == {"error": "empty expression"}
    assert answers[6] == {"value": [unset, "(sensitive)"]}
    assert answers[7] == {"unknown": "var.u has no value"}
    assert answers[8] == {"value": "(sensitive)"}
    assert answers[10] == {"error": "the line is not UTF-8"}


def test_values_are_exact(ask: Ask) -> None:
    data = (
        b"0.1 + 0.2\n100000000000000000000000000000000000001\n1e-10\n-1.50\n1e3\n"
        b'toset(["b", "a"])\n{ a = null, b = true }\n[[]]\n"a\\tb"\n'
    )
    values = [answer["value"] for answer in ask(data)]
    assert values[:5] == [
        Decimal("0.3"), 100000000000000000000000000000000000001, Decimal("0.0000000001"),
        Decimal("-1.5"), 1000,
    ]  # fmt: skip
    assert values[5:] == [["a", "b"], {"a": None, "b": True}, [[]], "a\tb"]


@pytest.mark.parametrize("character", ["ü", "\u2028", "\x85", "😀", "\u200b", "\x7f"])
def test_no_character_ends_an_answer_but_a_newline(ask: Ask, character: str) -> None:
    assert ask(f'"{character}"\n1\n'.encode()) == [{"value": character}, {"value": 1}]


def test_a_folder_without_code_will_do(ask: Ask) -> None:
    assert ask(b'upper("a")\nvar.x\n')[0] == {"value": "A"}


def test_no_input_has_no_answer(ask: Ask) -> None:
    assert ask(b"") == []


def test_a_file_is_read_too(trueup: Trueup) -> None:
    Path("asked.txt").write_text("1 + 1\n")
    assert trueup("explain", "--expressions", "asked.txt").out == '{"value": 2}\n'


def test_the_root_is_read_once(ask: Ask) -> None:
    Path("main.tf").write_text('locals {\n  a = upper("a")\n}\n')
    answers = ask(b"local.a\n" * 10_000)
    assert len(answers) == 10_000
    assert all(answer == {"value": "A"} for answer in answers)


@pytest.mark.parametrize(
    "line",
    [
        b"(" * 300_000,
        b"1+" * 300_000 + b"1",
        b"[" + b"1," * 200_000 + b"]",
        b"[" * 500 + b"]" * 500,
        b'"${' * 1_000,
        b'jsondecode("' + b"[" * 20_000 + b"]" * 20_000 + b'")',
        b"x" * 20_000_001,
        b"\0",
    ],
    ids=["parentheses", "chain", "elements", "brackets", "templates", "json", "long", "nul"],
)
def test_a_hostile_line_costs_only_itself(ask: Ask, line: bytes) -> None:
    first, second = ask(line + b"\n1\n")
    assert list(first) == ["error"]
    assert second == {"value": 1}


def test_a_long_line_is_no_trouble(ask: Ask) -> None:
    text = "é" * 500_000
    assert ask(f'"{text}"\n'.encode()) == [{"value": text}]


def test_deep_values_are_shown(ask: Ask) -> None:
    assert ask(b"[" * 120 + b"]" * 120) == [{"value": json.loads("[" * 120 + "]" * 120)}]


def test_answers_come_while_the_pipe_is_open(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "scanner.cli.main", "explain", ".", "--expressions", "-"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        for number in (1, 2):
            process.stdin.write(f"{number} + 1\n".encode())
            process.stdin.flush()
            assert process.stdout.readline() == f'{{"value": {number + 1}}}\n'.encode()
        process.stdin.close()
        assert process.wait(30) == 0
