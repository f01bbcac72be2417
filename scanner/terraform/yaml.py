"""YAML as Terraform reads and writes it: plain data, no tags of Python's."""

from __future__ import annotations

import re
from typing import Any

from scanner.terraform.encoding import composed
from scanner.terraform.types import to_string
from scanner.terraform.values import (
    MAX_VISITS,
    Failure,
    LimitHit,
    Unsupported,
    Value,
    number,
    parse_number,
)


def decode(text: str) -> Value:
    """What yamldecode() makes of a text of one document."""
    import yaml

    from scanner.yaml_limits import TooComplexError, check_limits

    if text.startswith("%YAML") and not text.startswith("%YAML 1.1"):
        raise Failure("the YAML is of a version that Terraform does not read")
    try:
        check_limits(text, 100, MAX_VISITS)
        if _BARE_TAG.search(text) and any(
            getattr(event, "tag", None) == "!" for event in yaml.parse(text, Loader=_loader())
        ):
            raise Failure("the YAML has a tag without a name")
        node = yaml.compose(text, Loader=_loader())
        if node is None:
            raise Failure("the YAML is empty")
        return _Reader().value(node, 0)
    except TooComplexError as error:
        raise LimitHit("limit-value-size", f"the YAML is {error}") from None
    except yaml.YAMLError as error:
        where = " ".join(str(error).split())
        raise Failure(f"invalid YAML: {where[:120]}") from None
    except (RecursionError, ValueError):
        raise Failure("the YAML cannot be read") from None


def _loader() -> Any:
    """PyYAML's loader, but it says of a scalar only whether it was quoted or tagged."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    def resolve(self: object, kind: type, value: str, implicit: tuple[bool, bool]) -> str:
        return _PLAIN if kind is yaml.ScalarNode and implicit[0] else _QUOTED

    return type("Loader", (base,), {"resolve": resolve})


_BARE_TAG = re.compile(r"!(?:[\s,\]}]|$)")
_PLAIN = "plain"
_QUOTED = "quoted"
_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"[-+]?(?:0o[0-7]+|0x[0-9a-fA-F]+|[0-9]+)", re.ASCII)
_FRACTION = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:(?:([Tt])|\ )(\d\d?):(\d\d?):(\d\d?)(?:\.\d+)?"
    r"(Z|[-+]\d\d:\d\d)?)?",
    re.ASCII,
)
_BOOLS = {
    **dict.fromkeys(
        ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"], True
    ),
    **dict.fromkeys(
        ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"], False
    ),
}
_NULLS = ("", "~", "null", "Null", "NULL")


def _plain(text: str) -> Value:
    """A scalar without quotes, in Terraform's idea of YAML's types."""
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if text[0] not in "-+.0123456789":
        return text
    if text.lstrip("+-") in (".inf", ".Inf", ".INF"):
        raise Unsupported("infinite numbers are not supported")
    if text in (".nan", ".NaN", ".NAN"):
        raise Failure("the YAML has what is not a number")
    if _WHOLE.fullmatch(text):
        return _whole(text)
    return parse_number(text) if _FRACTION.fullmatch(text) else _moment(text)


def _whole(text: str) -> Value:
    digits = text.lstrip("+-")
    if len(digits) > 300:
        raise Failure("a number in the YAML is too long")
    based = digits[:2] in ("0x", "0o")
    value = int(digits, 0 if based else 10)
    if based and value >= 1 << 64:
        raise Failure("a number in the YAML is too large")
    return number(-value if text.startswith("-") else value)


def _moment(text: str) -> str:
    """A timestamp as Terraform has it: text, as RFC 3339 spells it; any other text as it is."""
    found = _MOMENT.fullmatch(text)
    if found is None or (found[8] and not found[4]):
        return text
    from scanner.terraform.functions.times import rewritten

    hour, minute, second = (int(part or 0) for part in found.group(5, 6, 7))
    moment = (
        f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
        f"T{hour:02d}:{minute:02d}:{second:02d}{found[8] or 'Z'}"
    )
    try:
        return rewritten(moment)
    except Failure:
        return text


class _Reader:
    """Counts parts: those that aliases share count each time."""

    def __init__(self) -> None:
        self.parts = 0

    def value(self, node: Any, depth: int) -> Value:
        """A node as Terraform has it."""
        self.parts += 1
        if self.parts > MAX_VISITS:
            raise LimitHit("limit-value-size", "the YAML has more than 200,000 parts")
        if depth > 100:
            raise LimitHit("limit-value-depth", "a value is nested more than 100 levels deep")
        if isinstance(node.value, str):
            return _scalar_value(node)
        kind = node.tag.removeprefix(_TAG)
        if kind not in (_QUOTED, "map", "seq"):
            raise Failure("the YAML has a type that Terraform lacks")
        if node.id == "mapping":
            return self._mapping(node, depth)
        return [self.value(item, depth + 1) for item in node.value]

    def _mapping(self, node: Any, depth: int) -> dict[str, Value]:
        made: dict[str, Value] = {}
        merged: dict[str, Value] = {}
        for key, item in node.value:
            value = self.value(item, depth + 1)
            if key.value == "<<" and key.tag in (_PLAIN, _QUOTED, _TAG + "merge"):
                if not isinstance(value, dict):
                    raise Failure("what the YAML merges is no mapping")
                merged = {**value, **merged}
            else:
                made[_key(self.value(key, depth + 1))] = value
        return {**merged, **made}


def _scalar_value(node: Any) -> Value:
    kind = node.tag.removeprefix(_TAG)
    if kind == _PLAIN:
        value = _plain(node.value)
        return composed(value) if isinstance(value, str) else value
    if kind in (_QUOTED, "str", "binary"):
        return composed(node.value)
    if kind not in ("int", "float", "bool", "null", "timestamp"):
        raise Failure("the YAML has a type that Terraform lacks")
    if node.style:
        return composed(node.value)
    return _plain(node.value)


def _key(key: Value) -> str:
    if isinstance(key, str):
        return key
    if isinstance(key, list | dict) or key is None:
        raise Failure("the keys of YAML mappings must be strings")
    return to_string(key)


def encode(value: Value) -> str:
    """What yamlencode() makes of a known value: block style, keys sorted, strings quoted."""
    text = _node(value, 0, 0)
    # A document that is a plain scalar alone needs a mark of its end.
    plain = value is None or (not isinstance(value, str | list | dict))
    return f"{text}\n...\n" if plain else f"{text}\n"


def _node(value: Value, indent: int, column: int) -> str:
    """A value without the line break behind it.

    indent: of the collection that it is or is in; column: where its first line stands.
    """
    blanks = " " * indent
    if isinstance(value, dict) and value:
        return f"\n{blanks}".join(_entry(k, value[k], indent) for k in sorted(value))
    if isinstance(value, list) and value:
        nested = [
            _node(item, indent + 2, indent + 2)
            if _deep(item)
            else (_scalar(item, indent + 2, indent + 2))
            for item in value
        ]
        return f"\n{blanks}".join(f"- {item}" for item in nested)
    return _scalar(value, indent + 2, column)


def _deep(value: Value) -> bool:
    return isinstance(value, list | dict) and len(value) > 0


def _entry(key: str, value: Value, indent: int) -> str:
    if "\n" in key or len(key) > 100:
        raise Unsupported("keys of several lines are not supported")
    name = _quoted(key, 0, -10_000)
    if not _deep(value):
        return f"{name}: {_scalar(value, indent + 2, indent + len(name) + 2)}"
    # Lists stand at the column of their key.
    deeper = indent + 2 if isinstance(value, dict) else indent
    return f"{name}:\n{' ' * deeper}{_node(value, deeper, deeper)}"


def _scalar(value: Value, indent: int, column: int) -> str:
    if isinstance(value, list | dict):
        return "[]" if isinstance(value, list) else "{}"
    if type(value) is not str:
        return "null" if value is None else to_string(value)
    if "\ufeff" in value:
        raise Unsupported("a byte order mark in YAML is not supported")
    if "\n" in value and _block_allowed(value):
        return _literal(value, indent)
    return _quoted(value, indent, column)


_BREAKS = "\n\r\x85\u2028\u2029"


def _block_allowed(text: str) -> bool:
    if text[-1] == " " or any(f" {one}" in text for one in _BREAKS):
        return False
    return all(one == "\n" or (_printable(one) and one not in "\r\x85") for one in text)


def _printable(character: str) -> bool:
    return " " <= character <= "~" or "\xa0" <= character <= "\ufffd"


def _literal(text: str, indent: int) -> str:
    """The | style. Other line breaks than line feeds are written as they are."""
    hint = "2" if text[0] == " " or text[0] in _BREAKS else ""
    if text[-1] not in _BREAKS:
        chomp = "-"
    else:
        chomp = "+" if len(text) == 1 or text[-2] in _BREAKS else ""
        if text[-1] != "\n":
            raise Unsupported("a text that ends in a line separator is not supported")
        text = text[:-1]
    blanks = " " * indent
    pieces = []
    started = False
    for character in text:
        if character in _BREAKS:
            started = False
        elif not started:
            pieces.append(blanks)
            started = True
        pieces.append(character)
    return f"|{hint}{chomp}\n" + "".join(pieces)


_NAMED_ESCAPES = {
    "\0": "0",
    "\a": "a",
    "\b": "b",
    "\t": "t",
    "\n": "n",
    "\v": "v",
    "\f": "f",
    "\r": "r",
    "\x1b": "e",
    '"': '"',
    "\\": "\\",
    "\x85": "N",
    "\u2028": "L",
    "\u2029": "P",
}


def _quoted(text: str, indent: int, column: int) -> str:
    """The double-quoted style, folded at blanks beyond column 80."""
    pieces = ['"']
    column += 1
    after_blank = False
    for at, character in enumerate(text):
        if character == " ":
            fold = column > 80 and not after_blank and 0 < at < len(text) - 1
            if fold:
                pieces.append("\n" + " " * indent)
                column = indent
                if text[at + 1] == " ":
                    pieces.append("\\")
                    column += 1
            else:
                pieces.append(" ")
                column += 1
            after_blank = True
            continue
        after_blank = False
        written = character
        if character in _NAMED_ESCAPES:
            written = "\\" + _NAMED_ESCAPES[character]
        elif not _printable(character):
            code = ord(character)
            written = (
                f"\\x{code:02X}"
                if code < 0x100
                else f"\\u{code:04X}"
                if code < 0x10000
                else f"\\U{code:08X}"
            )
        pieces.append(written)
        column += len(written)
    return "".join(pieces) + '"'
