"""The lines of code that spell a secret, so that no patch carries them as context. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scanner.drift.values import concrete_path
from scanner.model import Origin, Resource
from scanner.projection import AttributeKind, Projection

SecretLines = Mapping[str, frozenset[int]]
"""Display path -> numbers of lines."""


def secret_lines(
    resources: Iterable[Resource], projections: Mapping[str, Projection] | None = None
) -> SecretLines:
    """Where declared resources set what must never be shown: by the schema, by a sensitive value,
    or by the projection of their type."""
    found: dict[str, set[int]] = {}
    for one in resources:
        if one.origin is not Origin.CODE:
            continue
        paths = set(one.sensitive)
        known = (projections or {}).get(one.type)
        for row in known.attributes if known else ():
            if row.kind in (AttributeKind.SENSITIVE, AttributeKind.WRITE_ONLY):
                paths.add(concrete_path(one.attributes, row.path))
        block = one.source.locate(())
        for path in paths:
            where = one.source.locate(path)
            # What is not written is "at" the block, which is no secret.
            if where != block:
                lines = range(where.start_line, where.end_line + 1)
                found.setdefault(where.path, set()).update(lines)
    return {path: frozenset(lines) for path, lines in found.items()}
