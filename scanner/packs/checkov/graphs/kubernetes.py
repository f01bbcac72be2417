"""The graph contract: API objects as the graphs that Checkov's checks ask.

As in Checkov, all manifests that are scanned are one graph, whatever folder they are in: they may
be of one cluster. What a chart or overlay renders to is one by itself, since the next overlay
declares the same objects once more. Of live objects there is none, see `verdicts`.

A node is an object as the conf contract has it (see `conf.kubernetes`) and ``file_path_``. The
Pods in it and what it is connected with are worked out by Checkov's own code, in the worker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from scanner.model import Origin, Resource
from scanner.packs.checkov.conf.kubernetes import KIND
from scanner.packs.checkov.graphs.graph import EntityOf, Graph, Looks, Node

FRAMEWORK: Final = "kubernetes"
_POD: Final = "Pod"
# What Checkov takes Pods out of.
_WITH_PODS: Final = frozenset(
    {
        "DaemonSet", "Deployment", "DeploymentConfig", "Job", "ReplicaSet",
        "ReplicationController", "StatefulSet",
    }
)  # fmt: skip

# What they are connected by.
_JOINS: Final = frozenset(
    {
        "kind", "labels", "matchLabels", "metadata", "name", "namespace", "podSelector", "roleRef",
        "selector", "serviceAccountName", "spec", "subjects", "template",
    }
)  # fmt: skip


def graphs_of(resources: Sequence[Resource], entity_of: EntityOf, looks: Looks) -> Iterator[Graph]:
    """The graphs of objects, of the kinds that checks look at."""
    alone = _rendered(resources)
    # By environment, and the scope of what is a graph by itself.
    graphs: dict[tuple[str, str], list[Node]] = {}
    for resource in resources:
        if not resource.type[:1].isupper() or resource.not_instantiated:
            continue
        entity = entity_of(resource)
        if entity is None or entity.kind != KIND or not _is_seen(entity.type, looks):
            continue
        place = (resource.environment, resource.scope if resource.scope in alone else "")
        content = {"file_path_": resource.source.locate(()).path, **entity.conf}
        graphs.setdefault(place, []).append(Node(resource, entity, content))
    for (_, scope), nodes in graphs.items():
        about = f"the graph of the objects{f' of {scope}' if scope else ''}"
        yield Graph(about, tuple(nodes), (), joins=_JOINS)


def _is_seen(kind: str, looks: Looks) -> bool:
    if looks.everything or kind in looks.types:
        return True
    return _POD in looks.types and kind in _WITH_PODS


def _rendered(resources: Sequence[Resource]) -> frozenset[str]:
    """The scopes of charts and overlays: those with something that stands in another folder."""
    return frozenset(
        resource.scope
        for resource in resources
        if resource.type[:1].isupper()
        and resource.origin is Origin.CODE
        and not _stands_in(resource.source.locate(()).path, resource.scope)
    )


def _stands_in(path: str, scope: str) -> bool:
    """Whether a file is in the folder of a scope. They are written from different folders, the
    current one and that of the repository, of which one may be within the other."""
    here = [part for part in path.split("/")[:-1] if part not in ("", ".", "..")]
    there = [part for part in scope.split("/") if part not in ("", ".")]
    length = min(len(here), len(there))
    return length == 0 or here[-length:] == there[-length:]
