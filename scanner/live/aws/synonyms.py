"""Types that are other names of a type: the provider takes both, and the platform knows one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scanner.live.aws.kinds import Reader


def synonym(type_name: str, of: Reader) -> Reader:
    """The reader `of` a type, for another name of it."""
    projection = replace(of.projection, type=type_name, same_as=of.type)
    return replace(of, projection=projection, owns=())
