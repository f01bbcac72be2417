"""The graph contract: a workflow as the graph that Checkov's checks ask.

Nodes are each job (``jobs``), each step (``steps``), the permissions of the workflow
(``permissions``, ``write-all`` where it says nothing of them: so GitHub has it unless the
repository says otherwise) and what it runs on (``on``). Edges go from a job to its steps.

Source: Checkov 3.3's ``GitHubActionsLocalGraph``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from scanner.model import Path, Resource, Value
from scanner.packs.checkov.conf import Entity
from scanner.packs.checkov.graphs import files
from scanner.packs.checkov.graphs.files import Part
from scanner.packs.checkov.graphs.graph import Edge, EntityOf, Graph, Looks

FRAMEWORK: Final = "github_actions"
_KIND: Final = "workflow"
_SOURCE: Final = "GitHubActions"
_LINES: Final = ("__startline__", "__endline__")


def graphs_of(resources: Sequence[Resource], entity_of: EntityOf, looks: Looks) -> Iterator[Graph]:
    """The graph of each workflow that has a part which some check looks at."""
    yield from files.graphs_of(_KIND, _parts, resources, entity_of, looks)


def _parts(resource: Resource, entity: Entity) -> tuple[list[Part], list[Edge]]:
    file = resource.source.locate(()).path
    nodes: list[Part] = []
    edges: list[Edge] = []

    def add(path: Path, name: str, type_: str, attributes: Mapping[str, Value]) -> int:
        nodes.append((path, files.content(name, type_, _SOURCE, file, attributes), True))
        return len(nodes) - 1

    jobs = entity.conf.get("jobs")
    for name, job in jobs.items() if isinstance(jobs, dict) else ():
        if not isinstance(job, dict):
            continue
        start = add(("jobs", name), f"jobs.{name}", "jobs", job)
        steps = job.get("steps")
        for index, step in enumerate(steps if isinstance(steps, list) else ()):
            if isinstance(step, dict):
                own = f"jobs.{name}.steps.{index + 1}"
                end = add(("jobs", name, "steps", index), own, "steps", step)
                edges.append((start, end, "default"))
    permissions = entity.conf.get("permissions")
    if permissions is None:
        add((), "permissions", "permissions", _whole("permissions", "write-all"))
    elif permissions and isinstance(permissions, (str, dict)):
        add(("permissions",), "permissions", "permissions", _whole("permissions", permissions))
    on = entity.conf.get("on")
    if on and isinstance(on, (str, list, dict)):
        add(("on",), "on", "on", _whole("on", on))
    return nodes, edges


def _whole(name: str, value: Any) -> dict[str, Value]:
    """A key of the document as the content of a node, with the lines of a mapping."""
    lines = {line: value[line] if isinstance(value, dict) else 0 for line in _LINES}
    return {name: value, **lines}
