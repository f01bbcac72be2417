"""What parsed YAML is: documents as plain values, with the place of every key and value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scanner.model import Path, Value

Place = tuple[int, int, int, int, "Places | None"]
"""Where a member is written: (start, end of its key, start of its value, end, places below).

For an element of a sequence the first three are equal. Offsets count code points from the start
of the file; ends are exclusive and leave out trailing blanks.
"""

Places = dict[Any, Place]
"""The places of a mapping's members by key, or of a sequence's elements by index."""


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document. An empty one has the value None.

    value: dict with string keys, list, str, int, float, bool or None. Aliased parts are shared
        objects: treat all of it as read-only.
    start, end: offsets of the root value. places: of its members.
    """

    value: Value
    start: int
    end: int
    places: Places | None

    def span(self, path: Path) -> tuple[int, int]:
        """Offsets of the member at `path`, key included, or of its nearest written ancestor."""
        start, end, places = self.start, self.end, self.places
        for step in path:
            place = places.get(step) if places else None
            if place is None:
                break
            start, _, _, end, places = place
        return start, end

    def value_span(self, path: Path) -> tuple[int, int] | None:
        """Offsets of the value alone at `path`; None when it is not written."""
        start, end, places = self.start, self.end, self.places
        for step in path:
            place = places.get(step) if places else None
            if place is None:
                return None
            _, _, start, end, places = place
        return start, end

    def scalars(self) -> Iterator[tuple[int, int]]:
        """Offsets of every key and every scalar value, in no particular order."""
        pending = [self.places] if self.places else []
        seen: set[int] = set()
        if not self.places:
            yield self.start, self.end
        while pending:
            places = pending.pop()
            if id(places) in seen:
                continue
            seen.add(id(places))
            for start, key_end, value_start, end, below in places.values():
                yield start, key_end
                if below is None:
                    yield value_start, end
                else:
                    pending.append(below)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a document. code: yaml-syntax, yaml-duplicate-key or yaml-too-complex.

    start, end: offsets of the document it is in. offset: of the problem.
    """

    code: str
    message: str
    offset: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents that could be read, in their order, and what was wrong."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
