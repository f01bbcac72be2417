"""Resources to findings, by Checkov's checks: the pack as a scan runs it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Final

from scanner.errors import ConfigurationError, PackError
from scanner.model import Diagnostic, DiagnosticLevel, Resource, Rule
from scanner.outcome import Choice, Finding
from scanner.packs.checkov.answers import (
    Asked,
    check_complete,
    every_check,
    findings_at,
    findings_of,
)
from scanner.packs.checkov.arms import Variants
from scanner.packs.checkov.catalogue import Catalogue
from scanner.packs.checkov.entities import Entities, ask_each, place_of
from scanner.packs.checkov.external import clashes
from scanner.packs.checkov.graphs.asking import ask_graphs
from scanner.packs.checkov.rules import closest, rules_of, unknown_to
from scanner.packs.checkov.session import Session
from scanner.packs.checkov.uncertain import RECORDED, Defaults, no_defaults

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
    refused: list[str] = []
    version = ""
    try:
        with _session(checkov, cache, script) as session:
            catalogue = session.catalogue
            version = catalogue.version
            diagnostics += catalogue.told
            diagnostics += clashes(catalogue, own)
            diagnostics += _unknown(catalogue, choices, own)
            rules = rules_of(catalogue, own, running, everything, choices)
            asked = Asked(catalogue, rules, expected)
            _judge(session, resources, asked, Entities(defaults), findings, refused)
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


def _judge(
    session: Session,
    resources: Sequence[Resource],
    asked: Asked,
    entities: Entities,
    findings: list[Finding],
    refused: list[str],
) -> None:
    """Ask about each resource, and about how they are connected. findings, refused: what comes of
    it is added there, so that it stands when the worker fails."""
    catalogue, rules = asked.catalogue, asked.rules
    variants = Variants(resources)
    # Of a type whose checks are all left out nothing needs to be asked.
    wanted = {place for id_ in rules for place in catalogue.checks[id_].types}
    some = [
        one
        for one in variants.asked
        if (place := place_of(one)) in wanted or catalogue.has_external(place)
    ]
    every = every_check(catalogue)
    for (resource, entity), said in ask_each(session, some, entities, refused):
        check_complete(resource, said, every.get(place_of(resource), ()))
        found = findings_of(resource, entity, said, asked)
        findings += variants.folded(resource, found)
    if asked.expected is not None:
        return  # of what is live nobody knows what refers to what
    written = [one for one in resources if one.origin not in RECORDED]
    for graph, index, one in ask_graphs(session, written, entities.get, rules, refused):
        findings += findings_at(graph, index, one, asked)


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


def _error(code: str, message: str) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.ERROR, code, message)
