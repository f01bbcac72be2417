"""The nouns that every room of trueup shares. Imports nothing of ours.

A *value* is what JSON can hold (``str``, ``int``, ``float``, ``bool``, ``None``, ``list``,
``dict`` with string keys) or an `Unknown`, at any depth. Known and unknown values live side by
side; nothing ever stands in for a value that nobody knows.

A *path* names a value inside a resource: a tuple of attribute names, map keys and list indexes,
``("ingress", 0, "cidr_blocks", 1)``. The empty path is the resource itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = Any
Path = tuple[str | int, ...]


class Level(StrEnum):
    """How bad a finding is (severity), or how sure a rule is of it (confidence)."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """3 for critical down to 0 for low, so that levels compare as numbers."""
        return _RANKS[self.value]


_RANKS = {"critical": 3, "high": 2, "medium": 1, "low": 0}


class Kind(StrEnum):
    """What a rule said of a resource."""

    FAIL = "fail"
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    OPEN = "open"
    SUPPRESSED = "suppressed"


class Origin(StrEnum):
    """Where a resource was read from."""

    CODE = "code"
    PLAN = "plan"
    STATE = "state"
    LIVE = "live"


@dataclass(frozen=True, slots=True, eq=False)
class Unknown:
    """A value that nobody can know before apply, and why.

    Two Unknowns are the same only when they are the same object: a variable without a value gives
    one Unknown wherever it is used, so a question about it is answered once.

    reason: for the user, a short phrase: ``"var.size has no value"``.
    reference: the expression it came from, as written: ``"var.size"``.
    references: addresses of the resource instances whose attribute this is
        (``"aws_s3_bucket.logs"``, ``'aws_s3_bucket.b["x"]'``; ``[*]`` for an unknown key).
    arms: the two values of a conditional whose condition is unknown, else empty.
    condition: that condition's own Unknown; conditionals on one condition take the same arm.
    structure: of an unknown JSON text (``jsonencode`` of something partly unknown, a policy
        document's ``json``) the value that was encoded, so that rules see what is certain in it.
    identifier: it is an id, ARN or name that the platform will give: not null, not empty and no
        wildcard.
    pieces: of a text that is known in parts, its parts in order, None for an unknown one:
        ``("arn:aws:s3:::", None, "/*")``.
    sensitive: the value is a secret; it is never shown, even once known.
    """

    reason: str
    reference: str = ""
    references: tuple[str, ...] = ()
    arms: tuple[Value, ...] = ()
    condition: Unknown | None = None
    sensitive: bool = False
    structure: Value = None
    identifier: bool = False
    pieces: tuple[str | None, ...] = ()


class _Absent:
    """The type of `ABSENT`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()
"""An arm that is not there: a block of a ``dynamic`` whose ``for_each`` is unknown is the list
element ``Unknown(reason, arms=(ABSENT, {...its content...}))``."""


@dataclass(frozen=True, slots=True)
class Location:
    """A region of a file. Lines and columns count from 1; the end column is exclusive.

    path: with ``/``, relative to the current directory when the file is below it or beside it
    (``../x``), as `scanner.project.Project.display` gives it. Columns count Unicode code points.
    """

    path: str
    start_line: int = 1
    start_column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Call:
    """One step of the chain of module calls above a resource, outermost first.

    address: the call's instance address, ``module.vpc["a"].module.subnets``.
    location: the ``module`` block.
    """

    address: str
    location: Location


@dataclass(frozen=True, slots=True)
class Step:
    """One place that a value came through on its way to an attribute.

    text: what stands there: ``the argument cidrs of module.vpc``, ``the default of var.cidrs``.
    variable: the name of the variable whose own value it is, given from outside or by default;
        empty for what the code says, in the argument of a module call too.
    """

    location: Location
    text: str
    variable: str = ""


class Source(Protocol):
    """What a loader keeps to answer where a value was written."""

    def locate(self, path: Path) -> Location:
        """The region of the value at `path`: of the attribute (``name = value`` or the YAML
        key with its value) if it is written; else of its nearest written ancestor; for the empty
        path the head of the resource (block header, the object's first line)."""
        ...


@runtime_checkable
class Extended(Protocol):
    """A `Source` that also knows where the whole resource stands."""

    def extent(self) -> Location:
        """From the resource's first line to its last."""
        ...


@runtime_checkable
class Traced(Protocol):
    """A `Source` that also knows where a value was set."""

    def value_steps(self, path: Path) -> tuple[Step, ...]:
        """The places that the value at `path` came through, nearest first; the last is where it
        was set. Empty where it is set at `Source.locate`'s own region."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """One instance of anything that rules judge.

    type: Terraform's resource type; ``data.TYPE`` for data sources; ``terraform_backend``,
        ``terraform_settings``, ``terraform_provider``, ``terraform_variable``,
        ``terraform_output`` and ``terraform_module`` (a call) for Terraform's own blocks; the
        object's kind for Kubernetes (``Deployment``; ``Kind.group`` when the API group is not one
        of Kubernetes' own); ``dockerfile``; ``github_workflow``.
    address: Terraform's instance address (``module.a[0].aws_x.y["k"]``; ``[*]`` for an instance
        whose key is unknown); ``Kind.group/namespace/name``; ``dockerfile``; ``workflow``.
    attributes: values by name. Blocks are lists of mappings, also single ones.
    origin: where it was read.
    source: answers `locate`.
    scope: what tells equal addresses apart in identities: the repository-relative folder of the
        root module, the manifest's folder, the file of a Dockerfile or workflow, or
        ``account/region`` for what is only live.
    calls: the chain of module calls, outermost first.
    id: the platform's identifier when known (state, live).
    references: paths whose value came from other resources, known or not, to the addresses.
    sensitive: paths whose values must never be shown.
    not_instantiated: its count or for_each is zero everywhere; judged once, never gating.
    existence: the unknown count and for_each values, its own and those of the module calls above,
        that decide whether it exists; empty where it certainly does.
    provider: the name of its provider configuration in the root module, ``aws``, ``aws.east``.
    account, region: where it is live, when known.
    moved_from: earlier addresses, from ``moved`` blocks.
    computed: of code or a plan whose provider's schema is known: whether the provider may set the
        attribute at a path that the code leaves out.
    environment: whose values it was evaluated with; empty where no environments are told apart.
    """

    type: str
    address: str
    attributes: Mapping[str, Value]
    origin: Origin
    source: Source
    scope: str
    calls: tuple[Call, ...] = ()
    id: str | None = None
    references: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
    sensitive: frozenset[Path] = frozenset()
    not_instantiated: bool = False
    existence: tuple[Unknown, ...] = ()
    provider: str = ""
    account: str = ""
    region: str = ""
    moved_from: tuple[str, ...] = ()
    computed: Callable[[Path], bool] | None = None
    environment: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in a scanned file, kept only where it may hold an ignore.

    text: without its marker and surrounding blanks. own_line: nothing else stands on its line.
    """

    path: str
    line: int
    text: str
    own_line: bool


class DiagnosticLevel(StrEnum):
    """An error makes the run incomplete; a note is counted and summed up in one line."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something the run could not read, know or do.

    code: kebab-case, stable, for machines: ``hcl-syntax``, ``file-too-large``.
    message: one line for a person: what, and what to do. path and line when there is a place.
    environments: those in which it came up; empty where it is of none in particular.
    """

    level: DiagnosticLevel
    code: str
    message: str
    path: str | None = None
    line: int | None = None
    environments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loader made of its input.

    files: display paths of every file read as recognised input, for the coverage.
    """

    resources: tuple[Resource, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Violation:
    """What a rule yields: this attribute of this resource is wrong, and why in a phrase.

    resource: the one to mend; mostly the one that is judged, else one that belongs to it.
    """

    path: Path
    message: str
    resource: Resource


@dataclass(frozen=True, slots=True)
class RuleBody:
    """What only a rule that is asked, shown or reported needs of its file.

    description: the file's docstring. fix: one sentence that says what to do. bad, good: examples
    in the language of the rule's platform. cwe: the number of the weakness.
    """

    check: Callable[[Any], Iterator[Violation] | None]
    fix: str = ""
    description: str = ""
    cwe: int | None = None
    references: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what is wrong, where it is looked for, and how much it matters.

    id: kebab-case, from the file's name. title: the docstring's first sentence. on: resource
    types it judges; a type may be a prefix pattern ``aws_*``. body: gives the rest of it, which
    is read from the rule's file when somebody asks: a scan asks few of all rules.
    aliases: peers' ids that ask the same question with the same answer; related_ids: broader or
    narrower ones. parameters: names a policy may set, with their defaults. code_only: it judges
    only what is declared in code.
    """

    id: str
    on: tuple[str, ...]
    severity: Level
    body: Callable[[], RuleBody]
    title: str = ""
    platform: str = ""
    confidence: Level = Level.HIGH
    aliases: tuple[str, ...] = ()
    related_ids: tuple[str, ...] = ()
    parameters: Mapping[str, Value] = field(default_factory=dict)
    path: str = ""
    code_only: bool = False

    @property
    def check(self) -> Callable[[Any], Iterator[Violation] | None]:
        """Yields the violations of the view it is given."""
        return self.body().check

    @property
    def fix(self) -> str:
        """What to do about it, in one sentence."""
        return self.body().fix

    @property
    def description(self) -> str:
        """The whole docstring of its file."""
        return self.body().description

    @property
    def cwe(self) -> int | None:
        """The number of the weakness in the Common Weakness Enumeration."""
        return self.body().cwe

    @property
    def references(self) -> tuple[str, ...]:
        """Where to read more."""
        return self.body().references

    @property
    def bad(self) -> tuple[str, ...]:
        """Examples that it finds fault with."""
        return self.body().bad

    @property
    def good(self) -> tuple[str, ...]:
        """Examples that it passes."""
        return self.body().good


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


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count. source: inline, call, waiver, drift-ignore or baseline."""

    source: str
    by: str = ""
    reason: str = ""
    until: str | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance behind a grouped result; one that is waived in some environments and not in
    others is there twice. calls: the module calls above it, outermost first."""

    address: str
    identity: str
    environments: tuple[str, ...]
    kind: Kind
    calls: tuple[Call, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Result:
    """What is reported: equal findings of one definition as one, with their instances.

    resource_address has no instance keys; `instances` have them. calls: those above the first
    instance; the others' are their own. related: what else there is to look at, and why.
    sensitive: the source at `location` spells a value that must never be shown.
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
    told apart from new ones. stdlib types only.
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
