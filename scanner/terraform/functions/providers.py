"""The functions of Terraform's own provider, which is part of it: provider::terraform::NAME.

What other providers' functions give is known only to the providers.
"""

from __future__ import annotations

import re

from scanner.hcl import parse
from scanner.hcl.tree import CALL
from scanner.terraform.code import SourceFile
from scanner.terraform.encoding import is_identifier
from scanner.terraform.functions import Function, typed
from scanner.terraform.functions.graphemes import graphemes
from scanner.terraform.scopes import Scope
from scanner.terraform.types import to_string
from scanner.terraform.values import Failure, Value, quoted

_DEEPEST = 100


def _encode_expression(value: Value) -> str:
    return _formatted(_expression(value, 0))


def _encode_variables(value: Value) -> str:
    if not isinstance(value, dict):
        raise Failure("an object is required")
    for name in value:
        if not is_identifier(name):
            raise Failure(f"{quoted(name)} is no valid name of a variable")
    lines = "\n".join(f"{name} = {_expression(value[name], 0)}" for name in sorted(value))
    return _formatted(lines) + "\n" if value else ""


def _expression(value: Value, depth: int) -> str:
    """A value in HCL's syntax, its lines neither indented nor aligned."""
    if depth > _DEEPEST:
        raise Failure("the value is nested too deep")
    if value is None:
        return "null"
    if isinstance(value, list):
        return "[" + ", ".join(_expression(item, depth + 1) for item in value) + "]"
    if isinstance(value, dict):
        if not value:
            return "{}"
        entries = [
            f"{_name(name)} = {_expression(value[name], depth + 1)}\n" for name in sorted(value)
        ]
        return "{\n" + "".join(entries) + "}"
    return _text(value) if isinstance(value, str) else to_string(value)


def _name(name: str) -> str:
    return name if is_identifier(name) else _text(name)


_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def _text(text: str) -> str:
    import unicodedata

    pieces = []
    for character in text:
        code = ord(character)
        if character in _ESCAPES:
            pieces.append(_ESCAPES[character])
        elif character == " " or unicodedata.category(character)[0] in "LMNPS":
            pieces.append(character)
        else:
            pieces.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return '"' + "".join(pieces).replace("${", "$${").replace("%{", "%%{") + '"'


_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def _formatted(text: str) -> str:
    """Lines indented by the brackets that are open, with the = of neighbours in one column."""
    lines: list[str] = []
    opened: list[int] = []
    aligned: list[tuple[str, str]] = []
    for line in text.split("\n"):
        plain = _STRING.sub("", line)
        net = sum(plain.count(b) for b in "[{") - sum(plain.count(b) for b in "]}")
        if net < 0:
            _close(opened, -net)
        indented = "  " * len(opened) + line
        found = _ASSIGNMENT.match(indented)
        if found is not None and net == 0:
            aligned.append((found[1], found[2]))
        else:
            lines += _columns(aligned)
            aligned = []
            lines.append(indented)
        if net > 0:
            opened.append(net)
    return "\n".join([*lines, *_columns(aligned)])


_ASSIGNMENT = re.compile(r'( *(?:"(?:[^"\\]|\\.)*"|[^" =\[\]{},]+)) = (.*)', re.DOTALL)


def _columns(entries: list[tuple[str, str]]) -> list[str]:
    widest = max((len(graphemes(name)) for name, _ in entries), default=0)
    return [f"{name}{' ' * (widest - len(graphemes(name)))} = {value}" for name, value in entries]


def _close(opened: list[int], count: int) -> None:
    while count and opened:
        if count < opened[-1]:
            opened[-1] -= count
            return
        count -= opened.pop()


def _decode_variables(scope: Scope, text: str) -> Value:
    parsed = parse(text)
    attributes, blocks = parsed.body
    if parsed.problems or blocks:
        raise Failure("the text has no syntax of a file of variables")
    file = SourceFile("variables", "variables", text, parsed.body)
    inner = Scope(scope.module, file)
    inner.closed = True
    decoded: dict[str, Value] = {}
    for name, _, _, node in attributes:
        if name in decoded:
            raise Failure(f"the variable {quoted(name)} is set twice")
        if _calls(node):
            raise Failure("functions cannot be called here")
        decoded[name] = scope.run.evaluate(node, inner)
    return decoded


def _calls(node: object) -> bool:
    """Whether a function is called anywhere in an expression."""
    stack = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            if item and item[0] == CALL and len(item) > 4:
                return True
            stack.extend(item)
    return False


FUNCTIONS: dict[str, Function] = {
    "provider::terraform::decode_tfvars": typed(_decode_variables, "string", scoped=True),
    "provider::terraform::encode_expr": typed(_encode_expression, "any"),
    "provider::terraform::encode_tfvars": typed(_encode_variables, "any"),
}
