"""Rules against resources: `evaluate`. Pure; no input or output.

A rule runs once per outcome of the yes/no questions it asks about unknown values, depth first, at
most `MAX_RUNS` times. A violation found in every run is a fail; one found in some is open; a rule
that finds none in any run passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scanner.decisions import MAX_RUNS, Decisions
from scanner.identity import identity, place
from scanner.maybes import Undecided
from scanner.model import (
    Diagnostic,
    DiagnosticLevel,
    Kind,
    Origin,
    Path,
    Resource,
    Rule,
    Value,
    Violation,
)
from scanner.outcome import Finding
from scanner.relations import Index
from scanner.views import View


@dataclass(frozen=True, slots=True)
class Evaluation:
    """findings: one per rule and violated attribute; one pass per rule and clean resource."""

    findings: tuple[Finding, ...]
    diagnostics: tuple[Diagnostic, ...]


def evaluate(
    resources: Sequence[Resource],
    rules: Iterable[Rule],
    parameters: Mapping[str, Mapping[str, Value]] | None = None,
    progress: Callable[[int, int], None] | None = None,
    unread: Callable[[str], bool] | None = None,
) -> Evaluation:
    """Judge every resource by every rule that looks at its type.

    parameters: rule id -> parameter -> value, over the rules' own defaults. A rule that crashes
    costs its verdict on that resource, and is reported as an error with the rule's name.
    progress: told (resources judged, of how many) every now and then.
    unread: whether there may be live resources of a type that could not be read.
    """
    questions = _Questions(rules, parameters or {})
    index = Index(resources, unread)
    findings: list[Finding] = []
    diagnostics: list[Diagnostic] = []
    for number, resource in enumerate(resources):
        if progress is not None and number % 500 == 0:
            progress(number, len(resources))
        _judge_all(resource, questions.of(resource.type), index, findings, diagnostics)
    return Evaluation(tuple(findings), tuple(diagnostics))


class _Question:
    """A rule with its settings. check: what it says of a view; it raises whatever that raises."""

    __slots__ = ("check", "head", "rule", "settings")

    def __init__(self, rule: Rule, settings: Mapping[str, Value]) -> None:
        self.rule = rule
        self.settings = settings
        # How the identities of its findings begin.
        self.head = identity(rule.id, "", "", "").removesuffix("|||")
        self.check: Callable[[View], Iterable[Violation] | None] = self._first

    def _first(self, view: View) -> Iterable[Violation] | None:
        """Read the rule's file when it is first asked, and never again."""
        self.check = self.rule.check
        return self.check(view)


class _Questions:
    """Rules by resource type, with the patterns in `on` (``aws_*``) worked out once per type."""

    def __init__(
        self, rules: Iterable[Rule], parameters: Mapping[str, Mapping[str, Value]]
    ) -> None:
        self._parameters = parameters
        self._of: dict[str, tuple[_Question, ...]] = {}
        self._exact: dict[str, dict[int, Rule]] = {}
        self._prefixes: list[tuple[str, int, Rule]] = []
        for number, rule in enumerate(rules):
            for pattern in rule.on:
                if pattern.endswith("*"):
                    self._prefixes.append((pattern[:-1], number, rule))
                else:
                    self._exact.setdefault(pattern, {})[number] = rule

    def of(self, type_: str) -> tuple[_Question, ...]:
        """What is asked of a type's resources, in the order of the rules."""
        found = self._of.get(type_)
        if found is None:
            rules = dict(self._exact.get(type_, {}))
            rules.update(
                (n, rule) for prefix, n, rule in self._prefixes if type_.startswith(prefix)
            )
            found = tuple(self._question(rules[number]) for number in sorted(rules))
            self._of[type_] = found
        return found

    def _question(self, rule: Rule) -> _Question:
        return _Question(rule, {**rule.parameters, **self._parameters.get(rule.id, {})})


_NO_SETTINGS: Mapping[str, Value] = {}


def _judge_all(
    resource: Resource,
    questions: Iterable[_Question],
    index: Index,
    findings: list[Finding],
    diagnostics: list[Diagnostic],
) -> None:
    """Ask one resource everything; most answers are certain, and most of these are passes.

    As long as nothing is decided a run is like new, and so is the view of it.
    """
    declared = resource.origin is Origin.CODE
    run = Decisions()
    view = View(resource, run, index, _NO_SETTINGS)
    passes: _Passes | None = None
    for question in questions:
        rule = question.rule
        if rule.code_only and not declared:
            continue
        settings = question.settings
        try:
            found = None
            if not resource.existence:
                own = View(resource, run, index, settings) if settings else view
                try:
                    found = list(question.check(own) or ())
                except Undecided:
                    found = None
            if found is None or run.taken:
                findings += judge(rule, resource, index, settings)
            elif found:
                findings += _certain(rule, resource, found)
            else:
                passes = passes or _Passes(resource)
                findings.append(passes.of(question))
        except Exception as error:  # noqa: BLE001 - reported: a crashed rule fails the run
            diagnostics.append(_crash(rule, resource, error))
        if run.taken:
            run = Decisions()
            view = View(resource, run, index, _NO_SETTINGS)


def _certain(rule: Rule, resource: Resource, found: Iterable[Violation]) -> list[Finding]:
    """What was found without a decision; of several at one place the first speaks."""
    violations: dict[tuple[int, Path], Violation] = {}
    for violation in found:
        violations.setdefault((id(violation.resource), violation.path), violation)
    return [
        finding_of(
            rule, one.resource, Kind.FAIL, one.path,
            _without_secrets(one.message, resource, one.resource),
        )
        for one in violations.values()
    ]  # fmt: skip


class _Passes:
    """The passes of one resource, which differ in the rule alone."""

    __slots__ = ("_location", "_resource", "_tail")

    def __init__(self, resource: Resource) -> None:
        self._resource = resource
        self._location = resource.source.locate(())
        # How their identities end; each part of one is escaped on its own.
        self._tail = identity("", resource.scope, resource.address, "")

    def of(self, question: _Question) -> Finding:
        """The pass by one rule."""
        resource = self._resource
        return Finding(
            question.rule, resource, Kind.PASS, (), resource.address, "", "", self._location,
            question.head + self._tail,
        )  # fmt: skip


def judge(
    rule: Rule, resource: Resource, index: Index, parameters: Mapping[str, Value]
) -> list[Finding]:
    """What one rule says of one resource: fails and opens, or else one pass.

    Raises whatever the rule raises.
    """
    violations: dict[tuple[int, Path], Violation] = {}
    counts: dict[tuple[int, Path], int] = {}
    tries, runs, reason = 0, 0, ""
    unfinished = False
    pending: list[tuple[bool, ...]] = [()]
    while pending:
        if tries == MAX_RUNS:
            unfinished = True
            break
        tries += 1
        outcomes = pending.pop()
        run = Decisions(outcomes)
        seen: set[tuple[int, Path]] = set()
        if run.exists(resource.existence):
            # Where the resource does not exist there is nothing to judge: such a run is no run.
            runs += 1
            own = len(run.asked)
            try:
                for violation in rule.check(View(resource, run, index, parameters)) or ():
                    key = (id(violation.resource), violation.path)
                    seen.add(key)
                    violations.setdefault(key, violation)
            except Undecided as stop:
                unfinished = True
                reason = reason or stop.unknown.reason
            # Its own existence is asked first, and seldom what the verdict hangs on.
            asked = run.asked[own:] or run.asked
            reason = reason or (asked[0].reason if asked else "")
        for key in seen:
            counts[key] = counts.get(key, 0) + 1
        taken = run.taken
        for position in range(len(outcomes), len(taken)):
            pending.append((*taken[:position], not taken[position]))
    limit = bool(pending)
    findings = []
    for key, violation in violations.items():
        certain = counts[key] == runs and not limit
        message = _without_secrets(violation.message, resource, violation.resource)
        text = message if certain else f"{message} (undecided: {reason})"
        kind = Kind.FAIL if certain else Kind.OPEN
        findings.append(finding_of(rule, violation.resource, kind, violation.path, text))
    if unfinished and all(finding.kind is Kind.FAIL for finding in findings):
        # What is certain stays; what the rule had not yet come to is open.
        findings.append(finding_of(rule, resource, Kind.OPEN, (), f"cannot be decided: {reason}"))
    return findings or [finding_of(rule, resource, Kind.PASS, (), "")]


def _without_secrets(message: str, *resources: Resource) -> str:
    """A rule's message with the sensitive values of the resources it speaks of left out."""
    for resource in resources:
        for path in resource.sensitive:
            for secret in _leaves(_at(resource.attributes, path)):
                message = message.replace(secret, "(sensitive)")
    return message


def _leaves(value: Value) -> Iterator[str]:
    """The texts and numbers in a value, as a message would spell them."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, Mapping):
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)
        elif isinstance(item, (str, int, float)) and not isinstance(item, bool) and str(item):
            yield str(item)


def _at(value: Value, path: Path) -> Value:
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def finding_of(rule: Rule, resource: Resource, kind: Kind, path: Path, message: str) -> Finding:
    """What a rule says of one attribute of a resource; of all of it where the path is empty."""
    address, attribute = place(resource, path)
    return Finding(
        rule=rule,
        resource=resource,
        kind=kind,
        path=path,
        address=address,
        attribute=attribute,
        message=message,
        location=resource.source.locate(path),
        identity=identity(rule.id, resource.scope, address, attribute),
    )


def _crash(rule: Rule, resource: Resource, error: Exception) -> Diagnostic:
    """Only the kind of the exception and the rule's own line: its text may hold a scanned value."""
    line, trace = "", error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == rule.path:
            line = f":{trace.tb_lineno}"
        trace = trace.tb_next
    location = resource.source.locate(())
    return Diagnostic(
        DiagnosticLevel.ERROR,
        "rule-crashed",
        f"rule {rule.id} failed on {resource.address} with {type(error).__name__}; "
        f"its verdict is missing. This is a bug in {rule.path or 'the rule'}{line}",
        location.path,
        location.start_line,
    )
