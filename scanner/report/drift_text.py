"""The part of the text report that only drift results have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.report.lines import LONG, Line, hint, line
from scanner.report.values import compact
from scanner.report.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scanner.model import Drift, Result

VIEWS = ("declared", "recorded", "live")
MAX_PATCH_LINES = 20
_EFFECT_STYLES = {"worsened": "high", "improved": "ok"}


def drift_lines(result: Result, drift: Drift, width: int, indent: int) -> Iterator[Line]:
    """Class, attribute and effect; the three values side by side; who and when; what next."""
    effect = drift.effect
    if drift.rules:
        effect += f" ({one_line(', '.join(drift.rules), LONG)})"
    yield line(
        (f"{drift.drift_class.value}  ", "rule"),
        (one_line(result.attribute or "the whole resource", LONG), "address"),
        ("  ", ""),
        (effect, _EFFECT_STYLES.get(drift.effect, "dim")),
        indent=indent,
        hang=2,
    )
    yield from _values(drift, result.attribute is None, width, indent)
    who = _who(drift)
    if who:
        yield hint("changed", who, indent)
    if drift.state is not None:
        serial = "" if drift.state.serial is None else f", serial {drift.state.serial}"
        state = f"{drift.state.source}, workspace {drift.state.workspace}{serial}"
        yield hint("state", one_line(state, LONG), indent)
    yield from _step("revert", drift.revert, indent)
    yield from _step("accept", drift.accept, indent)


def _values(drift: Drift, whole: bool, width: int, indent: int) -> Iterator[Line]:
    """``declared A  recorded B  live C`` on one line if it fits, else one below the other.

    whole: of a whole resource, which is there or not, and whose values may be left out.
    """
    if not drift.present:
        return
    texts = {view: _value(drift, view, whole) for view in VIEWS}
    if sum(len(view) + len(text) + 4 for view, text in texts.items()) + indent <= width:
        spans = [
            span
            for view, text in texts.items()
            for span in ((f"{view} ", "label"), (f"{text}    ", "value"))
        ]
        spans[-1] = (spans[-1][0].rstrip(), "value")
        yield Line(tuple(spans), indent, 2)
        return
    for view, text in texts.items():
        yield line((f"{view:<9} ", "label"), (text, "value"), indent=indent, hang=10)


def _value(drift: Drift, view: str, whole: bool) -> str:
    if view not in drift.present:
        return "-"
    value = getattr(drift, view)
    return "yes" if whole and value is None else compact(value, LONG)


def _who(drift: Drift) -> str:
    parts = []
    if drift.actor:
        parts.append(f"by {drift.actor}")
    if drift.tool:
        parts.append(f"with {drift.tool}")
    if drift.at:
        parts.append(f"at {drift.at}")
    return one_line(" ".join(parts), LONG)


def _step(label: str, text: str | None, indent: int) -> Iterator[Line]:
    """A command or a patch; a patch keeps its lines."""
    if not text:
        return
    lines = text.rstrip("\n").split("\n")
    if len(lines) == 1:
        yield hint(label, one_line(lines[0], LONG), indent)
        return
    yield line((f"{label}:", "label"), indent=indent)
    for row in lines[:MAX_PATCH_LINES]:
        yield line((one_line(row.replace("\t", "    "), LONG), "source"), indent=indent + 2, hang=2)
    if len(lines) > MAX_PATCH_LINES:
        more = f"... {len(lines) - MAX_PATCH_LINES} more lines"
        yield line((more, "dim"), indent=indent + 2)
