"""Graphs of files that are judged as a whole: one for each, whose nodes are parts of it.

Nothing in one file refers to another. Checkov has one graph of them all, whose checks see the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from scanner.model import Path, Resource, Value
from scanner.packs.checkov.conf import Entity
from scanner.packs.checkov.graphs.graph import Edge, EntityOf, Graph, Looks, Node

Part = tuple[Path, Mapping[str, Value], bool]
"""A node: the path of the part of a file that it is, its content, and whether that is known."""

Parts = Callable[[Resource, Entity], tuple[Iterable[Part], list[Edge]]]
"""The nodes of a file, and the edges between them."""


def graphs_of(
    kind: str,
    parts: Parts,
    resources: Sequence[Resource],
    entity_of: EntityOf,
    looks: Looks,
) -> Iterator[Graph]:
    """The graph of each file of a kind that has a part which some check looks at."""
    if not (looks.types or looks.everything):
        return
    for resource in resources:
        entity = entity_of(resource)
        if entity is None or entity.kind != kind:
            continue
        found, edges = parts(resource, entity)
        nodes = tuple(
            Node(resource, entity, content, path, known) for path, content, known in found
        )
        if looks.everything or any(one.content["resource_type"] in looks.types for one in nodes):
            yield Graph(resource.scope, nodes, tuple(edges))


def content(
    name: str, type_: str, source: str, file: str, attributes: Mapping[str, Value]
) -> dict[str, Value]:
    """A part as a vertex of Checkov's."""
    return {
        **attributes,
        "block_name_": name,
        "block_type_": "resource",
        "file_path_": file,
        "id_": name,
        "source_": source,
        "resource_type": type_,
    }
