"""Resources to findings, by Checkov's checks: the pack as a scan runs it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scanner.engine import finding_of
from scanner.errors import PackError
from scanner.model import Diagnostic, DiagnosticLevel, Kind, Resource, Rule
from scanner.outcome import Finding
from scanner.packs.checkov.catalogue import Catalogue, catalogue_of
from scanner.packs.checkov.client import Request, Worker
from scanner.packs.checkov.conf import Entity, entity_of, kind_of, path_of
from scanner.packs.checkov.graphs.asking import ask_graphs
from scanner.packs.checkov.graphs.graph import Graph
from scanner.packs.checkov.rules import rules_of

NAME: Final = "checkov"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a pack made of a run. rules: those that it asked. version: Checkov's; empty where it
    could not be asked at all."""

    findings: tuple[Finding, ...] = ()
    rules: tuple[Rule, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    version: str = ""


def run_pack(
    resources: Sequence[Resource],
    python: str,
    own: Sequence[Rule],
    running: Sequence[Rule],
    everything: bool = False,
    without: Container[str] = (),
    cache: str | None = None,
    script: str | None = None,
) -> Ran:
    """Judge resources by Checkov's checks in the interpreter `python`.

    own, running, everything, without: as `rules.rules_of` takes them. cache: where the list of
    checks is kept. script: another worker, for tests. Never raises for what the worker
    does: an error among the diagnostics says what is missing, and what was judged before stands.
    """
    rules: dict[str, Rule] = {}
    findings: list[Finding] = []
    diagnostics: list[Diagnostic] = []
    version = ""
    try:
        with Worker(python, script) as worker:
            catalogue = catalogue_of(worker, cache)
            version = catalogue.version
            rules = rules_of(catalogue, own, running, everything, without)
            refused: list[str] = []
            entities = _Entities()
            for resource, entity, answer in _ask(worker, catalogue, resources, entities, refused):
                findings += _findings(resource, entity, answer, catalogue, rules)
            for graph, index, said in ask_graphs(
                worker, catalogue, resources, entities.get, refused
            ):
                findings += _finding_in(graph, index, said, catalogue, rules)
        diagnostics += [_error("pack-resource", text) for text in refused]
        diagnostics += [
            _error("pack-check-missing", f"the checks of {name} are not run: {why}")
            for name, why in sorted(catalogue.failed.items())
        ]
    except PackError as error:
        message = f"the pack {NAME} stopped, and the verdicts that it had not given are missing: "
        diagnostics.append(_error("pack-failed", f"{message}{error}"))
    return Ran(tuple(findings), tuple(rules.values()), tuple(diagnostics), version)


def _error(code: str, message: str) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.ERROR, code, message)


class _Entities:
    """Resources as Checkov's checks expect them, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[int, Entity] = {}

    def __getitem__(self, resource: Resource) -> Entity:
        entity = self._known.get(id(resource))
        if entity is None:
            entity = self._known[id(resource)] = entity_of(
                resource, *(kind_of(resource) or ("", ""))
            )
        return entity

    def get(self, resource: Resource) -> Entity | None:
        """None for what Checkov has no checks of."""
        return None if kind_of(resource) is None else self[resource]


def _ask(
    worker: Worker,
    catalogue: Catalogue,
    resources: Sequence[Resource],
    entities: _Entities,
    refused: list[str],
) -> Iterator[tuple[Resource, Entity, Sequence[Any]]]:
    """Each resource of which there are checks, with what these say.

    Equal blocks, as the modules of many roots have them, are asked about once: a check sees the
    block and nothing around it. refused: what cannot be sent is added there, a sentence each.
    """
    import orjson

    same: dict[bytes, list[tuple[Resource, Entity]]] = {}

    def requests() -> Iterator[tuple[str, Request]]:
        taught: set[str] = set()
        for resource in resources:
            kind, type_ = kind_of(resource) or ("", "")
            modules = catalogue.modules.get(f"{kind}/{type_}")
            if modules is None or resource.not_instantiated:
                continue
            entity = entities[resource]
            content = {name: entity.conf[name] for name in entity.conf if name[:2] != "__"}
            try:
                key = orjson.dumps([kind, type_, content], option=orjson.OPT_NON_STR_KEYS)
                orjson.dumps([entity.name, resource.scope, resource.address, entity.conf])
            except TypeError as error:
                text = f"{resource.address}: Checkov cannot be asked about it: {error}"
                refused.append(text.encode("utf-8", "replace").decode())
                continue
            if key in same:
                same[key].append((resource, entity))
                continue
            same[key] = [(resource, entity)]
            request = {
                "do": "judge",
                "kind": kind,
                "type": type_,
                "name": entity.name,
                # Apart from every other resource's, whatever the files are called.
                "path": f"{len(same)}:{resource.scope}:{resource.address}",
                "conf": entity.conf,
            }
            if f"{kind}/{type_}" not in taught:
                taught.add(f"{kind}/{type_}")
                request["modules"] = list(modules)
            yield resource.address, request

    answers: list[Sequence[Any]] = []
    failure: PackError | None = None
    try:
        for about, answer in worker.ask_all(requests()):
            said = answer.get("said")
            if not isinstance(said, list):
                raise PackError(f"it answers with what is no answer, at {about}")
            answers.append(said)
    except PackError as error:
        failure = error
    # What was answered before it failed stands.
    for members, said in zip(same.values(), answers, strict=False):
        for resource, entity in members:
            yield resource, entity, said
    if failure is not None:
        raise failure


def _finding_in(
    graph: Graph,
    index: int,
    said: Sequence[Any],
    catalogue: Catalogue,
    rules: Mapping[str, Rule],
) -> Iterator[Finding]:
    """What a graph check says of a node."""
    node = graph.nodes[index]
    rule = rules.get(said[0])
    if node.part is not None:
        # Its keys are those of the part, which the conf contract tells by its path.
        keys = [*(said[2][:1] if said[1] == "CRASHED" else ()), *node.part]
        said = [said[0], said[1], keys]
    if said[1] != "UNKNOWN" or rule is None:
        yield from _findings(node.resource, node.entity, (said,), catalogue, rules)
        return
    cause = graph.unknown_at(index, catalogue.checks[said[0]].words)
    if cause is not None:
        name, reason = cause
        message = f"{rule.title} (undecided: {reason})"
        yield finding_of(rule, node.resource, Kind.OPEN, (name,) if name else (), message)


def _findings(
    resource: Resource,
    entity: Entity,
    said: Sequence[Any],
    catalogue: Catalogue,
    rules: Mapping[str, Rule],
) -> Iterator[Finding]:
    for one in said:
        match one:
            case [str(id_), str(verdict), list(keys)]:
                rule = rules.get(id_)
            case _:
                raise PackError(f"it answers with what is no answer, at {resource.address}")
        if rule is None:
            continue
        if verdict == "PASSED":
            yield finding_of(rule, resource, Kind.PASS, (), "")
        elif verdict == "FAILED":
            path = path_of(resource, keys)
            yield finding_of(rule, resource, Kind.FAIL, path, rule.title)
        elif verdict == "CRASHED":
            name = keys[0] if keys and str(keys[0]).isidentifier() else "an error"
            message = f"{rule.title} (undecided: Checkov's check failed with {name})"
            yield finding_of(rule, resource, Kind.OPEN, path_of(resource, keys[1:]), message)
        else:
            # A check says UNKNOWN also of what it is not about, where nothing is unknown.
            cause = next((n for n in entity.unknown if n in catalogue.checks[id_].words), None)
            if cause is not None:
                message = f"{rule.title} (undecided: {entity.unknown[cause]})"
                path = entity.places.get(cause, (cause,))
                yield finding_of(rule, resource, Kind.OPEN, path, message)
