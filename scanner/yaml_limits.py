"""Whether YAML is safe to hand to a library that builds it by recursion and copies its aliases."""

from __future__ import annotations

from typing import Any


class TooComplexError(ValueError):
    """A text that nests too deep, or whose aliases repeat too much. line: from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def check_limits(text: str | bytes, depth: int, parts: int) -> None:
    """Raise TooComplexError for YAML nested deeper than `depth`, or with more than `parts` values
    once its aliases and merges are written out.

    Works on the parser's events, which need no stack: PyYAML's composer is recursive C code that
    ends the whole process where Python would raise. Raises yaml.YAMLError as parsing does.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    sizes: dict[str, int] = {}
    open_: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, loader):
        found: Any = event
        size = 0
        if isinstance(event, yaml.AliasEvent):
            # What refers to a collection that is still open holds itself.
            size = sizes.get(found.anchor, 1 if not _is_open(open_, found.anchor) else parts + 1)
        elif isinstance(event, yaml.ScalarEvent):
            size = 1
            if found.anchor:
                sizes[found.anchor] = size
        elif isinstance(event, yaml.CollectionStartEvent):
            total += 1
            open_.append((found.anchor, total))
            if len(open_) > depth:
                raise TooComplexError(f"nested deeper than {depth} levels", _line(found))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, start = open_.pop()
            if anchor:
                sizes[anchor] = total - start + 1
        total += size
        if total > parts:
            raise TooComplexError(
                f"more than {parts:,} values with the aliases written out", _line(found)
            )


def _is_open(frames: list[tuple[str | None, int]], anchor: str) -> bool:
    return any(name == anchor for name, _ in frames)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
