"""The worker asked about graphs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, Final

from scanner.errors import PackError
from scanner.model import Resource
from scanner.packs.checkov.catalogue import Catalogue
from scanner.packs.checkov.graphs import dockerfile, kubernetes, terraform, workflow
from scanner.packs.checkov.graphs.graph import MOST_EDGES, EntityOf, Graph, Looks
from scanner.packs.checkov.questions import Question, ask_once
from scanner.packs.checkov.session import Session

_FRAMEWORKS: Final[tuple[ModuleType, ...]] = (terraform, kubernetes, dockerfile, workflow)

Said = tuple[Graph, int, Sequence[Any]]
"""A graph, the index of a node, and what a check says of it: [check id, verdict, keys]."""


def ask_graphs(
    session: Session,
    resources: Sequence[Resource],
    entity_of: EntityOf,
    wanted: Collection[str],
    refused: list[str],
) -> Iterator[Said]:
    """What graph checks say of resources. Equal graphs are asked about once.

    wanted: the ids of checks that are asked. refused, errors: see `questions.ask_once`.
    """
    questions = _questions(session.catalogue, resources, entity_of, wanted, refused)
    for graph, said in ask_once(session, questions, refused):
        yield from _verdicts(graph, said)


def _questions(
    catalogue: Catalogue,
    resources: Sequence[Resource],
    entity_of: EntityOf,
    wanted: Collection[str],
    refused: list[str],
) -> Iterator[Question[Graph]]:
    """Each graph in which checks have something to look at."""
    ids = sorted(wanted)
    for framework in _FRAMEWORKS:
        name = framework.FRAMEWORK
        looks = looks_of(catalogue, name, wanted)
        for graph in framework.graphs_of(resources, entity_of, looks):
            if len(graph.edges) > MOST_EDGES:
                problem = f"there are more than {MOST_EDGES:,} connections in it"
                refused.append(f"{graph.about}: Checkov cannot be asked about it: {problem}")
                continue
            yield _question(name, graph, ids)


def _question(framework: str, graph: Graph, ids: Sequence[str]) -> Question[Graph]:
    nodes = [node.content for node in graph.nodes]
    plain = [_without_places(one) for one in nodes]
    return Question(
        subject=graph,
        about=graph.about,
        place=f"graph/{framework}",
        modules=None,
        content=[framework, plain, graph.edges, graph.elsewhere, ids],
        beside=[graph.about, nodes],
        request={
            "do": "graph",
            "framework": framework,
            "path": graph.about,
            "nodes": nodes,
            "edges": graph.edges,
            "elsewhere": graph.elsewhere,
            "modules": graph.modules,
            "ids": ids,
        },
    )


# Where a block stands, which no check asks.
_PLACES: Final = frozenset(
    {"file_path_", "__start_line__", "__end_line__", "__address__", "__startline__", "__endline__"}
)


def _without_places(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in _PLACES}


def _verdicts(graph: Graph, said: Sequence[Any]) -> Iterator[Said]:
    found: list[tuple[str, str, int, list[Any]]] = []
    for one in said:
        match one:
            case [str(id_), str(verdict), int(index), list(keys)] if 0 <= index < len(graph.nodes):
                # A solver takes what is written for the value.
                if not graph.nodes[index].known and verdict in ("PASSED", "FAILED"):
                    verdict = "UNKNOWN"
                found.append((id_, verdict, index, keys))
            case _:
                raise PackError(f"it answers with what is no answer, at {graph.about}")
    # A file that is judged as a whole passes once, and where no part of it fails or is open.
    done = {id_ for id_, verdict, index, _ in found if verdict != "PASSED"}
    for id_, verdict, index, keys in found:
        if graph.nodes[index].part is not None and verdict == "PASSED":
            if id_ in done:
                continue
            done.add(id_)
        yield graph, index, [id_, verdict, keys]


def looks_of(catalogue: Catalogue, framework: str, wanted: Collection[str]) -> Looks:
    """What a framework's graph checks look at, as far as they are asked."""
    found = catalogue.graphs.get(framework)
    if found is None:
        return Looks(frozenset())
    coded: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {}
    everything: set[str] = set()
    for id_, types in found.sees.items():
        if types is not None or id_ not in wanted:
            continue
        check = catalogue.checks[id_]
        for place in check.types:
            kind, _, type_ = place.partition("/")
            judged = f"{kind}.{type_}" if kind in ("data", "provider") else type_
            if place in found.modules:
                coded[judged] = (found.modules[place], check.words)
            else:
                everything.add(judged)
    named = {type_ for id_, types in found.sees.items() if id_ in wanted for type_ in types or ()}
    return Looks(frozenset(named), coded, frozenset(everything))
