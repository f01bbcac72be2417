"""What checks there are."""

from __future__ import annotations

from typing import Any

from .families import family, names


def build(root: str) -> dict[str, Any]:
    """What checks there are, by importing them all once.

    types: ``kind/type`` -> modules that have checks of it; ids: -> the ids of these. checks: id ->
    name, category, guideline, and the words that its code names attributes with. failed: modules
    that could not be imported, with the exception's name. graphs: of each framework with checks of
    graphs their ids with the types of nodes that they look at (None for all), and the modules of
    ``kind/type``, which are not among `types`.
    """
    failed: dict[str, str] = {}
    types: dict[str, list[str]] = {}
    ids: dict[str, list[str]] = {}
    checks: dict[str, list[Any]] = {}
    graphs: dict[str, dict[str, dict[str, Any]]] = {}
    for name in names():
        # All of them first: those that look at the graph are taken from where they are listed.
        for one in list(family(name).describe(root, failed)):
            # An id may be that of checks of several frameworks, or of several types.
            known = checks.setdefault(one.id, [one.name, one.category, one.guideline, ()])
            known[3] = sorted({*known[3], *one.words})
            ids.setdefault(one.place, []).append(one.id)
            by_place = types
            if one.graph:
                graph = graphs.setdefault(one.graph, {"sees": {}, "modules": {}})
                graph["sees"][one.id] = one.sees
                by_place = graph["modules"]
                if one.module:
                    family("graph").take_coded(one.module)
            if one.module and one.module not in by_place.setdefault(one.place, []):
                by_place[one.place].append(one.module)
    return {"types": types, "ids": ids, "checks": checks, "failed": failed, "graphs": graphs}
