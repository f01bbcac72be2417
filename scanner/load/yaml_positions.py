"""YAML text -> plain values, with the place of every key and value.

Built from the parser's events, iteratively: nesting cannot exhaust the stack, no object of a
document's choosing is ever made, and aliases share one value instead of copying it.

The text is cut at its ``---`` lines first, as kubectl does, so that a document that cannot be
parsed costs only itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from scanner.load.yaml_documents import Document, Documents, Places, Problem
from scanner.load.yaml_scalars import Scalar, kubernetes_scalar

if TYPE_CHECKING:
    import yaml

MAX_DEPTH: Final = 200
"""Deeper documents are refused: the deepest schemas of real custom resources stay below 100."""

MAX_EXPANDED: Final = 100_000
"""How many nodes the aliases of a file may repeat in all (``billion laughs`` repeats 10**9)."""

MAX_VALUES: Final = 500_000
"""How many values a file may hold, each document counting for ten: some seconds of work."""


class _BrokenError(Exception):
    """A document that cannot be used; never leaves this module."""

    def __init__(self, code: str, message: str, offset: int) -> None:
        super().__init__(message)
        self.code, self.message, self.offset = code, message, offset


_SEPARATOR: Final = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_TRIVIA: Final = re.compile(r"(?:[ \t\r]*(?:[#%].*)?\n)*[ \t\r]*(?:[#%].*)?\Z")
_UNPRINTABLE: Final = re.compile(
    "[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


def parse_yaml(text: str, scalar: Callable[[str], Scalar] = kubernetes_scalar) -> Documents:
    """All documents of a text. Never raises for any text.

    scalar: what plain scalars mean, `kubernetes_scalar` or `core_scalar`. Mapping keys are strings;
    keys that `scalar` reads as something else are spelt as JSON would (``true``, ``8080``).
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    budget = [MAX_EXPANDED, MAX_VALUES]
    for start, end in _chunks(text):
        if budget[1] < 0:
            break
        builder = _Builder(text, start, end, scalar, budget)
        try:
            documents.extend(builder.documents())
        except _BrokenError as broken:
            documents.extend(builder.done)
            builder.problem(broken.code, broken.message, broken.offset)
        problems.extend(builder.problems)
    return Documents(tuple(documents), tuple(problems))


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Spans that hold whole documents, cut before each ``---`` line."""
    start = 1 if text.startswith("\ufeff") else 0
    for match in _SEPARATOR.finditer(text):
        cut = match.start()
        # What is only comments and %-directives belongs to the document that follows.
        if cut > start and not _TRIVIA.match(text, start, cut):
            yield start, cut
            start = cut
        elif "%" not in text[start:cut]:
            start = cut
    if start < len(text):
        yield start, len(text)


@dataclass(slots=True)
class _Frame:
    """A collection under construction. key is None while a mapping waits for its next key."""

    value: Any
    places: Places
    start: int
    mapping: bool
    flow: bool
    anchor: str | None
    end: int
    key: str | None = None
    key_start: int = 0
    key_end: int = 0
    merging: bool = False
    merges: list[_Anchored] | None = None
    size: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A finished value. size: nodes it holds; height: levels it has."""

    value: Any
    places: Places | None
    size: int
    height: int


class _Builder:
    """Builds the documents of one chunk from the parser's events.

    Events are typed Any: the stubs call their marks optional, which they never are in parsing.
    """

    def __init__(
        self, text: str, start: int, end: int, scalar: Callable[[str], Scalar], budget: list[int]
    ) -> None:
        self.text, self.start, self.end = text, start, end
        self.scalar = scalar
        self.budget = budget
        self.done: list[Document] = []
        self.problems: list[Problem] = []
        self.stack: list[_Frame] = []
        self.anchors: dict[str, _Anchored] = {}

    def problem(self, code: str, message: str, offset: int) -> None:
        self.problems.append(Problem(code, message, offset, self.start, self.end))

    def documents(self) -> list[Document]:
        from yaml import YAMLError, events

        handlers: dict[type, Callable[[Any], None]] = {
            events.ScalarEvent: self._scalar,
            events.MappingStartEvent: self._open,
            events.SequenceStartEvent: self._open,
            events.MappingEndEvent: self._close,
            events.SequenceEndEvent: self._close,
            events.AliasEvent: self._alias,
            events.DocumentStartEvent: self._document,
        }
        try:
            for event in _events(self.text[self.start : self.end]):
                handler = handlers.get(type(event))
                if handler:
                    handler(event)
        except YAMLError as error:
            raise self._syntax(error) from None
        return self.done

    def _syntax(self, error: yaml.YAMLError) -> _BrokenError:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if mark is not None:
            offset = min(self.start + mark.index, self.end)
            problem = getattr(error, "problem", None) or "it cannot be parsed"
            context = getattr(error, "context", None)
            message = f"{context}, {problem}" if context else problem
            if self.text[offset : offset + 1] == "\t" and "cannot start any token" in problem:
                message = "a tab where YAML allows only spaces"
            return _BrokenError("yaml-syntax", message, offset)
        found = _UNPRINTABLE.search(self.text, self.start, self.end)
        if found:
            code = ord(found.group())
            message = f"the control character U+{code:04X} is not allowed"
            return _BrokenError("yaml-syntax", message, found.start())
        return _BrokenError("yaml-syntax", "it cannot be parsed", self.start)

    # -- events -------------------------------------------------------------------------------

    def _spend(self, amount: int, offset: int) -> None:
        self.budget[1] -= amount
        if self.budget[1] < 0:
            message = f"the file holds more than {MAX_VALUES:,} values; split it"
            raise _BrokenError("yaml-too-complex", message, offset)

    def _document(self, event: Any) -> None:
        self._spend(10, self.start + event.start_mark.index)
        self.stack.clear()
        self.anchors.clear()

    def _scalar(self, event: Any) -> None:
        start, end = self.start + event.start_mark.index, self.start + event.end_mark.index
        self._spend(1, start)
        text = event.value
        value: Scalar
        if event.implicit[0] and event.style in ("", None):
            value = self.scalar(text)
        elif event.tag and event.tag != "!":
            value = self._tagged(event.tag, text, start)
        else:
            value = text
        if event.style in ("|", ">"):
            end = self._trim(start, end)
        done = _Anchored(value, None, 1, 0)
        if event.anchor:
            self.anchors[event.anchor] = done
        frame = self.stack[-1] if self.stack else None
        if frame and frame.mapping and frame.key is None:
            merging = value == "<<" and event.style in ("", None)
            self._key(frame, _key_text(value), start, end, merging)
        else:
            self._value(done, start, end)

    def _tagged(self, tag: str, text: str, offset: int) -> Scalar:
        short = tag.removeprefix("tag:yaml.org,2002:")
        if short in ("bool", "int", "float", "null"):
            value = self.scalar(text)
            kinds: dict[str, tuple[type, ...]] = {
                "bool": (bool,), "int": (int,), "float": (int, float), "null": (type(None),)
            }  # fmt: skip
            if isinstance(value, kinds[short]) and (short == "bool" or not isinstance(value, bool)):
                return value
            raise _BrokenError("yaml-syntax", f"`{text[:40]}` is not a value for !!{short}", offset)
        if short == "binary":
            import base64

            try:
                return base64.b64decode(text, validate=False).decode("utf-8", "replace")
            except ValueError:  # binascii's own error is one too
                raise _BrokenError("yaml-syntax", "!!binary without base64", offset) from None
        return text

    def _key(self, frame: _Frame, key: str, start: int, end: int, merging: bool) -> None:
        frame.key, frame.key_start, frame.key_end, frame.merging = key, start, end, merging
        if not merging and key in frame.value:
            self.problem("yaml-duplicate-key", f"the key `{_short(key)}` is written twice", start)

    def _open(self, event: Any) -> None:
        start = self.start + event.start_mark.index
        self._spend(1, start)
        if self.stack and self.stack[-1].mapping and self.stack[-1].key is None:
            raise _BrokenError("yaml-syntax", "a collection as a mapping's key", start)
        if len(self.stack) >= MAX_DEPTH:
            raise self._too_deep(start)
        from yaml import MappingStartEvent

        mapping = isinstance(event, MappingStartEvent)
        self.stack.append(
            _Frame({} if mapping else [], {}, start, mapping, bool(event.flow_style),
                   event.anchor, self.start + event.end_mark.index)
        )  # fmt: skip

    def _close(self, event: Any) -> None:
        frame = self.stack.pop()
        end = self.start + event.end_mark.index if frame.flow else frame.end
        if frame.merges:
            _merge(frame)
        done = _Anchored(frame.value, frame.places, frame.size, frame.height)
        if frame.anchor:
            self.anchors[frame.anchor] = done
        self._value(done, frame.start, end)

    def _alias(self, event: Any) -> None:
        start, end = self.start + event.start_mark.index, self.start + event.end_mark.index
        done = self.anchors.get(event.anchor)
        if done is None:
            message = f"the alias *{_short(event.anchor)} has no finished anchor before it"
            raise _BrokenError("yaml-syntax", message, start)
        frame = self.stack[-1] if self.stack else None
        if frame and frame.mapping and frame.key is None:
            if isinstance(done.value, dict | list):
                raise _BrokenError("yaml-syntax", "a collection as a mapping's key", start)
            self._key(frame, _key_text(done.value), start, end, merging=False)
            return
        self.budget[0] -= done.size
        if self.budget[0] < 0:
            message = f"its aliases repeat more than {MAX_EXPANDED} values"
            raise _BrokenError("yaml-too-complex", message, start)
        if len(self.stack) + done.height > MAX_DEPTH:
            raise self._too_deep(start)
        self._value(done, start, end)

    def _too_deep(self, offset: int) -> _BrokenError:
        message = f"it is nested more than {MAX_DEPTH} levels deep"
        return _BrokenError("yaml-too-complex", message, offset)

    # -- assembling ---------------------------------------------------------------------------

    def _value(self, done: _Anchored, start: int, end: int) -> None:
        if not self.stack:
            self.done.append(Document(done.value, start, end, done.places))
            return
        frame = self.stack[-1]
        frame.size += done.size
        frame.height = max(frame.height, done.height + 1)
        if not frame.mapping:
            index = len(frame.value)
            frame.value.append(done.value)
            frame.places[index] = (start, start, start, end, done.places)
            frame.end = max(frame.end, end)
            return
        key = frame.key
        assert key is not None
        frame.key = None
        if start == end:
            # A value that is not written stands wherever the parser was; the key ends the member.
            start = end = self._trim(frame.key_start, max(start, frame.key_end))
        frame.end = max(frame.end, end)
        if frame.merging:
            self._note_merge(frame, done, start)
        else:
            frame.value[key] = done.value
            frame.places[key] = (frame.key_start, frame.key_end, start, end, done.places)

    def _note_merge(self, frame: _Frame, done: _Anchored, start: int) -> None:
        sources = [done]
        if isinstance(done.value, list):
            places = done.places or {}
            sources = [_Anchored(value, places[index][4], 0, 0)
                       for index, value in enumerate(done.value)]  # fmt: skip
        if not all(isinstance(source.value, dict) for source in sources):
            raise _BrokenError("yaml-syntax", "`<<` merges something that is no mapping", start)
        frame.merges = [*(frame.merges or []), *sources]

    def _trim(self, start: int, end: int) -> int:
        """The end of a span without the blanks and line breaks at its end."""
        text = self.text
        while end > start and text[end - 1] in " \t\r\n":
            end -= 1
        return end


def _merge(frame: _Frame) -> None:
    """Adds what ``<<`` brings: written keys win, then earlier sources."""
    for source in frame.merges or ():
        places = source.places or {}
        for key, value in source.value.items():
            if key not in frame.value:
                frame.value[key] = value
                frame.places[key] = places[key]


def _events(text: str) -> Iterator[yaml.Event]:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.parse(text, Loader=loader)


def _key_text(value: Scalar) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
