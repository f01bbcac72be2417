"""Values side by side: lists and maps a line for each entry, with the lines that differ marked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from scanner.report.drift_groups import difference_start, only_differing, opened
from scanner.report.html.markup import Html, joined, tag, text
from scanner.report.values import compact
from scanner.report.visible import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scanner.model import Value

    Where = tuple[str | int, ...]

MAX_LINES: Final = 60
MAX_LINE: Final = 600
_WIDEST: Final = 1_000_000
_SHORT: Final = 36
_LONG: Final = 2_000
MAX_DEPTH: Final = 16
_INDENT: Final = "  "


def sides(values: Mapping[str, Value], moved: Sequence[str]) -> tuple[dict[str, Html], bool]:
    """Each view's value as markup, and whether only what differs between them is left.

    values: by view. moved: the views that left what the others say, in which differences are
    marked.
    """
    seen = {view: _sorted(opened(value)) for view, value in values.items()}
    partly = False
    if len(seen) > 1 and any(len(compact(one, _WIDEST)) > _LONG for one in seen.values()):
        different = only_differing(list(seen.values()))
        partly = different != list(seen.values())
        seen = dict(zip(seen, different, strict=True))
    # What needs lines of its own in one view has them in all, or lines could not be compared.
    apart = {path for value in seen.values() for path in _too_long(value)}
    lines = {view: list(_written(value, apart)) for view, value in seen.items()}
    if all(len(one) == 1 for one in lines.values()):
        return _short(lines, moved), partly
    common = _common(lines, moved)
    return {view: _marked(one, common) for view, one in lines.items()}, partly


def _sorted(value: Value, depth: int = MAX_DEPTH) -> Value:
    """Maps in the order of their names, so that two spellings of one look alike."""
    if depth and isinstance(value, dict):
        return {name: _sorted(value[name], depth - 1) for name in sorted(value)}
    if depth and isinstance(value, list):
        return [_sorted(item, depth - 1) for item in value]
    return value


def _short(lines: Mapping[str, list[str]], moved: Sequence[str]) -> dict[str, Html]:
    """Values of one line each; what is too long for it begins where they differ."""
    texts = {view: one[0] for view, one in lines.items()}
    long = len(texts) > 1 and any(len(shown) > MAX_LINE for shown in texts.values())
    start = difference_start(list(texts.values())) if long else 0
    lead = "..." if start else ""
    shown = {view: text(cut(lead + one[start:], MAX_LINE)) for view, one in texts.items()}
    return {
        view: tag("code", tag("mark", one) if view in moved else one) for view, one in shown.items()
    }


def _common(lines: Mapping[str, list[str]], moved: Sequence[str]) -> Counter[str]:
    """The lines that those which moved share with what they moved from: the state's, if any."""
    others = [view for view in ("recorded", "declared", "live") if view in lines]
    base = next((view for view in others if view not in moved), others[0])
    common = Counter(map(_entry, lines[base]))
    for view in moved:
        if view in lines:
            common &= Counter(map(_entry, lines[view]))
    return common


def _marked(lines: Sequence[str], common: Counter[str]) -> Html:
    left = Counter(common)
    shown = []
    for line in lines[:MAX_LINES]:
        indent = len(line) - len(line.lstrip(" "))
        said = text(cut(line[indent:], MAX_LINE))
        if left[_entry(line)] > 0:
            left[_entry(line)] -= 1
        elif line.strip("[]{}, "):
            said = tag("mark", said)
        shown.append(joined([line[:indent], said]))
    if len(lines) > MAX_LINES:
        shown.append(text(f"... {len(lines) - MAX_LINES:,} more lines"))
    return tag("code", joined(shown, "\n"))


def _entry(line: str) -> str:
    return line.rstrip(",")


def _too_long(value: Value, path: Where = (), name: str = "") -> Iterator[Where]:
    """The places of lists and maps that are too long for one line."""
    if not value or not isinstance(value, (dict, list)) or len(path) >= MAX_DEPTH:
        return
    width = len(_INDENT) * len(path) + len(name) + len(compact(value, _WIDEST))
    if width <= _SHORT:
        return
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _too_long(inner, (*path, key), str(key))
    else:
        for number, inner in enumerate(value):
            yield from _too_long(inner, (*path, number))


def _written(value: Value, apart: set[Where], path: Where = ()) -> Iterator[str]:
    """A value as JSON; a line for each entry of what is `apart`."""
    if path not in apart or not value or not isinstance(value, (dict, list)):
        yield compact(value, _WIDEST)
        return
    named = isinstance(value, dict)
    yield "{" if named else "["
    for number, name in enumerate(value if named else range(len(value))):
        inner = list(_written(value[name], apart, (*path, name)))
        if named:
            inner[0] = f"{compact(name, MAX_LINE)}: {inner[0]}"
        if number + 1 < len(value):
            inner[-1] += ","
        yield from (_INDENT + line for line in inner)
    yield "}" if named else "]"
