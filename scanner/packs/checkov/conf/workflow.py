"""The conf contract: a workflow as Checkov's checks expect it.

Checkov hands its checks the document with ``__startline__`` and ``__endline__`` as the last keys of
every mapping, from 1. It is the whole document; which parts of it a check wants (``on``, ``jobs``,
``jobs.*.steps[]``) Checkov's registry knows.

It is made from our own reading, which is bounded and follows GitHub's: Checkov's own loader would
want the file's text sent, and an alias or deep nesting would cost it any time or its stack. Two
things are as in YAML 1.1, which Checkov reads: ``yes``, ``no`` and ``off`` without quotes are
booleans, also as the value of an environment variable, where GitHub takes them for texts. Where an
end line is, is the last line of the mapping itself, while Checkov's is that of whatever follows.

Source: Checkov 3.3's loader of YAML.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from scanner.model import Path, Resource, Value
from scanner.packs.checkov.conf.entity import Entity, existing

KIND: Final = "workflow"
_BOOLEANS: Final = {
    spelt: value
    for word, value in (("yes", True), ("no", False), ("off", False))
    for spelt in (word, word.capitalize(), word.upper())
}


def kind_of(resource: Resource) -> tuple[str, str] | None:
    """A workflow that was read; None for one that only another tool's report names."""
    return (KIND, resource.type) if hasattr(resource.source, "value_lines") else None


def entity_of(resource: Resource, kind: str, type_: str) -> Entity:
    """A workflow's document."""
    conf = _Reader(resource).value(resource.attributes, ())
    return Entity(kind, type_, resource.address, conf, {})


def reported(resource: Resource, kind: str) -> str:
    """What Checkov's report calls it: nothing beside the file's name."""
    return ""


def reported_at(resource: Resource, path: Path) -> str:
    """The line by which parts of a workflow are told apart: Checkov's names of them are worked out
    from the lines, too, and are wrong for some."""
    if path[:1] in ((), ("permissions",)):
        return "permissions"  # also of a workflow that has none, which only they are missed in
    source: Any = resource.source
    return f"line {source.value_lines(path)[0]}"


def path_of(resource: Resource, keys: Sequence[Any]) -> Path:
    """The part that the worker names by its path."""
    return existing(resource.attributes, keys)


class _Reader:
    """Reads one workflow, whose depth and size its loader bounds."""

    def __init__(self, resource: Resource) -> None:
        # The loader's, which packs do not import.
        self._source: Any = resource.source

    def value(self, value: Value, path: Path) -> Any:
        if isinstance(value, dict):
            found = {key: self.value(item, (*path, key)) for key, item in value.items()}
            found["__startline__"], found["__endline__"] = self._source.value_lines(path)
            return found
        if isinstance(value, list):
            return [self.value(item, (*path, index)) for index, item in enumerate(value)]
        if isinstance(value, str) and value in _BOOLEANS and self._source.is_plain(path):
            return _BOOLEANS[value]
        return value
