"""What of a recorded or live resource the platform may have chosen by itself.

Code that leaves an argument out says nothing, and Checkov's checks take it that way. A state and a
platform say what came of it: a key of AWS's own, a default name, ``-1`` for no limit. Many checks
ask only whether an argument is set, and there everything is. So the worker is told which values may
be nobody's: where a check would say something else without one, and says the same whatever it is,
its verdict tells nothing and is left open; see `worker.hinges`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scanner.model import Path, Value

if TYPE_CHECKING:
    from scanner.terraform.schemas import BlockSchema

_NUMBERS_OF_NOTHING = (0, -1)


@dataclass(frozen=True, slots=True)
class Choices:
    """Names of arguments by the path of their mapping in a conf. chosen: the platform may have set
    them. zeros: numbers that may stand for nothing; those that are not chosen too, the providers
    write where nothing is set."""

    chosen: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
    zeros: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)


NONE = Choices()


def choices_of(type_: str, conf: Mapping[str, Value], defaults: Mapping[str, Value]) -> Choices:
    """What may be the platform's in the conf of a resource, by its provider's schema.

    defaults: what the platform has where nothing is declared, by path with dots.
    """
    from scanner.terraform.schemas import find

    schema = find(type_)
    if schema is None:
        return NONE
    chosen: dict[Path, tuple[str, ...]] = {}
    zeros: dict[Path, tuple[str, ...]] = {}
    for place, its, nothing in _look(conf, schema.block, (), "", defaults):
        if its:
            chosen[place] = its
        if nothing:
            zeros[place] = nothing
    return Choices(chosen, zeros)


def _look(
    conf: Mapping[str, Value],
    schema: BlockSchema,
    place: Path,
    above: str,
    defaults: Mapping[str, Value],
) -> Iterator[tuple[Path, tuple[str, ...], tuple[str, ...]]]:
    """Of each mapping its place, what is chosen in it and what is nothing in it."""
    chosen: list[str] = []
    zeros: list[str] = []
    for name, value in conf.items():
        attribute, nested = schema.attributes.get(name), schema.blocks.get(name)
        path = f"{above}{name}"
        if nested is not None:
            for index, one in enumerate(value if isinstance(value, list) else ()):
                if isinstance(one, Mapping):
                    # A schema does not tell which blocks a platform fills.
                    if not nested.min_items and name not in chosen:
                        chosen.append(name)
                    inside = (*place, name, index)
                    yield from _look(one, nested.block, inside, f"{path}.", defaults)
        if attribute is None or attribute.required or not isinstance(value, list) or not value:
            continue
        only = value[0]
        if isinstance(only, Mapping) and attribute.type[0] in ("list", "set"):
            continue  # objects that stand for blocks
        is_nothing = type(only) in (int, float) and only in _NUMBERS_OF_NOTHING
        if is_nothing:
            zeros.append(name)
        if attribute.computed or (
            not is_nothing and path in defaults and _equal(only, defaults[path])
        ):
            chosen.append(name)
    yield place, tuple(chosen), tuple(zeros)


def _equal(value: Value, default: Value) -> bool:
    return bool(value == default) and isinstance(value, bool) == isinstance(default, bool)
