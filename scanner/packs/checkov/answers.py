"""What a worker says of a resource or a node, as findings."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scanner.engine import finding_of
from scanner.errors import PackError
from scanner.model import Kind, Path, Resource, Rule
from scanner.outcome import Finding
from scanner.packs.checkov.catalogue import Catalogue, Check
from scanner.packs.checkov.conf import Entity, is_whole, path_of, reported_at
from scanner.packs.checkov.external import REFUSED
from scanner.packs.checkov.graphs.graph import Graph
from scanner.packs.checkov.uncertain import RECORDED, Doubt, doubt_of, shown

FAILED_WITH: Final = "check failed with"
"""In the message of what a check raised an exception on."""

_VERDICTS: Final = frozenset({"PASSED", "FAILED", "UNKNOWN", "CRASHED"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run asks. rules: by their check's id. expected: where two views are compared, the ids
    (`id`) of the resources as they should be."""

    catalogue: Catalogue
    rules: Mapping[str, Rule]
    expected: Container[int] | None = None


def every_check(catalogue: Catalogue) -> dict[str, list[str]]:
    """The checks of each ``kind/type``, all of which answer about a block or object of it."""
    elsewhere = {id_ for graph in catalogue.graphs.values() for id_ in graph.sees}
    found: dict[str, list[str]] = {}
    for id_, check in catalogue.checks.items():
        for place in check.types if id_ not in elsewhere else ():
            found.setdefault(place, []).append(id_)
    return found


def check_complete(resource: Resource, said: Sequence[Any], every: Sequence[str]) -> None:
    """Raise PackError for an answer that lacks a check: it would look like one that has nothing to
    say. In a file that is judged as a whole a check may indeed have nothing to say."""
    if is_whole(resource):
        return
    given = {one[0] for one in said if isinstance(one, list) and one and isinstance(one[0], str)}
    lacking = [id_ for id_ in every if id_ not in given]
    if lacking:
        more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
        raise PackError(f"it leaves out what {lacking[0]}{more} has to say, at {resource.address}")


def findings_of(
    resource: Resource, entity: Entity, said: Sequence[Any], asked: Asked
) -> Iterator[Finding]:
    """What checks say of a resource. said: [check id, verdict, keys] of each, with what is not
    certain of it, see `uncertain.doubt_of`. Raises PackError for anything else."""
    rules, checks = asked.rules, asked.catalogue.checks
    for one in said:
        match one:
            case [str(id_), str(verdict), list(keys), *_] if verdict in _VERDICTS:
                doubt = doubt_of(resource, entity, one)
            case _:
                raise PackError(f"it answers with what is no answer, at {resource.address}")
        rule = rules.get(id_)
        if rule is None:
            continue
        check = checks[id_]
        if doubt is not None and not _is_as_expected(doubt, resource, verdict, asked):
            # What only code says is nothing to be found in anything else.
            if not doubt.code_only:
                yield _open(rule, resource, doubt.path, doubt.reason)
            continue
        cause = _unknown_to(entity, check) if entity.unknown else None
        if cause is not None and _decides(entity, resource, verdict, asked):
            yield _open(rule, resource, () if entity.decisive else (cause,), entity.unknown[cause])
        elif verdict == "PASSED":
            yield finding_of(rule, resource, Kind.PASS, (), "")
        elif verdict == "FAILED":
            path = shown(resource, path_of(resource, keys), check.words)
            yield finding_of(rule, resource, Kind.FAIL, path, rule.title)
        elif verdict == "CRASHED":
            path = shown(resource, path_of(resource, keys[1:]), check.words)
            yield _open(rule, resource, path, _crash(check, keys))
        elif resource.origin not in RECORDED:
            yield from _unanswered(rule, resource, entity, keys, cause)


def findings_at(graph: Graph, index: int, said: Sequence[Any], asked: Asked) -> Iterator[Finding]:
    """What a graph check says of a node. said: [check id, verdict, keys]."""
    node = graph.nodes[index]
    rule = asked.rules.get(said[0])
    if rule is None:
        return
    resource, verdict = node.resource, said[1]
    if node.part is not None:
        # Its keys are those of the part, which the conf contract tells by its path.
        keys = [*(said[2][:1] if verdict == "CRASHED" else ()), *node.part]
        yield from findings_of(resource, node.entity, ([said[0], verdict, keys],), asked)
        return
    words = asked.catalogue.checks[rule.id].words
    undecided = graph.undecided(words)
    if undecided is not None:
        yield _open(rule, resource, (), undecided)
        return
    if verdict == "UNKNOWN":
        cause = graph.unknown_at(index, words)
    else:
        cause = graph.maybe_absent(index, words, asked.catalogue.seen_by(rule.id))
    if cause is not None:
        name, reason = cause
        yield _open(rule, resource, (name,) if name else (), reason)
    elif verdict != "UNKNOWN":
        yield from findings_of(resource, node.entity, (said,), asked)


def _open(rule: Rule, resource: Resource, path: Path, reason: str) -> Finding:
    return finding_of(rule, resource, Kind.OPEN, path, f"{rule.title} (undecided: {reason})")


def _is_as_expected(doubt: Doubt, resource: Resource, verdict: str, asked: Asked) -> bool:
    """Whether a doubt does not count: of what is expected it counts that something is set."""
    is_expected = asked.expected is not None and id(resource) in asked.expected
    return doubt.is_set and is_expected and verdict == "PASSED"


def _unknown_to(entity: Entity, check: Check) -> str | None:
    """An argument that is not known and that the check's code names."""
    return next((name for name in entity.unknown if name in check.words), None)


def _decides(entity: Entity, resource: Resource, verdict: str, asked: Asked) -> bool:
    """Whether it is open what a check says that names something unknown, whatever that is.

    Else its own verdict tells: of an expression in code it mostly says that it does not know.
    """
    is_compared = asked.expected is not None and resource.origin not in RECORDED
    return entity.decisive or (is_compared and verdict != "CRASHED")


def _crash(check: Check, keys: Sequence[Any]) -> str:
    """Why a check has no verdict. keys: the exception's name, and what the check looked at."""
    whose = "your" if check.file else "Checkov's"
    name = keys[0] if keys and str(keys[0]).isidentifier() else "an error"
    if name == REFUSED:
        return f"{whose} check reaches for the network or a program, which it may not"
    return f"{whose} {FAILED_WITH} {name}"


def _unanswered(
    rule: Rule, resource: Resource, entity: Entity, keys: Sequence[Any], cause: str | None
) -> Iterator[Finding]:
    """Of a check that says UNKNOWN: open where something is unknown that it is about, else
    nothing, since it says so also of what it is not about."""
    path: Path = (cause,) if cause is not None else ()
    if is_whole(resource) and keys:
        # Its worker names what it could not decide.
        path = path_of(resource, keys)
        cause = reported_at(resource, path)
    if cause is not None and cause in entity.unknown:
        yield _open(rule, resource, path, entity.unknown[cause])
