"""rules/index.json: what a scan must know of every built-in rule before it asks any.

A scan asks the rules of the types that it meets; to run the files of all the others would cost
more than most scans. `make docs` writes the index, a test keeps it fresh, and of a rule that is
not in it as it is now (by its file's size and age) the file itself is read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from scanner.model import Level, Rule, RuleBody

NAME = "index.json"


# A checkout writes the index and the rules in any order within this time, in seconds.
_TOGETHER = 10.0


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index says of one file. written: when the index was."""

    values: Mapping[str, Any]
    written: float

    def is_of(self, status: os.stat_result) -> bool:
        """Whether it still speaks of a file with this status."""
        same = status.st_size == self.values["size"]
        return same and status.st_mtime <= self.written + _TOGETHER


def read(directory: str) -> dict[str, Entry]:
    """The entries by the file's path within `directory`; none when there is no usable index."""
    import json

    try:
        with open(os.path.join(directory, NAME), encoding="utf-8") as file:
            found = json.load(file)
            written = os.fstat(file.fileno()).st_mtime
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: Entry(values, written) for name, values in found.items()}


def rule(found: Entry, path: str, body: Callable[[str], RuleBody]) -> Rule:
    """The rule of an entry; `body` reads its file when somebody asks for more."""
    entry = found.values
    # os.path's functions on every rule would take as long as all the rest of this.
    folder, _, file = path.rpartition(os.sep)
    return Rule(
        id=file.removesuffix(".py").replace("_", "-"),
        on=tuple(entry["on"]),
        severity=Level(entry["severity"]),
        body=partial(body, path),
        title=entry["title"],
        platform=folder.rpartition(os.sep)[2],
        confidence=Level(entry.get("confidence", "high")),
        aliases=tuple(entry.get("aliases", ())),
        related_ids=tuple(entry.get("related_ids", ())),
        parameters=entry.get("parameters", {}),
        path=path,
        code_only=entry.get("code_only", False),
    )


def render(rules: Iterable[Rule], directory: str) -> str:
    """The index of these rules, whose files lie below `directory`; a line for each."""
    import json

    lines = []
    for one in sorted(rules, key=lambda r: r.path):
        name = os.path.relpath(one.path, directory).replace(os.sep, "/")
        optional = {
            "confidence": one.confidence.value if one.confidence is not Level.HIGH else None,
            "aliases": list(one.aliases),
            "related_ids": list(one.related_ids),
            "parameters": dict(one.parameters),
            "code_only": one.code_only,
        }
        entry = {
            "size": os.path.getsize(one.path),
            "on": list(one.on),
            "severity": one.severity.value,
            "title": one.title,
            **{key: value for key, value in optional.items() if value},
        }
        lines.append(f"{json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
