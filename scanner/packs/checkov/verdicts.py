"""Resources to findings, by Checkov's checks: the pack as a scan runs it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from scanner.engine import finding_of
from scanner.errors import PackError
from scanner.model import (
    Diagnostic,
    DiagnosticLevel,
    Kind,
    Origin,
    Path,
    Resource,
    Rule,
    Value,
)
from scanner.outcome import Finding
from scanner.packs.checkov.catalogue import Catalogue, catalogue_of
from scanner.packs.checkov.client import Request, Worker
from scanner.packs.checkov.conf import CODE_ONLY, Entity, choices_of, entity_of, kind_of, path_of
from scanner.packs.checkov.rules import rules_of

NAME: Final = "checkov"
Defaults = Callable[[str], Mapping[str, Value]]


def no_defaults(_type: str) -> Mapping[str, Value]:
    """Where nobody knows any."""
    return {}


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
    defaults: Defaults = no_defaults,
) -> Ran:
    """Judge resources by Checkov's checks in the interpreter `python`.

    own, running, everything, without: as `rules.rules_of` takes them. cache: where the list of
    checks is kept. script: another worker, for tests. defaults: as `judged` has them. Never
    raises for what the worker does: an error among the diagnostics says what is missing, and what
    was judged before stands.
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
            said = judged(worker, catalogue, resources, rules, refused, defaults=defaults)
            for finding in said:
                findings.append(finding)
        diagnostics += problems(catalogue, refused)
    except PackError as error:
        diagnostics.append(failure(error))
    return Ran(tuple(findings), tuple(rules.values()), tuple(diagnostics), version)


def judged(
    worker: Worker,
    catalogue: Catalogue,
    resources: Sequence[Resource],
    rules: Mapping[str, Rule],
    refused: list[str],
    certain: bool = False,
    defaults: Defaults = no_defaults,
) -> Iterator[Finding]:
    """What a worker's checks say of resources. Raises PackError when it fails, after what it said.

    refused: what it cannot be asked is added there. certain: leave open, too, what a check decides
    though its code names something that is not known, which Checkov's own verdict does not.
    defaults: what the platform has where nothing is declared, by type and path with dots.
    """
    for resource, entity, answer in _ask(worker, catalogue, resources, refused, defaults):
        yield from _findings(resource, entity, answer, catalogue, rules, certain)


def problems(catalogue: Catalogue, refused: Sequence[str]) -> list[Diagnostic]:
    """What was not asked, though the worker did its work."""
    missing = sorted(catalogue.failed.items())
    return [
        *(_error("pack-resource", text) for text in refused),
        *(
            _error("pack-check-missing", f"the checks of {name} are not run: {why}")
            for name, why in missing
        ),
    ]


def failure(error: PackError) -> Diagnostic:
    """A worker that did not do its work."""
    message = f"the pack {NAME} stopped, and the verdicts that it had not given are missing: "
    return _error("pack-failed", f"{message}{error}")


def _error(code: str, message: str) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.ERROR, code, message)


def _ask(
    worker: Worker,
    catalogue: Catalogue,
    resources: Sequence[Resource],
    refused: list[str],
    defaults: Defaults,
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
            found = kind_of(resource)
            if found is None or resource.not_instantiated:
                continue
            kind, type_ = found
            modules = catalogue.modules.get(f"{kind}/{type_}")
            if modules is None:
                continue
            entity = entity_of(resource, kind, type_)
            if resource.origin in (Origin.STATE, Origin.LIVE):
                choices = choices_of(resource.type, entity.conf, defaults(resource.type))
                entity = replace(entity, choices=choices)
            content = {name: entity.conf[name] for name in entity.conf if name[:2] != "__"}
            try:
                marks = _marks(entity)
                key = orjson.dumps([kind, type_, content, marks], option=orjson.OPT_NON_STR_KEYS)
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
            request |= marks
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


def _marks(entity: Entity) -> dict[str, Value]:
    """What of a conf is not certain, as a worker wants it told."""
    found = {
        "unread": entity.unread,
        "chosen": entity.choices.chosen,
        "zeros": entity.choices.zeros,
    }
    return {
        kind: [[list(place), list(names)] for place, names in names_of.items()]
        for kind, names_of in found.items()
        if names_of
    }


def _findings(
    resource: Resource,
    entity: Entity,
    said: Sequence[Any],
    catalogue: Catalogue,
    rules: Mapping[str, Rule],
    certain: bool,
) -> Iterator[Finding]:
    unread = _places(entity.unread)
    chosen = _places(entity.choices.chosen) | _places(entity.choices.zeros)
    is_written = resource.origin in (Origin.CODE, Origin.PLAN)
    for one in said:
        asked: list[Any] = []
        hinges: list[Any] = []
        match one:
            case [str(id_), str(verdict), list(keys)]:
                rule = rules.get(id_)
            case [str(id_), str(verdict), list(keys), list(asked), list(hinges)]:
                rule = rules.get(id_)
            case _:
                raise PackError(f"it answers with what is no answer, at {resource.address}")
        if not (_all_in(asked, unread) and _all_in(hinges, chosen)):
            raise PackError(f"it answers with what is no answer, at {resource.address}")
        if rule is None:
            continue
        words = catalogue.checks[id_].words
        cause = next((name for name in entity.unknown if name in words), None)
        if asked:
            # What the check says may hang on it.
            places = [unread[name] for name in asked if unread[name][0] not in CODE_ONLY]
            if places:
                message = f"{rule.title} (undecided: {_unread(resource, entity, places[0])})"
                yield finding_of(rule, resource, Kind.OPEN, places[0], message)
        elif hinges:
            place = chosen[hinges[0]]
            message = f"{rule.title} (undecided: {_chosen(place)})"
            yield finding_of(rule, resource, Kind.OPEN, place, message)
        elif certain and is_written and cause is not None and verdict != "CRASHED":
            message = f"{rule.title} (undecided: {entity.unknown[cause]})"
            yield finding_of(rule, resource, Kind.OPEN, (cause,), message)
        elif verdict == "PASSED":
            yield finding_of(rule, resource, Kind.PASS, (), "")
        elif verdict == "FAILED":
            path = _shown(resource, path_of(resource, keys), words)
            yield finding_of(rule, resource, Kind.FAIL, path, rule.title)
        elif verdict == "CRASHED":
            name = keys[0] if keys and str(keys[0]).isidentifier() else "an error"
            message = f"{rule.title} (undecided: Checkov's check failed with {name})"
            yield finding_of(rule, resource, Kind.OPEN, (), message)
        elif cause is not None and is_written:
            # A check says UNKNOWN also of what it is not about, where nothing is unknown.
            message = f"{rule.title} (undecided: {entity.unknown[cause]})"
            yield finding_of(rule, resource, Kind.OPEN, (cause,), message)


def _places(names_of: Mapping[Path, tuple[str, ...]]) -> dict[str, Path]:
    """Places in a conf, by the texts that a worker has for them."""
    return {
        "/".join(map(str, (*place, name))): (*place, name)
        for place, names in names_of.items()
        for name in names
    }


def _all_in(names: Sequence[Any], known: Container[str]) -> bool:
    return all(isinstance(name, str) and name in known for name in names)


def _dotted(path: Path) -> str:
    return ".".join(step for step in path if isinstance(step, str))


def _chosen(path: Path) -> str:
    return (
        f"the check asks whether {_dotted(path)} is set, which it is here even where nobody set it"
    )


def _unread(resource: Resource, entity: Entity, path: Path) -> str:
    """Why something is not known that a check asked for."""
    reason = entity.unknown.get(str(path[0]))
    if reason is not None:
        return reason
    name = _dotted(path)
    if resource.origin is Origin.LIVE:
        return f"{name} is not read from what is live"
    return f"the {resource.origin.value} does not have {name}"


def _shown(resource: Resource, path: Path, words: Container[str]) -> Path:
    """A path without what no report may show: it is a worker's text, which ends up in reports.

    Of what is sensitive the keys are left out; and of names that the resource does not have those
    that the check's own code does not have either.
    """
    value: Value = resource.attributes
    for index, step in enumerate(path):
        if path[:index] in resource.sensitive:
            return path[:index]
        inner = _at(value, step)
        if inner is None and step not in words:
            return path[:index]
        value = inner
    return path


def _at(value: Value, step: str | int) -> Value:
    """What stands at a step; None for nothing."""
    if isinstance(value, Mapping):
        return value.get(str(step))
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
