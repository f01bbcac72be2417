"""The chain from a value back to what it was made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from scanner.model import Location
from scanner.terraform.explain.shown import SENSITIVE, Shown

_REFERENCE = re.compile(r"[^\W\d][\w-]*(?:\.[\w-]+|\[\d+\])*+")


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


def covered(link: Link, secret: bool = False) -> Link:
    """The chain without what a secret is made of, even where that is no secret by itself.

    Of expressions only references stay, which hold no value.
    """
    secret = secret or (isinstance(link.value, str) and link.value == SENSITIVE)
    links = tuple(covered(one, secret) for one in link.links)
    if not secret:
        return replace(link, links=links) if links else link
    return replace(
        link,
        value=link.value if isinstance(link.value, _Nothing) else SENSITIVE,
        expression=link.expression if _REFERENCE.fullmatch(link.expression) else "",
        links=links,
    )
