"""The nouns that every room of trueup shares. Imports nothing of ours.

A *value* is what JSON can hold (``str``, ``int``, ``float``, ``bool``, ``None``, ``list``,
``dict`` with string keys) or an `Unknown`, at any depth. Known and unknown values live side by
side; nothing ever stands in for a value that nobody knows.

A *path* names a value inside a resource: a tuple of attribute names, map keys and list indexes,
``("ingress", 0, "cidr_blocks", 1)``. The empty path is the resource itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

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
    IMPORTED = "imported"  # what another scanner found, wherever it looked


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
    only what is declared in code. tags: what else reports can be filtered by, such as the scanner
    that a check comes from.
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
    tags: tuple[str, ...] = ()

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
