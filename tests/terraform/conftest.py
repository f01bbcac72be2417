"""Helpers: a module to evaluate expressions in, and the console's way of writing values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scanner.hcl import parse
from scanner.load.terraform import load_terraform
from scanner.model import Loaded, Unknown
from scanner.project import Project
from scanner.terraform.code import ModuleCode, SourceFile
from scanner.terraform.expressions import evaluate
from scanner.terraform.files import Files
from scanner.terraform.library import Library
from scanner.terraform.modules import Module
from scanner.terraform.options import TerraformOptions
from scanner.terraform.reports import Reports
from scanner.terraform.run import Run
from scanner.terraform.values import (
    Failure,
    List,
    Map,
    Opaque,
    Set,
    Unsupported,
    number_text,
    unmark,
)

CONSOLE = Path(__file__).parent / "console"


def make_module(folder: Path, **options: Any) -> Module:
    """The root module of a folder."""
    project = Project(str(folder), str(folder))
    library = Library(project, Files(str(folder)), Reports(), None)
    code = library.code(str(folder)) or ModuleCode(str(folder))
    run = Run(library, TerraformOptions(boundary=str(folder), **options), evaluate)
    return Module(run, code)


def evaluate_text(module: Module, expression: str) -> Any:
    """The value of an expression in a module; raises what the evaluator raises."""
    text = f"x = {expression}\n"
    parsed = parse(text)
    assert not parsed.problems, parsed.problems
    file = SourceFile("console", "console", text, parsed.body)
    return module.run.evaluate(parsed.body[0][0][3], module.scope(file))


def written(value: Any, indent: int = 0) -> str:
    """A value as `terraform console` prints it."""
    inner, _, sensitive = unmark(value)
    if isinstance(inner, Unknown | Opaque):
        return "(known after apply)"
    if sensitive:
        return "(sensitive value)"
    if inner is None:
        return "null"
    if isinstance(inner, bool):
        return "true" if inner else "false"
    if isinstance(inner, int | Decimal):
        return number_text(inner)
    if isinstance(inner, str):
        return _string(inner, indent)
    return _structure(inner, indent)


def _string(text: str, indent: int) -> str:
    if "\n" in text and indent == 0:
        return f"<<EOT\n{text}\nEOT"
    if "\n" in text:
        blanks = "\n" + " " * indent
        return f"<<-EOT{blanks}{text.replace(chr(10), blanks)}{blanks}EOT"
    return go_quoted(text)


_ESCAPES = {"\a": "a", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t", "\v": "v"}


def go_quoted(text: str) -> str:
    """A string as Go's strconv.Quote writes it."""
    pieces = []
    for character in text:
        code = ord(character)
        if character in '"\\':
            pieces.append("\\" + character)
        elif character in _ESCAPES:
            pieces.append("\\" + _ESCAPES[character])
        elif character == " " or unicodedata.category(character)[0] in "LMNPS":
            pieces.append(character)
        elif code < 0x80:
            pieces.append(f"\\x{code:02x}")
        else:
            pieces.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return '"' + "".join(pieces) + '"'


def _structure(value: Any, indent: int) -> str:
    names = {List: "tolist", Set: "toset", Map: "tomap"}
    name = names.get(type(value))
    blanks = " " * (indent + 2)
    if isinstance(value, dict):
        lines = [
            f"{blanks}{go_quoted(k)} = {written(value[k], indent + 2)}\n" for k in sorted(value)
        ]
        text = "{\n" + "".join(lines) + " " * indent + "}" if lines else "{}"
    else:
        lines = [f"{blanks}{written(v, indent + 2)},\n" for v in value]
        text = "[\n" + "".join(lines) + " " * indent + "]" if lines else "[]"
    return f"{name}({text})" if name else text


UNKNOWN = "(known after apply)"
UNSUPPORTED = "unsupported"


def console_text(module: Module, expression: str) -> str | None:
    """What we answer where `terraform console` answers; None for an error."""
    if parse(f"x = {expression}\n").problems:
        return None
    module.run.work = 0
    try:
        return written(evaluate_text(module, expression))
    except Unsupported:
        return UNSUPPORTED
    except Failure:
        return None


def without_null_types(text: str | None) -> str | None:
    """An answer of the console without the types of its nulls, which our nulls do not have."""
    if text is None:
        return None
    return re.sub(r"to\w+\(null\)(?: /\* of \w+ \*/)?|null /\* [^*]* \*/", "null", text)


def differs(ours: str | None, theirs: str | None) -> bool:
    """Whether our answer is another than Terraform's where we claim to know it."""
    if ours == theirs or ours in (UNKNOWN, UNSUPPORTED):
        return False
    if ours is None or theirs is None or UNKNOWN not in ours:
        return True
    # Parts may be unknown to us.
    pattern = re.escape(ours).replace(re.escape(UNKNOWN), ".*")
    return re.fullmatch(pattern, theirs, re.DOTALL) is None


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Loaded]:
    """Write files (path -> text) and load the folders that are named, or the top one."""

    def loading(files: dict[str, str], *folders: str, **options: Any) -> Loaded:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        project = Project(str(tmp_path), str(tmp_path))
        options.setdefault("boundary", str(tmp_path))
        wanted = [str(tmp_path / f) for f in folders] or [str(tmp_path)]
        return load_terraform(wanted, project, TerraformOptions(**options))

    return loading
