"""The written form of schemas in the tables: one line a block, made and read here.

A line is ``attributes|blocks``. Attributes stand in groups of one kind, ``KIND name name;...``,
where KIND is a letter for who sets them, marks, and a type. Blocks are ``name:MODE,MIN,MAX,LINE``
with the number of the line that describes their content, so that equal contents are written once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from scanner.terraform.values import Type

_SETTING: Final = {
    "r": (True, False, False),
    "o": (False, True, False),
    "c": (False, False, True),
    "p": (False, True, True),
}
_PRIMITIVE: Final = {"s": "string", "n": "number", "b": "bool", "d": "any"}
_COLLECTION: Final = {"l": "list", "t": "set", "m": "map"}
_NESTING: Final = {"l": "list", "t": "set", "m": "map", "g": "single"}


# Every scan with a cloud resource makes these classes: a NamedTuple is made in an eighth of the
# time of a dataclass.
class AttributeSchema(NamedTuple):
    """An attribute. type: as `scanner.terraform.types.convert` takes it; every attribute of an
    object in it is optional there, since objects may be written as blocks.

    required, optional: the code must or may set it. computed: the provider sets it where the
    code does not. sensitive: never shown. write_only: sent, never recorded.
    """

    type: Type
    required: bool = False
    optional: bool = False
    computed: bool = False
    sensitive: bool = False
    write_only: bool = False
    deprecated: bool = False


def read_line(line: str) -> Mapping[str, AttributeSchema]:
    """The attributes of a block's line."""
    found: dict[str, AttributeSchema] = {}
    for group in line.partition("|")[0].split(";"):
        if group:
            kind, *names = group.split(" ")
            found.update(dict.fromkeys(names, _attribute(kind)))
    return found


def read_block(line: str) -> Iterator[tuple[str, str, int, int, int]]:
    """Name, nesting, least, most and line of each block type of a block's line."""
    for entry in line.partition("|")[2].split(" "):
        if entry:
            name, _, rest = entry.partition(":")
            mode, least, most, line_number = rest.split(",")
            yield name, _NESTING[mode], int(least), int(most), int(line_number)


@cache
def _attribute(kind: str) -> AttributeSchema:
    required, optional, computed = _SETTING[kind[0]]
    rest = kind[1:].lstrip("!~-")
    marks = kind[1 : len(kind) - len(rest)]
    type_, end = _type(rest, 0)
    if end != len(rest):
        raise ValueError(f"{kind!r} is no attribute")
    return AttributeSchema(
        type_, required, optional, computed, "!" in marks, "~" in marks, "-" in marks
    )


def _type(text: str, at: int) -> tuple[Type, int]:
    letter = text[at]
    if letter in _PRIMITIVE:
        return _PRIMITIVE[letter], at + 1
    if letter in _COLLECTION:
        element, end = _type(text, at + 1)
        return (_COLLECTION[letter], element), end
    attributes: dict[str, Type] = {}
    at += 1
    while text[at] != "}":
        name, _, _ = text[at:].partition("=")
        attributes[name], at = _type(text, at + len(name) + 1)
        at += text[at] == ","
    return ("object", attributes, dict.fromkeys(attributes)), at + 1
