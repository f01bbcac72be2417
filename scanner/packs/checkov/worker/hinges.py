"""What a verdict hinges on: on a value being there, whatever it is, or on the value.

A state and a platform have values that nobody wrote. A check that only asks whether an argument is
set says nothing there; so it is asked again without the value, and with others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .watched import Log, Place, Watched, text_of

_MOST_NAMES = 10
_FEWEST_TRIES = 200
"""Of places that a verdict may hinge on, however large a resource is."""
_MOST_COPIED = 2_000_000
"""Values, for all tries of one verdict: each try is a copy of the resource."""
_EMPTY_BLOCK: list[Any] = [[{}]]
_NUMBERS = (-7919, 1, 7919)


def hinges(
    run: Callable[[dict[str, Any]], str],
    conf: Watched,
    verdict: str,
    constants: Callable[[], Sequence[Any]],
) -> list[str]:
    """What of that which the check asked for, and the platform may have set, its verdict hinges on
    being set.

    run: what the check says of a conf. constants: the values that its code names.
    """
    contrary = "FAILED" if verdict == "PASSED" else "PASSED"
    found: list[str] = []
    tries = 0
    places = list(conf.log.chosen)
    most = len(places)
    if most > _FEWEST_TRIES:
        most = max(_FEWEST_TRIES, _MOST_COPIED // _size(conf))
    for place in places:
        if len(found) >= _MOST_NAMES:
            break
        if tries >= most:
            # What nobody tried may be what it hinges on.
            found.append(text_of(place))
            break
        tries += 1
        holder = _mapping(conf, place[:-1])
        if holder is None or not dict.__contains__(holder, place[-1]):
            continue  # the check has taken it away
        # One that has no answer then is about what has a value.
        if run(_with(conf, place, None)) != contrary:
            continue
        name = place[-1]
        is_nothing = name in holder.zeros and (name not in holder.chosen or verdict == "PASSED")
        others = [] if is_nothing else _others(dict.__getitem__(holder, name), constants())
        # A text may look like a variable, of which a check says nothing; of an empty block it does
        # where it wants to know what is in it.
        wanted = {verdict} if others == _EMPTY_BLOCK else {verdict, "UNKNOWN", "CRASHED"}
        if all(run(_with(conf, place, other)) in wanted for other in others):
            found.append(text_of(place))
    return found


def _size(value: Any) -> int:
    """How many values there are in one, itself included; nothing is noted."""
    count, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        count += 1
        if isinstance(one, dict):
            waiting.extend(dict.values(one))
        elif isinstance(one, list):
            waiting.extend(one)
    return count


def _mapping(value: Any, place: Place) -> Watched | None:
    """The mapping at a place, without noting it; None where a check has put something else."""
    for step in place:
        if isinstance(value, dict):
            value = dict.get(value, step)
        elif isinstance(value, list) and step < len(value):
            value = value[step]
        else:
            return None
    return value if isinstance(value, Watched) else None


def _others(value: Any, constants: Sequence[Any]) -> list[Any]:
    """Other values of an argument, which is in a list of one, or of blocks."""
    inner = value[0] if isinstance(value, list) and value else value
    if isinstance(inner, bool):
        return [[not inner]]
    if isinstance(inner, (int, float)):
        return [[one] for one in (*_NUMBERS, *constants) if isinstance(one, (int, float))]
    # An empty text is as good as none.
    texts = ["other", *(one for one in constants if isinstance(one, str) and one.strip())]
    if isinstance(inner, list):
        return [[[one]] for one in texts]
    if isinstance(inner, dict):
        # What is in it is asked for by itself.
        return _EMPTY_BLOCK
    return [[one] for one in texts]


def _with(conf: Watched, place: Place, value: Any) -> dict[str, Any]:
    """A copy with another value, or without one, at a place."""
    log = Log()

    def copied(one: Any) -> Any:
        if isinstance(one, Watched):
            return one.like(((name, copied(own)) for name, own in dict.items(one)), log)
        if isinstance(one, dict):
            return {name: copied(own) for name, own in one.items()}
        return [copied(own) for own in one] if isinstance(one, list) else one

    found: dict[str, Any] = copied(conf)
    holder = _mapping(found, place[:-1])
    if holder is not None and value is None:
        dict.pop(holder, place[-1])
    elif holder is not None:
        holder[place[-1]] = copied(value)
    return found
