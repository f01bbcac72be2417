"""Lines of styled spans, the shape between the layout of the text report and its writers."""

from __future__ import annotations

from dataclasses import dataclass

LONG = 400
"""Scanned text longer than this is cut."""

Span = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """spans: (text, style name) pairs. indent: columns before the first; hang: how much further
    a wrapped continuation is indented."""

    spans: tuple[Span, ...] = ()
    indent: int = 0
    hang: int = 0


def line(*spans: Span, indent: int = 0, hang: int = 0) -> Line:
    """A line of these spans."""
    return Line(spans, indent, hang)


def hint(label: str, text: str, indent: int) -> Line:
    """``label: text``, the label faint."""
    return Line(((f"{label}: ", "label"), (text, "")), indent, 2)
