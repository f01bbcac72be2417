"""HTML put together from pieces: what is no markup is text, and text is always escaped.

Pages are made by `tag`, which takes `Html` as markup and every plain string as text. Text is made
visible first (`scanner.report.visible`): control and format characters, line separators and lone
surrogates become escapes that can be read, so they neither reorder nor hide what stands there.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from scanner.report.visible import cut, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

LONG = 2_000
"""Scanned text longer than this is cut."""


class Html(str):
    """Markup that was made here; nothing scanned is ever turned into it."""

    __slots__ = ()


# No account in it, which would look like the host.
_ADDRESS = re.compile(
    r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?"
)

Child = Html | str | None
EMPTY = Html("")


def text(value: str, width: int = LONG) -> Html:
    """Scanned text as markup that shows it as it is, cut to `width` characters."""
    return Html(escape(visible(cut(value, width)), quote=False))


def joined(children: Iterable[Child], between: str = "") -> Html:
    """Pieces one after the other; plain strings among them are text, None is nothing."""
    pieces = (one if isinstance(one, Html) else text(one) for one in children if one is not None)
    return Html(between.join(pieces))


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """An element. An attribute that is None or False is left out, True is there without a value;
    ``class_`` is ``class``, ``data_env`` is ``data-env``."""
    opening = name
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        opening += " " + key.rstrip("_").replace("_", "-")
        if value is not True:
            opening += f'="{escape(visible(cut(str(value), LONG)))}"'
    return Html(f"<{opening}>{joined(children)}</{name}>")


def void(name: str, /, **attributes: str | int | bool | None) -> Html:
    """An element that holds nothing and has no end: ``<meta>``, ``<input>``."""
    return Html(tag(name, **attributes).removesuffix(f"</{name}>"))


def code(value: str, width: int = LONG, class_: str | None = None) -> Html:
    """Scanned text as code; empty for nothing."""
    return tag("code", text(value, width), class_=class_) if value else EMPTY


def link(address: str, label: Child = None) -> Html:
    """A link to documentation on the web; only its text where the address is anything else."""
    shown = address.removeprefix("https://").rstrip("/") if label is None else label
    if _ADDRESS.fullmatch(address) is None:
        return joined([address if label is None else label])
    return tag("a", shown, href=address, rel="noopener noreferrer", target="_blank")


def definitions(pairs: Iterable[tuple[str, Child]], class_: str | None = None) -> Html:
    """Terms with what there is to say of each; those without anything are left out."""
    rows = [tag("div", tag("dt", term), tag("dd", value)) for term, value in pairs if value]
    return tag("dl", *rows, class_=class_) if rows else EMPTY


def scrolled(table: Html, label: str) -> Html:
    """A table that may be wider than the window, in a frame that scrolls, by keyboard too."""
    return tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=label)


def counted(number: int, noun: str) -> str:
    """``1 finding``, ``5,000 findings``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
