"""The graph contract: a Dockerfile as the graph that Checkov's checks ask.

Each instruction is a node of the type of its name, with its ``content`` and ``value``; comments and
what is no instruction are none. There are no edges.

Source: Checkov 3.3's ``DockerfileLocalGraph``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from scanner.model import Resource
from scanner.packs.checkov.conf import Entity
from scanner.packs.checkov.graphs import files
from scanner.packs.checkov.graphs.files import Part
from scanner.packs.checkov.graphs.graph import Edge, EntityOf, Graph, Looks

FRAMEWORK: Final = "dockerfile"
_KIND: Final = "dockerfile"
_SOURCE: Final = "Dockerfile"
_INSTRUCTIONS: Final = frozenset(
    ("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL",
     "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR")
)  # fmt: skip


def graphs_of(resources: Sequence[Resource], entity_of: EntityOf, looks: Looks) -> Iterator[Graph]:
    """The graph of each Dockerfile that has an instruction which some check looks at."""
    yield from files.graphs_of(_KIND, _parts, resources, entity_of, looks)


def _parts(resource: Resource, entity: Entity) -> tuple[Iterator[Part], list[Edge]]:
    file = resource.source.locate(()).path

    def nodes() -> Iterator[Part]:
        for name, found in entity.conf.items():
            for one in found if name in _INSTRUCTIONS else ():
                attributes = {
                    "content": one["content"],
                    "value": one["value"],
                    "__startline__": one["startline"],
                    "__endline__": one["endline"],
                }
                own = files.content(name, name, _SOURCE, file, attributes)
                yield tuple(one["__path__"]), own, "__unknown__" not in one

    return nodes(), []
