"""What of a resource is not certain: told to a worker, and found again in its answers."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any, Final, NamedTuple

from scanner.errors import PackError
from scanner.model import Origin, Path, Resource, Value
from scanner.packs.checkov.conf import CODE_ONLY, Entity

Defaults = Callable[[str], Mapping[str, Value]]
"""What the platform has where nothing is declared, by path with dots, of a resource type."""

RECORDED: Final = (Origin.STATE, Origin.LIVE)
"""Where values are that nobody has written."""


def no_defaults(_type: str) -> Mapping[str, Value]:
    """Where nobody knows any."""
    return {}


def marks_of(entity: Entity) -> dict[str, Value]:
    """What of a conf is not certain, as a worker wants it told."""
    found = {
        "unread": entity.unread,
        "chosen": entity.choices.chosen,
        "zeros": entity.choices.zeros,
    }
    return {
        kind: [[list(place), list(names)] for place, names in names_of.items()]
        for kind, names_of in found.items()
        if names_of
    }


class Doubt(NamedTuple):
    """Why a verdict is not certain. code_only: the check judges code, and this is none."""

    path: Path
    reason: str
    is_set: bool = False
    code_only: bool = False


def doubt_of(resource: Resource, entity: Entity, said: Sequence[Any]) -> Doubt | None:
    """What a worker doubts, which told it after [check id, verdict, keys]; see `worker.watched`.

    is_set: its verdict hinges on a value being there. Raises PackError for a doubt of what it was
    not told.
    """
    match said:
        case [_, _, _]:
            return None
        case [_, _, _, list(asked), list(hinges)]:
            unread = _found(asked, entity.unread)
            chosen = _found(hinges, entity.choices.chosen, entity.choices.zeros)
        case _:
            unread = chosen = None
    if unread is None or chosen is None:
        raise PackError(f"it answers with what is no answer, at {resource.address}")
    if unread:
        path = next((one for one in unread if one[0] not in CODE_ONLY), ())
        return Doubt(path, _unread(resource, entity, path) if path else "", code_only=not path)
    if chosen:
        name = _dotted(chosen[0])
        reason = f"the check asks whether {name} is set, and the platform may have set it"
        return Doubt(chosen[0], reason, is_set=True)
    return None


def _found(texts: Sequence[Any], *known: Mapping[Path, tuple[str, ...]]) -> list[Path] | None:
    """The places in a conf that texts stand for; None where one stands for none."""
    places = {
        "/".join(map(str, (*place, name))): (*place, name)
        for names_of in (known if texts else ())
        for place, names in names_of.items()
        for name in names
    }
    if not all(isinstance(text, str) and text in places for text in texts):
        return None
    return [places[text] for text in texts]


def _dotted(path: Path) -> str:
    return ".".join(step for step in path if isinstance(step, str))


def _unread(resource: Resource, entity: Entity, path: Path) -> str:
    """Why something is not known that a check asked for."""
    reason = entity.unknown.get(str(path[0]))
    if reason is not None:
        return reason
    if resource.origin is Origin.LIVE:
        return f"{_dotted(path)} is not read from what is live"
    return f"the {resource.origin.value} does not have {_dotted(path)}"


def shown(resource: Resource, path: Path, words: Container[str]) -> Path:
    """A path without what no report may show: it is a worker's text, which ends up in reports.

    Of what is sensitive the keys are left out; and of names that the resource does not have those
    that the check's own code does not have either. words: those of the code.
    """
    value: Value = resource.attributes
    for index, step in enumerate(path):
        if path[:index] in resource.sensitive:
            return path[:index]
        value = _at(value, step)
        # Words of a code are without hyphens.
        if value is None and not all(word in words for word in str(step).split("-")):
            return path[:index]
    return path


def _at(value: Value, step: str | int) -> Value:
    """What stands at a step; None for nothing."""
    if isinstance(value, Mapping):
        return value.get(str(step))
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
