"""What a run found: findings and results, drift, coverage, compliance, and the report of it all.

The nouns of what goes in (resources, rules, values) are in `scanner.model`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from scanner.model import (
    Call,
    Diagnostic,
    Kind,
    Level,
    Location,
    Origin,
    Path,
    Resource,
    Rule,
    Value,
)


class Finding(NamedTuple):
    """What one rule said of one attribute of one instance; a pass has the empty path.

    address: the resource's, or of the stage or step inside it that the finding belongs to.
    attribute: the path as text, see `scanner.identity.attribute_path`.

    A tuple and no dataclass: every rule makes one of every resource that it judges, and a frozen
    dataclass of as many fields takes four times as long to make.
    """

    rule: Rule
    resource: Resource
    kind: Kind
    path: Path
    address: str
    attribute: str
    message: str
    location: Location
    identity: str
    suppression: Suppression | None = None
    drift: Drift | None = None
    past: Past | None = None


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count. source: inline, call, waiver, drift-ignore,
    baseline, or imported: another scanner says so."""

    source: str
    by: str = ""
    reason: str = ""
    until: str | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance behind a grouped result; one that is waived, or new, in some environments and
    not in others is there twice. calls: the module calls above it, outermost first."""

    address: str
    identity: str
    environments: tuple[str, ...]
    kind: Kind
    calls: tuple[Call, ...] = ()
    past: Past | None = None


class DriftClass(StrEnum):
    """How declared, recorded and live stand to each other; `docs/drift.md` has the table."""

    IN_SYNC = "in_sync"
    DRIFTED = "drifted"
    UNDEPLOYED = "undeployed"
    ADOPTED = "adopted"
    CONFLICT = "conflict"
    MISSING = "missing"
    UNMANAGED = "unmanaged"
    DIFFERS = "differs"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class StateInfo:
    """Where the recorded view came from. source: a path or URL without credentials."""

    source: str
    serial: int | None = None
    workspace: str = "default"


@dataclass(frozen=True, slots=True)
class Drift:
    """One attribute (or one whole resource) on which the three views disagree.

    declared, recorded, live: JSON values, already masked; None also when there is none, which
    `present` tells: the views that have a value, of ``("declared", "recorded", "live")``.
    effect: worsened, improved or neutral, by the rules named in `rules`.
    """

    drift_class: DriftClass
    declared: Value = None
    recorded: Value = None
    live: Value = None
    present: tuple[str, ...] = ()
    effect: str = "neutral"
    rules: tuple[str, ...] = ()
    actor: str | None = None
    at: str | None = None
    tool: str | None = None
    revert: str | None = None
    accept: str | None = None
    state: StateInfo | None = None


class Standing(StrEnum):
    """How a finding stands to what was found before: by the last audit of a history, or in the
    revision that a run compares with."""

    NEW = "new"
    PERSISTING = "persisting"
    REOPENED = "reopened"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a finding from before. first_seen, last_seen: times of audits, ISO 8601 in
    UTC; None where no history was kept."""

    standing: Standing
    first_seen: str | None = None
    last_seen: str | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding of before that is there no longer. location: where it was; None where unknown.
    address has no instance keys where `instances` are given, which have them."""

    rule: str
    severity: Level
    address: str
    attribute: str | None
    identity: str
    message: str
    location: Location | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    environments: tuple[str, ...] = ()
    instances: tuple[Instance, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """One run that a history keeps, in numbers. at: ISO 8601 in UTC. counts: active findings by
    severity; the other numbers are of findings too."""

    at: str
    command: str
    complete: bool
    counts: Mapping[Level, int]
    new: int = 0
    reopened: int = 0
    resolved: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What is reported: equal findings of one definition as one, with their instances.

    resource_address has no instance keys; `instances` have them. calls: those above the first
    instance; the others' are their own. related: what else there is to look at, and why.
    sensitive: the source at `location` spells a value that must never be shown. past: how it stands
    to what was found before, where that was asked for.
    """

    rule: Rule
    kind: Kind
    message: str
    resource_type: str
    resource_address: str
    resource_origin: Origin
    resource_id: str | None
    instances: tuple[Instance, ...]
    attribute: str | None
    location: Location
    calls: tuple[Call, ...]
    identity: str
    severity: Level
    environments: tuple[str, ...] = ()
    suppression: Suppression | None = None
    drift: Drift | None = None
    related: tuple[tuple[str, Location], ...] = ()
    gating: bool = True
    sensitive: bool = False
    past: Past | None = None


@dataclass(frozen=True, slots=True)
class TypeCoverage:
    """How much of one resource type was compared with live."""

    compared: int = 0
    unread: int = 0
    unsupported: int = 0
    denied: int = 0
    reason: str | None = None

    @property
    def total(self) -> int:
        """All resources of the type."""
        return self.compared + self.unread + self.unsupported + self.denied


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was looked at: files read, resources judged, attributes compared with live.

    ignored: attributes left out of the comparison by the configuration. limits: what the run
    could not compare at all, and why, a sentence each.
    """

    files: int = 0
    resources: int = 0
    compared: int = 0
    not_compared: int = 0
    unread: int = 0
    types: Mapping[str, TypeCoverage] = field(default_factory=dict)
    ignored: int = 0
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """One control of a framework. rules: ids of those that judge it; manual: why none can."""

    id: str
    title: str
    rules: tuple[str, ...] = ()
    manual: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a file of the user's says of rules by their names: not to run them (severity None), or
    how much they matter.

    pattern: ids or aliases, in any case, ``*`` and ``?`` as wildcards. known: whether it means a
    rule of ours; else it can only mean a pack's check.
    """

    pattern: str
    location: Location
    known: bool
    severity: Level | None = None


@dataclass(frozen=True, slots=True)
class Framework:
    """A published set of controls, as a policy maps it. source: where its numbers are confirmed."""

    name: str
    version: str
    source: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class ControlResult:
    """How a control came out. status: ``fail``, ``open``, ``waived`` (all that failed is
    suppressed), ``pass``, ``not-applicable`` (nothing that its rules judge was found) or
    ``manual``. The numbers count findings, a pass a resource."""

    control: Control
    status: str
    failed: int = 0
    open: int = 0
    waived: int = 0
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Compliance:
    """A framework, control by control, in the framework's order."""

    framework: Framework
    results: tuple[ControlResult, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One run, as every output format gets it.

    command: ``scan`` or ``drift``. results: in reporting order. complete: nothing in scope was
    missed. read: bytes of a file by its display path, for excerpts and fingerprints; it raises
    OSError for a file that has gone. repository_path: a display path as a path relative to the
    repository's root with ``/``, or None for a file outside of it. environments: all that were
    evaluated, in their order; empty for a run of one set of values. baseline: known findings were
    told apart from new ones. since: the revision compared with, as it was named. gone: findings of
    before that are there no longer. trend: the audits of the history, oldest first, this one
    last. category: what sets the run apart from others of one commit, such as its folder and
    environment; empty for all of the repository. times: when the run began and ended, in seconds
    since 1970; None where nobody measured. stdlib types only.
    """

    command: str
    results: Sequence[Result]
    diagnostics: Sequence[Diagnostic]
    coverage: Coverage
    complete: bool
    read: Callable[[str], bytes]
    repository_path: Callable[[str], str | None]
    exit_code: int = 0
    compliance: tuple[Compliance, ...] = ()
    environments: tuple[str, ...] = ()
    baseline: bool = False
    since: str | None = None
    gone: tuple[Gone, ...] = ()
    trend: tuple[Audit, ...] = ()
    category: str = ""
    times: tuple[float, float] | None = None

    def knows(self, result: Result) -> bool:
        """Whether the revision that the run compares with had a result already."""
        past = result.past
        return self.since is not None and past is not None and past.standing is Standing.PERSISTING
