"""Where in the text of a state its resources stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from scanner.model import Location, Path

Head = tuple[str, str, str, str]
"""Module, mode, type and name of a resource."""

# Terraform writes the fields of a resource in this order; the fields of an instance's attributes
# are sorted, so "type" never stands between "mode" and "name" there.
_HEAD: Final = re.compile(
    rb'"mode":\s*"(managed|data)",\s*"type":\s*"([^"]{1,256})",\s*"name":\s*"([^"]{1,256})"'
)
_MODULE: Final = re.compile(rb'"module":\s*"((?:[^"\\]|\\.){0,4096})",\s*')
_BEFORE: Final = 4300  # Bytes before a head, in which its module begins.


def lines_of(data: bytes) -> dict[Head, int]:
    """The line of each resource in a state.

    Looked up while the state is read, so that nobody needs to keep the text: a state may well be
    as large as everything that is read of it.
    """
    lines: dict[Head, int] = {}
    line, seen = 1, 0
    for match in _HEAD.finditer(data):
        start = data.rfind(b'"module":', max(seen, match.start() - _BEFORE), match.start())
        module = _MODULE.fullmatch(data, start, match.start()) if start >= 0 else None
        at = start if module else match.start()
        line += data.count(b"\n", seen, at)
        seen = at
        name = _decoded(module[1]) if module else ""
        if name is not None:
            mode, type_, own = (part.decode("utf-8", "replace") for part in match.groups())
            lines.setdefault((name, mode, type_, own), line)
    return lines


def _decoded(text: bytes) -> str | None:
    import json

    try:
        decoded: str = json.loads(b'"' + text + b'"', strict=False)
    except ValueError:
        return None
    return decoded


@dataclass(frozen=True, slots=True)
class StateSource:
    """Locates a resource by its line in the state."""

    state: str
    line: int

    def locate(self, path: Path) -> Location:
        """The first line of the resource, whatever the path."""
        return Location(self.state, self.line, 1, self.line, 1)
