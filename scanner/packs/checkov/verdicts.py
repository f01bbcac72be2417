"""Resources to findings, by Checkov's checks: the pack as a scan runs it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any, Final

from scanner.engine import finding_of
from scanner.errors import ConfigurationError, PackError
from scanner.model import Diagnostic, DiagnosticLevel, Kind, Resource, Rule, Value
from scanner.outcome import Choice, Finding
from scanner.packs.checkov.arms import Variants
from scanner.packs.checkov.catalogue import Catalogue
from scanner.packs.checkov.conf import (
    Entity,
    choices_of,
    entity_of,
    is_whole,
    kind_of,
    path_of,
    reported_at,
)
from scanner.packs.checkov.external import REFUSED, clashes
from scanner.packs.checkov.graphs.asking import ask_graphs
from scanner.packs.checkov.graphs.graph import Graph
from scanner.packs.checkov.rules import closest, rules_of, unknown_to
from scanner.packs.checkov.session import Ask, Session
from scanner.packs.checkov.uncertain import (
    RECORDED,
    Defaults,
    doubt_of,
    marks_of,
    no_defaults,
    shown,
)

NAME: Final = "checkov"
FAILED_WITH: Final = "check failed with"
"""In the message of what a check raised an exception on."""

_VERDICTS: Final = frozenset({"PASSED", "FAILED", "UNKNOWN", "CRASHED"})


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
    checkov: str | Session,
    own: Sequence[Rule],
    running: Sequence[Rule],
    everything: bool = False,
    choices: Sequence[Choice] = (),
    cache: str | None = None,
    script: str | None = None,
    expected: Container[int] | None = None,
    defaults: Defaults = no_defaults,
) -> Ran:
    """Judge resources by Checkov's checks.

    checkov: its interpreter, or a session of who judges several times, which stays open. own,
    running, everything, choices: as `rules.rules_of` takes them. cache, script: as `Session` takes
    them, where none is given. expected: where two views are compared, the ids (`id`) of the
    resources as they should be; then that is open, too, which a check decides though its code names
    something that is not known, as Checkov's own verdict is not, and of what is expected it counts
    that something is set. defaults: see `uncertain`. Never raises for what the worker does: an
    error among the diagnostics says what is missing, and what was judged before stands. Raises
    ConfigurationError for a choice that means no rule and no check.
    """
    rules: dict[str, Rule] = {}
    findings: list[Finding] = []
    diagnostics: list[Diagnostic] = []
    version = ""
    try:
        with _session(checkov, cache, script) as session:
            catalogue = session.catalogue
            version = catalogue.version
            diagnostics += catalogue.told
            diagnostics += clashes(catalogue, own)
            diagnostics += _unknown(catalogue, choices, own)
            rules = rules_of(catalogue, own, running, everything, choices)
            refused: list[str] = []
            entities = _Entities(defaults)
            variants = Variants(resources)
            # Of a type whose checks are all left out nothing needs to be asked.
            wanted = {place for id_ in rules for place in catalogue.checks[id_].types}
            some = [
                one
                for one in variants.asked
                if (place := place_of(one)) in wanted or catalogue.has_external(place)
            ]
            asked = _ask(session, catalogue, some, entities, refused)
            for resource, entity, answer in asked:
                said = _findings(resource, entity, answer, catalogue, rules, expected)
                findings += variants.folded(resource, said)
            # What refers to what is known of code and plans alone.
            written = [] if expected is not None else [r for r in resources if _is_written(r)]
            for graph, index, one in ask_graphs(session, written, entities.get, rules, refused):
                findings += _finding_in(graph, index, one, catalogue, rules)
        diagnostics += [_error("pack-resource", text) for text in refused]
        diagnostics += [
            _error("pack-check-missing", f"the checks of {name} are not run: {why}")
            for name, why in sorted(catalogue.failed.items())
        ]
    except PackError as error:
        if isinstance(checkov, Session):
            checkov.close()
        message = f"the pack {NAME} stopped, and the verdicts that it had not given are missing: "
        diagnostics.append(_error("pack-failed", f"{message}{error}"))
    return Ran(tuple(findings), tuple(rules.values()), tuple(diagnostics), version)


def _session(
    checkov: str | Session, cache: str | None, script: str | None
) -> AbstractContextManager[Session]:
    return nullcontext(checkov) if isinstance(checkov, Session) else Session(checkov, cache, script)


def _unknown(
    catalogue: Catalogue, choices: Sequence[Choice], own: Sequence[Rule]
) -> Iterator[Diagnostic]:
    """Errors for choices that mean nothing; raised, unless a file that did not load may be why."""
    for choice in unknown_to(catalogue, choices):
        where = choice.location
        text = f"no rule and no check of Checkov {catalogue.version} is called {choice.pattern!r}"
        text += closest(catalogue, own, choice.pattern)
        if not any(one.level is DiagnosticLevel.ERROR for one in catalogue.told):
            raise ConfigurationError(f"{where.path}:{where.start_line}: {text}")
        yield replace(_error("pack-check-unknown", text), path=where.path, line=where.start_line)


def places_of(resources: Iterable[Resource]) -> set[str]:
    """`place_of` all that is there, for `Session.warm`."""
    types = {one.type: one for one in resources if not one.not_instantiated}
    return {place for one in types.values() if (place := place_of(one))}


def place_of(resource: Resource) -> str:
    """``kind/type``, as checks are registered for it; empty where Checkov has no such things."""
    return "/".join(kind_of(resource) or ())


def _error(code: str, message: str) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.ERROR, code, message)


class _Entities:
    """Resources as Checkov's checks expect them, each worked out once."""

    def __init__(self, defaults: Defaults) -> None:
        self._known: dict[int, Entity] = {}
        self._defaults = defaults

    def __getitem__(self, resource: Resource) -> Entity:
        entity = self._known.get(id(resource))
        if entity is None:
            entity = entity_of(resource, *(kind_of(resource) or ("", "")))
            if resource.origin in RECORDED:
                choices = choices_of(resource.type, entity.conf, self._defaults(resource.type))
                entity = replace(entity, choices=choices)
            self._known[id(resource)] = entity
        return entity

    def get(self, resource: Resource) -> Entity | None:
        """None for what Checkov has no checks of."""
        return None if kind_of(resource) is None else self[resource]


def _ask(
    session: Session,
    catalogue: Catalogue,
    resources: Sequence[Resource],
    entities: _Entities,
    refused: list[str],
) -> Iterator[tuple[Resource, Entity, Sequence[Any]]]:
    """Each resource of which there are checks, with what these say.

    Equal blocks, as the modules of many roots have them, are asked about once: a check sees the
    block and nothing around it. refused: what cannot be sent is added there, a sentence each.
    """
    from hashlib import blake2b

    import orjson

    same: dict[bytes, list[tuple[Resource, Entity]]] = {}

    def asks() -> Iterator[Ask]:
        for resource in resources:
            kind, type_ = kind_of(resource) or ("", "")
            place = f"{kind}/{type_}"
            modules = catalogue.modules.get(place)
            has_external = catalogue.has_external(place)
            if (modules is None and not has_external) or resource.not_instantiated:
                continue
            entity = entities[resource]
            path = _path(resource) if has_external else f"{resource.scope}:{resource.address}"
            content = _content(entity, path if has_external else "")
            marks = marks_of(entity)
            try:
                text = orjson.dumps([kind, type_, content, marks], option=orjson.OPT_NON_STR_KEYS)
                orjson.dumps([entity.name, path, resource.address])
            except TypeError as error:
                problem = f"{resource.address}: Checkov cannot be asked about it: {error}"
                refused.append(problem.encode("utf-8", "replace").decode())
                continue
            key = blake2b(text, digest_size=20).digest()
            if key in same:
                same[key].append((resource, entity))
                continue
            same[key] = [(resource, entity)]
            request = {
                "do": "judge",
                "kind": kind,
                "type": type_,
                "name": entity.name,
                "path": path,
                "conf": entity.conf,
                **marks,
            }
            yield Ask(key, place, modules, resource.address, request)

    answers: dict[bytes, Sequence[Any]] = {}
    failure: PackError | None = None
    try:
        answers.update(session.judge(asks()))
    except PackError as error:
        failure = error
    every = _every(catalogue)
    # What was answered before it failed stands.
    for key, members in same.items():
        if key in answers:
            _complete(members[0][0], answers[key], every)
        for resource, entity in members if key in answers else ():
            yield resource, entity, answers[key]
    if failure is not None:
        raise failure


def _every(catalogue: Catalogue) -> dict[str, list[str]]:
    """The checks of each ``kind/type``, all of which answer about a block or object of it."""
    elsewhere = {id_ for graph in catalogue.graphs.values() for id_ in graph.sees}
    found: dict[str, list[str]] = {}
    for id_, check in catalogue.checks.items():
        for place in check.types if id_ not in elsewhere else ():
            found.setdefault(place, []).append(id_)
    return found


def _complete(resource: Resource, said: Sequence[Any], every: Mapping[str, Sequence[str]]) -> None:
    """Raise PackError for an answer that lacks a check: it would look like one that has nothing to
    say. In a file that is judged as a whole a check may indeed have nothing to say."""
    if is_whole(resource):
        return
    given = {one[0] for one in said if isinstance(one, list) and one and isinstance(one[0], str)}
    lacking = [id_ for id_ in every.get(place_of(resource), ()) if id_ not in given]
    if lacking:
        more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
        raise PackError(f"it leaves out what {lacking[0]}{more} has to say, at {resource.address}")


def _path(resource: Resource) -> str:
    """The file of a resource, as Checkov has it for checks to look at."""
    return f"/{resource.source.locate(()).path}"


def _content(entity: Entity, path: str) -> dict[str, Value]:
    """What blocks are equal by. path: the file, where checks of the user's own are asked, which may
    look at it and at what a block is called; else empty."""
    if path:
        return {**entity.conf, "__name__": entity.name, "__path__": path}
    return {name: entity.conf[name] for name in entity.conf if name[:2] != "__"}


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
    if rule is None:
        return
    if node.part is not None:
        # Its keys are those of the part, which the conf contract tells by its path.
        keys = [*(said[2][:1] if said[1] == "CRASHED" else ()), *node.part]
        part = [said[0], said[1], keys]
        yield from _findings(node.resource, node.entity, (part,), catalogue, rules, None)
        return
    words = catalogue.checks[rule.id].words
    undecided = graph.undecided(words)
    if undecided is not None:
        message = f"{rule.title} (undecided: {undecided})"
        yield finding_of(rule, node.resource, Kind.OPEN, (), message)
        return
    is_unknown = said[1] == "UNKNOWN"
    if is_unknown:
        cause = graph.unknown_at(index, words)
    else:
        cause = graph.maybe_absent(index, words, catalogue.seen_by(rule.id))
    if cause is None and not is_unknown:
        yield from _findings(node.resource, node.entity, (said,), catalogue, rules, None)
    elif cause is not None:
        name, reason = cause
        message = f"{rule.title} (undecided: {reason})"
        yield finding_of(rule, node.resource, Kind.OPEN, (name,) if name else (), message)


def _findings(
    resource: Resource,
    entity: Entity,
    said: Sequence[Any],
    catalogue: Catalogue,
    rules: Mapping[str, Rule],
    expected: Container[int] | None,
) -> Iterator[Finding]:
    is_written = resource.origin not in RECORDED
    is_expected = expected is not None and id(resource) in expected
    for one in said:
        match one:
            case [str(id_), str(verdict), list(keys), *_] if verdict in _VERDICTS:
                rule = rules.get(id_)
            case _:
                raise PackError(f"it answers with what is no answer, at {resource.address}")
        doubt = doubt_of(resource, entity, one)
        if rule is None:
            continue
        words = catalogue.checks[id_].words if entity.unknown else ()
        cause = next((name for name in entity.unknown if name in words), None)
        is_told = entity.decisive or (expected is not None and is_written and verdict != "CRASHED")
        if doubt is not None and not (doubt.is_set and is_expected and verdict == "PASSED"):
            if not doubt.code_only:
                message = f"{rule.title} (undecided: {doubt.reason})"
                yield finding_of(rule, resource, Kind.OPEN, doubt.path, message)
        elif cause is not None and is_told:
            message = f"{rule.title} (undecided: {entity.unknown[cause]})"
            yield finding_of(
                rule, resource, Kind.OPEN, () if entity.decisive else (cause,), message
            )
        elif verdict == "PASSED":
            yield finding_of(rule, resource, Kind.PASS, (), "")
        elif verdict == "FAILED":
            path = shown(resource, path_of(resource, keys), catalogue.checks[id_].words)
            yield finding_of(rule, resource, Kind.FAIL, path, rule.title)
        elif verdict == "CRASHED":
            name = keys[0] if keys and str(keys[0]).isidentifier() else "an error"
            whose = "your" if catalogue.checks[id_].file else "Checkov's"
            why = f"{whose} {FAILED_WITH} {name}"
            if name == REFUSED:
                why = f"{whose} check reaches for the network or a program, which it may not"
            message = f"{rule.title} (undecided: {why})"
            where = shown(resource, path_of(resource, keys[1:]), catalogue.checks[id_].words)
            yield finding_of(rule, resource, Kind.OPEN, where, message)
        elif is_written:
            # A check says UNKNOWN also of what it is not about, where nothing is unknown.
            where = (cause,) if cause is not None else ()
            if is_whole(resource) and keys:
                # Its worker names what it could not decide.
                where = path_of(resource, keys)
                cause = reported_at(resource, where)
            if cause is not None and cause in entity.unknown:
                message = f"{rule.title} (undecided: {entity.unknown[cause]})"
                yield finding_of(rule, resource, Kind.OPEN, where, message)


def _is_written(resource: Resource) -> bool:
    return resource.origin not in RECORDED
