"""Resources to findings, by Checkov's checks: the pack as a scan runs it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
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
from scanner.packs.checkov.arms import Variants
from scanner.packs.checkov.catalogue import Catalogue
from scanner.packs.checkov.conf import CODE_ONLY, Entity, choices_of, entity_of, kind_of, path_of
from scanner.packs.checkov.rules import rules_of
from scanner.packs.checkov.session import Ask, Session

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
    checkov: str | Session,
    own: Sequence[Rule],
    running: Sequence[Rule],
    everything: bool = False,
    without: Container[str] = (),
    cache: str | None = None,
    script: str | None = None,
    expected: Container[int] | None = None,
    defaults: Defaults = no_defaults,
) -> Ran:
    """Judge resources by Checkov's checks.

    checkov: its interpreter, or a session of who judges several times, which stays open. own,
    running, everything, without: as `rules.rules_of` takes them. cache, script: as `Session` takes
    them, where none is given. expected: where two views are compared, the ids (`id`) of the
    resources as they should be; then that is open, too, which a check decides though its code names
    something that is not known, as Checkov's own verdict is not, and of what is expected it counts
    that something is set. defaults: what the platform has where nothing is declared, by type and
    path with dots. Never raises for what the worker does: an error among the diagnostics says what
    is missing, and what was judged before stands.
    """
    rules: dict[str, Rule] = {}
    findings: list[Finding] = []
    diagnostics: list[Diagnostic] = []
    version = ""
    try:
        with _session(checkov, cache, script) as session:
            catalogue = session.catalogue
            version = catalogue.version
            rules = rules_of(catalogue, own, running, everything, without)
            refused: list[str] = []
            variants = Variants(resources)
            asked = variants.asked
            for resource, entity, answer in _ask(session, catalogue, asked, refused, defaults):
                said = _findings(resource, entity, answer, catalogue, rules, expected)
                findings += variants.folded(resource, said)
        diagnostics += [_error("pack-resource", text) for text in refused]
        diagnostics += [
            _error("pack-check-missing", f"the checks of {name} are not run: {why}")
            for name, why in sorted(catalogue.failed.items())
        ]
    except PackError as error:
        message = f"the pack {NAME} stopped, and the verdicts that it had not given are missing: "
        diagnostics.append(_error("pack-failed", f"{message}{error}"))
    return Ran(tuple(findings), tuple(rules.values()), tuple(diagnostics), version)


def _session(
    checkov: str | Session, cache: str | None, script: str | None
) -> AbstractContextManager[Session]:
    return nullcontext(checkov) if isinstance(checkov, Session) else Session(checkov, cache, script)


def places_of(resources: Iterable[Resource]) -> set[str]:
    """``kind/type`` of what Checkov might have checks of, for `Session.warm`."""
    types = {one.type: one for one in resources if not one.not_instantiated}
    return {"/".join(kind) for one in types.values() if (kind := kind_of(one)) is not None}


def _error(code: str, message: str) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.ERROR, code, message)


def _ask(
    session: Session,
    catalogue: Catalogue,
    resources: Sequence[Resource],
    refused: list[str],
    defaults: Defaults,
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
            found = kind_of(resource)
            if found is None or resource.not_instantiated:
                continue
            kind, type_ = found
            place = f"{kind}/{type_}"
            if place not in catalogue.modules:
                continue
            entity = entity_of(resource, kind, type_)
            if resource.origin in (Origin.STATE, Origin.LIVE):
                choices = choices_of(resource.type, entity.conf, defaults(resource.type))
                entity = replace(entity, choices=choices)
            marks = _marks(entity)
            content = {name: entity.conf[name] for name in entity.conf if name[:2] != "__"}
            try:
                text = orjson.dumps([kind, type_, content, marks], option=orjson.OPT_NON_STR_KEYS)
                orjson.dumps([entity.name, resource.scope, resource.address])
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
                "path": f"{resource.scope}:{resource.address}",
                "conf": entity.conf,
                **marks,
            }
            yield Ask(key, place, resource.address, request)

    answers: dict[bytes, Sequence[Any]] = {}
    failure: PackError | None = None
    try:
        answers.update(session.judge(asks()))
    except PackError as error:
        failure = error
    # What was answered before it failed stands.
    for key, members in same.items():
        for resource, entity in members if key in answers else ():
            yield resource, entity, answers[key]
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
    expected: Container[int] | None,
) -> Iterator[Finding]:
    unread = _places(entity.unread)
    chosen = _places(entity.choices.chosen) | _places(entity.choices.zeros)
    is_written = resource.origin in (Origin.CODE, Origin.PLAN)
    is_expected = expected is not None and id(resource) in expected
    for one in said:
        id_, verdict, keys = one[:3]
        asked, hinges = one[3:] or ([], [])
        if not (unread.keys() >= set(asked) and chosen.keys() >= set(hinges)):
            raise PackError(f"it answers with what is no answer, at {resource.address}")
        rule = rules.get(id_)
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
        elif hinges and not (is_expected and verdict == "PASSED"):
            place = chosen[hinges[0]]
            message = f"{rule.title} (undecided: {_chosen(place)})"
            yield finding_of(rule, resource, Kind.OPEN, place, message)
        elif expected is not None and is_written and cause is not None and verdict != "CRASHED":
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


def _dotted(path: Path) -> str:
    return ".".join(step for step in path if isinstance(step, str))


def _chosen(path: Path) -> str:
    return f"the check asks whether {_dotted(path)} is set, and the platform may have set it"


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
