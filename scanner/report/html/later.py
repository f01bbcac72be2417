"""What a large page takes in only after it has opened.

A browser spends half a second on thousands of results before it shows the first. So the rest
stands in ``<noscript>``: where scripts run that is one long text, which costs nothing until the
script turns it into elements, a piece at a time while nobody waits; where none run it is part of
the page as it is. Where a viewer runs scripts and yet refuses this page's own, a line says that
something is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scanner.report.html.markup import Html, counted, joined, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE: Final = 100


def later(items: Iterable[tuple[int, Html]], list_name: str | None = None) -> Html:
    """Items with how many results each holds, in pieces. They are wrapped in a list of their own
    where `list_name` is given: ``ul``."""
    pieces = []
    for count, part in _pieces(items):
        inner = tag(list_name, part, class_="rows") if list_name else part
        said = (
            f"{counted(count, 'more result')} belong here. If this line does not go away, this "
            "viewer has blocked the page's script: open the file in a browser."
        )
        pieces.append(tag("noscript", inner))
        pieces.append(tag("p", said, class_="pending"))
    return joined(pieces)


def _pieces(items: Iterable[tuple[int, Html]]) -> Iterator[tuple[int, Html]]:
    total, parts = 0, []
    for count, item in items:
        total += count
        parts.append(item)
        if total >= PIECE:
            yield total, joined(parts)
            total, parts = 0, []
    if parts:
        yield total, joined(parts)
