"""The chain from a value back to what it was made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from scanner.model import Location
from scanner.possessive import possessive
from scanner.terraform.explain.shown import SENSITIVE, Shown

_REFERENCE = re.compile(possessive(r"[^\W\d][\w-]*(?:\.[\w-]+|\[\d+\])*+"))


class _Nothing:
    """The type of `NOTHING`."""

    __slots__ = ()


NOTHING: Final = _Nothing()
"""The value of a link that has none to show."""


@dataclass(frozen=True, slots=True)
class Link:
    """One value on the way, and what it came from.

    name: the attribute, or the reference with the address of its module: ``module.a.var.size``.
    value: shown, or NOTHING. location: where it is written or declared.
    expression: what is written there, empty where that is not shown.
    origin: who else gave it: ``default``, ``from prod.tfvars:2``.
    note: what else there is to say: that it is known after apply, or explained further up.
    """

    name: str
    value: Shown | _Nothing
    location: Location | None = None
    expression: str = ""
    origin: str = ""
    note: str = ""
    links: tuple[Link, ...] = ()


def covered(link: Link, secret: bool = False, *, partly: bool = False) -> Link:
    """The chain without what a secret is made of, even where that is no secret by itself.

    partly: so, too, when only a part of the value is secret: the schema of a resource's type may
    say so of what was none before. Of expressions only references stay, which hold no value.
    """
    inner = secret or (_within(link.value) if partly else link.value == SENSITIVE)
    links = tuple(covered(one, inner) for one in link.links)
    if not inner:
        return replace(link, links=links) if links else link
    return replace(
        link,
        value=SENSITIVE if secret and not isinstance(link.value, _Nothing) else link.value,
        expression=link.expression if _REFERENCE.fullmatch(link.expression) else "",
        links=links,
    )


def texts_covered(link: Link) -> Link:
    """The chain of what is declared secret, without the texts that it is made of: the value itself
    may be no secret that anybody knows, as one that does not fit its type."""
    links = tuple(covered(one, True) for one in link.links)
    expression = link.expression if _REFERENCE.fullmatch(link.expression) else ""
    return replace(link, expression=expression, links=links)


def _within(value: Shown | _Nothing) -> bool:
    """Whether a shown value has a secret in it."""
    if isinstance(value, dict):
        return any(_within(item) for item in value.values())
    if isinstance(value, list):
        return any(_within(item) for item in value)
    return isinstance(value, str) and value == SENSITIVE
