"""The text behind a tree: decoding of files and of the literals that a tree only points at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from scanner.hcl.state import Problem
from scanner.hcl.tree import BOOL, LITERAL, NUMBER, PAREN, TEMPLATE, UNARY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scanner.hcl.tree import Node

QUOTED = 1
TEMPLATE_ONLY = 2
JSON = 4
"""Flags in a LITERAL's `escapes`: which escapes its source text holds. JSON's are undone first."""

_NAMED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_QUOTED_ESCAPE = re.compile(r'\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))|\$(\$\{)|%(%\{)')
_TEMPLATE_ESCAPE = re.compile(r"\$(\$\{)|%(%\{)")
_JSON_NAMED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_JSON_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|(.))", re.S)


def decode(data: bytes) -> tuple[str, Problem | None]:
    """A file's bytes as text, without a byte order mark.

    A file that is not UTF-8 gives as much text as precedes the first bad byte, and the problem.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        text = data[: error.start].decode("utf-8")
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    what = "the file is UTF-16" if utf16 else "the file is not valid UTF-8 from here on"
    return text, Problem(f"{what}; save it as UTF-8", len(text), len(text))


def literal(part: Node, source: str) -> str:
    """The text of a LITERAL part, with its escapes undone and in Unicode's form NFC."""
    return normalised(_raw(part, source))


def literals(parts: Iterable[Node], source: str) -> str:
    """The text of LITERAL parts that stand in a row."""
    return normalised("".join([_raw(part, source) for part in parts]))


def normalised(text: str) -> str:
    """`text` in Unicode's form NFC, as every string is in HCL."""
    if text.isascii():
        return text
    import unicodedata

    return unicodedata.normalize("NFC", text)


def _raw(part: Node, source: str) -> str:
    _, start, end, escapes = part
    text = source[start:end]
    if escapes & JSON:
        text = json_text(text)
    if escapes & QUOTED:
        return _QUOTED_ESCAPE.sub(_unescape, text)
    if escapes & TEMPLATE_ONLY:
        return _TEMPLATE_ESCAPE.sub(lambda found: found.group(1) or found.group(2), text)
    return text


def _unescape(found: re.Match[str]) -> str:
    named, short, long, dollar, percent = found.groups()
    if named:
        return _NAMED[named]
    digits = short or long
    return chr(int(digits, 16)) if digits else dollar or percent


def label_text(quoted: str) -> str:
    """A block label with its quotes, decoded."""
    text = quoted[1:-1]
    return _QUOTED_ESCAPE.sub(_unescape, text) if "\\" in text or "{" in text else text


def json_text(text: str) -> str:
    """The inside of a JSON string, decoded; a lone surrogate becomes U+FFFD, as in Go."""
    return _JSON_ESCAPE.sub(json_escape, text) if "\\" in text else text


def json_escape(found: re.Match[str]) -> str:
    """The character that one JSON escape (or a pair for one character) stands for."""
    digits, low, named = found.groups()
    if named:
        return _JSON_NAMED.get(named, named)
    code = int(digits, 16)
    if 0xD800 <= code < 0xDC00 and low:
        return chr(0x10000 + ((code - 0xD800) << 10) + (int(low, 16) - 0xDC00))
    first = "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
    return first + ("\ufffd" if low else "")


def json_offsets(raw: str, start: int) -> list[int]:
    """For each character of `json_text(raw)`, and for its end, the offset it comes from.

    start: where `raw` stands in the file.
    """
    if "\\" not in raw:
        return list(range(start, start + len(raw) + 1))
    offsets: list[int] = []
    done = 0
    for found in _JSON_ESCAPE.finditer(raw):
        offsets.extend(range(start + done, start + found.start()))
        length = len(json_escape(found))
        offsets.extend(start + found.start() + 6 * number for number in range(length))
        done = found.end()
    offsets.extend(range(start + done, start + len(raw) + 1))
    return offsets


def constant(node: Node, source: str) -> Any:
    """The value of a literal string, number or bool (also signed or in parentheses).

    None for everything else, the literal ``null`` among it.
    """
    while node[0] == PAREN:
        node = node[3]
    tag = node[0]
    if tag in (NUMBER, BOOL):
        return node[3]
    if tag == TEMPLATE and all(part[0] == LITERAL for part in node[3]):
        return literals(node[3], source)
    if tag == UNARY and node[3] == "-" and node[4][0] == NUMBER:
        return -node[4][3]
    return None
