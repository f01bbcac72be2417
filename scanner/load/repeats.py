"""Settings that a provider shows twice: at the resource that has them, and where they are written.

What a state or a plan of something existing has in ``aws_iam_role.inline_policy`` are also the
``aws_iam_role_policy`` resources of the same root: they are judged there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from scanner.compare import empty
from scanner.drift.join import Pair
from scanner.drift.ownership import Owners, Split

if TYPE_CHECKING:
    from scanner.load.recorded import Recorded
    from scanner.model import Resource


def without_repeats(record: Recorded, splits: Sequence[Split]) -> Recorded:
    """The record without attributes that nobody set there and another resource of it manages."""
    by_type: dict[str, set[str]] = {}
    for split in splits:
        by_type.setdefault(split.type, set()).add(split.attribute)
    owners = Owners.of(splits, (Pair(None, one) for one in record.resources))

    def cleaned(one: Resource) -> Resource:
        names = by_type.get(one.type)
        if names is None:
            return one
        pair, written = Pair(None, one), record.written.get(one.address, frozenset())
        repeats = [
            name
            for name in sorted(names - written)
            if not empty(one.attributes.get(name)) and owners.owned_elsewhere(pair, name)
        ]
        if not repeats:
            return one
        return replace(one, attributes={**one.attributes, **dict.fromkeys(repeats)})

    return replace(record, resources=tuple(map(cleaned, record.resources)))
