"""Graphs of Kubernetes' objects, made by Checkov's own code.

It takes the Pods out of what has a template of them, and finds what names what: a Service its Pods,
a NetworkPolicy its own, a binding its role. None of that is in the objects by themselves, so that
it is worked out here, and a verdict on a Pod is one on the object that it was taken out of.
"""

from __future__ import annotations

import copy
import importlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType
from typing import Any, NamedTuple

from .solvers import stand_ins

FRAMEWORK = "kubernetes"
_TEMPLATE = "spec/template"
_GRAPH = "checkov.kubernetes.graph_builder.local_graph"
_PARENT = "_parent_resource_id"

# What the helpers beside it import to read files, in several processes, and to talk to a platform:
# module -> the one name. The packages around these would import a client of that platform.
_UNUSED = {
    "checkov.common.bridgecrew.integration_features.features.policy_metadata_integration":
    "integration",
    "checkov.common.parallelizer.parallel_runner": "parallel_runner",
    "checkov.common.runners.base_runner": "filter_ignored_paths",
    "checkov.kubernetes.parser.parser": "parse",
}  # fmt: skip


Partners = dict[str, set[str]] | None
"""Kinds -> those that some check asks a connection with, either way; None where one asks of all.
What a Service, say, has to do with its Pods takes long to find, and mostly nobody asks."""


class Opened(NamedTuple):
    """nodes, edges: as a request about a graph has them. origins: of each node, the object that it
    is or was taken out of, as its index. taken: of each node, whether it was taken out. failed: the
    objects that Checkov's code raises on, with the exception's name."""

    nodes: list[dict[str, Any]]
    edges: list[tuple[int, int, str]]
    origins: list[int]
    taken: list[bool]
    failed: dict[int, str]


def opened(objects: Sequence[dict[str, Any]], asked: Partners) -> Opened:
    """The graph of all objects. An object of which Checkov makes no node, such as one without a
    name, is in none; one that it raises on is left out, and where it raises on some of them
    together, all are."""
    failed: dict[int, str] = {}
    members = dict(enumerate(objects))
    try:
        return _built(members, asked, failed)
    except Exception:  # noqa: BLE001 - whoever is to blame is looked for
        for index, one in list(members.items()):
            try:
                _built({index: one}, asked, {})
            except Exception as error:  # noqa: BLE001 - reported, as the verdicts that are missing
                failed[index] = type(error).__name__
                del members[index]
    try:
        return _built(members, asked, failed)
    except Exception as error:  # noqa: BLE001 - as above
        failed |= dict.fromkeys(members, type(error).__name__)
        return Opened([], [], [], [], failed)


def _built(members: dict[int, dict[str, Any]], asked: Partners, failed: dict[int, str]) -> Opened:
    # Each object is a file of its own. Checkov takes them apart, so that it gets copies.
    copies = {str(index): [copy.deepcopy(one)] for index, one in members.items()}
    graph = _local_graph()(copies)
    graph._create_vertices(create_complex_vertices=True)
    found = Opened([], [], [], [], failed)
    for vertex in graph.vertices:
        origin = int(vertex.path)
        content = dict(vertex.config)
        found.taken.append(_PARENT in content)
        content |= {
            "block_name_": vertex.name,
            "block_type_": str(vertex.block_type),
            # Solvers take two of one name in one file for one.
            "file_path_": f"{members[origin].get('file_path_', '')}#{len(found.nodes)}",
            "id_": vertex.id,
            "source_": vertex.source,
            "resource_type": vertex.resource_type,
            "kind": vertex.resource_type,
        }
        found.nodes.append(content)
        found.origins.append(origin)
    blamed: dict[int, str] = {}
    found.edges.extend(_edges(graph, asked, blamed))
    failed |= {found.origins[node]: name for node, name in blamed.items()}
    return found


def _edges(graph: Any, asked: Partners, blamed: dict[int, str]) -> Iterator[tuple[int, int, str]]:
    """What Checkov finds connected. Its own loop over all of this is not used: it keeps what a
    vertex is connected with by its name, so that of several with one name, as those of several
    environments have it, a later one has the connections of all before it. blamed: vertices that
    it raises on are added, with the exception's name; they are connected to nothing."""
    vertices = graph.vertices
    by_kind: dict[str, list[int]] = {}
    for index, vertex in enumerate(vertices):
        by_kind.setdefault(vertex.resource_type, []).append(index)
    for start, vertex in enumerate(vertices):
        kind = vertex.resource_type
        kinds = by_kind if asked is None else asked.get(kind, ())
        ends = sorted(index for one in kinds for index in by_kind.get(one, ()))
        for builder in graph.edge_builders if ends else ():
            try:
                if not builder.should_search_for_edges(vertex):
                    continue
                if hasattr(builder, "find_connections_for_instance"):
                    # It remembers what it is given first.
                    found = set(builder.find_connections_for_instance(vertex, vertices))
                    found &= set(ends)
                else:
                    found = _found(builder, start, ends, vertices, blamed)
            except Exception as error:  # noqa: BLE001 - reported, as the verdicts that are missing
                blamed[start] = type(error).__name__
                continue
            yield from ((start, end, vertex.name) for end in sorted(found))


def _found(
    builder: Any, start: int, ends: Sequence[int], vertices: Any, blamed: dict[int, str]
) -> set[int]:
    """What a vertex is connected to; raises what Checkov raises on it. Those of the others that it
    raises on are added to `blamed`: one must not cost what there is to say of all."""
    others = [index for index in ends if index not in blamed]
    part = [vertices[index] for index in others]
    try:
        return {others[index] for index in builder.find_connections(vertices[start], part)}
    except Exception:
        found: set[int] = set()
        names: dict[int, str] = {}
        for index in others:
            try:
                if builder.find_connections(vertices[start], [vertices[index]]):
                    found.add(index)
            except Exception as error:  # noqa: BLE001 - reported, as above
                names[index] = type(error).__name__
        if len(names) == len(others):
            raise  # it is this one, then
        blamed |= names
        return found


def partners(
    checks: Iterable[tuple[frozenset[str] | None, Iterable[dict[str, Any]]]],
) -> Partners:
    """What checks ask a connection between. checks: of each the kinds that it looks at, None for
    all, and its conditions."""
    found: dict[str, set[str]] = {}
    for kinds, conditions in checks:
        if kinds is None:
            return None
        for condition in conditions:
            if condition.get("cond_type") == "connection":
                here = _listed(condition["resource_types"])
                there = _listed(condition["connected_resource_types"])
                for one in here:
                    found.setdefault(one, set()).update(there)
                for one in there:
                    found.setdefault(one, set()).update(here)
    return found


def _listed(kinds: Any) -> list[str]:
    return [kinds] if isinstance(kinds, str) else list(kinds)


def told(
    said: list[list[Any]],
    found: Opened,
    objects: Sequence[dict[str, Any]],
    checks: Iterable[tuple[str, frozenset[str] | None]],
) -> list[list[Any]]:
    """What is said of nodes as what is said of the objects, with what nobody could be asked about.
    checks: id, and the kinds that it looks at, None for all."""
    said = [one for one in said if found.origins[one[2]] not in found.failed]
    for one in said:
        node = one[2]
        one[2] = found.origins[node]
        if found.taken[node] and one[1] != "CRASHED":
            one[3] = [f"{_TEMPLATE}/{key}" for key in one[3]] or [_TEMPLATE]
    failed = [
        [check, "CRASHED", index, [name]]
        for check, kinds in checks
        for index, name in found.failed.items()
        if kinds is None or objects[index].get("kind") in kinds
    ]
    return said + failed


def _local_graph() -> Any:
    """Checkov's class of such graphs, imported without its runner and its clients."""
    if _GRAPH not in sys.modules:
        put = [name for name in _UNUSED if name not in sys.modules]
        for name in put:
            module = sys.modules[name] = ModuleType(name)
            vars(module)[_UNUSED[name]] = None
        try:
            with stand_ins():
                importlib.import_module(_GRAPH)
        finally:
            for name in put:
                del sys.modules[name]
    return sys.modules[_GRAPH].KubernetesLocalGraph
