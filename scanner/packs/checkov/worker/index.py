"""What checks there are."""

from __future__ import annotations

from typing import Any

from .families import family, names


def build(root: str) -> dict[str, Any]:
    """What checks there are, by importing them all once.

    types: ``kind/type`` -> modules that have checks of it; ids: -> the ids of these. checks: id ->
    name, category, guideline, and the words that its code names attributes with. failed: modules
    that could not be imported, with the exception's name.
    """
    failed: dict[str, str] = {}
    types: dict[str, list[str]] = {}
    ids: dict[str, list[str]] = {}
    checks: dict[str, list[Any]] = {}
    for name in names():
        for one in family(name).describe(root, failed):
            # An id may be that of checks of several frameworks, or of several types.
            known = checks.setdefault(one.id, [one.name, one.category, one.guideline, ()])
            known[3] = sorted({*known[3], *one.words})
            ids.setdefault(one.place, []).append(one.id)
            modules = types.setdefault(one.place, [])
            if one.module not in modules:
                modules.append(one.module)
    return {"types": types, "ids": ids, "checks": checks, "failed": failed}
