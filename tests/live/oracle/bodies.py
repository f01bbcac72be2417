"""JSON answers completed: for `amend` and `EDITS` of families whose services speak JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value, the outer ones first."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, (dict, list)):
            yield from objects(one)


def complete(
    answers: dict[str, Any], request: str, where: Callable[[Any], bool], more: dict[str, Any]
) -> None:
    """Put fields into the objects that `where` tells, of answers to keys that hold `request`.

    A field that is None is taken out. Errors, and answers without such an object, stay.
    """
    for key, one in answers.items():
        if request not in key or not one["status"].startswith("200") or one["body"][:1] != "{":
            continue
        body = json.loads(one["body"])
        found = [each for each in objects(body) if where(each)]
        for each in found:
            each.update(more)
            for name in [name for name, value in more.items() if value is None]:
                del each[name]
        if found:
            answers[key] = {**one, "body": json.dumps(body)}


def has(name: str, value: Any) -> Callable[[Any], bool]:
    """For `complete`: objects whose field is this."""
    return lambda found: bool(found.get(name) == value)


def edit(request: str, where: Callable[[Any], bool], **more: Any) -> Any:
    """For `EDITS`: the answers that `complete` changes."""

    def edits(world: Any, answers: dict[str, Any]) -> dict[str, Any]:
        changed = {key: one for key, one in answers.items() if request in key}
        complete(changed, request, where, more)
        return {key: one for key, one in changed.items() if one != answers[key]}

    return edits
