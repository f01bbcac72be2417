"""Rules against resources: `evaluate`. Pure; no input or output.

A rule runs once per outcome of the yes/no questions it asks about unknown values, depth first, at
most `MAX_RUNS` times. A violation found in every run is a fail; one found in some is open; a rule
that finds none in any run passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scanner.decisions import MAX_RUNS, Decisions, Undecided
from scanner.identity import identity, place
from scanner.model import (
    Diagnostic,
    DiagnosticLevel,
    Finding,
    Kind,
    Origin,
    Path,
    Resource,
    Rule,
    Value,
    Violation,
)
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
    by_type = _RulesByType(rules)
    index = Index(resources, unread)
    findings: list[Finding] = []
    diagnostics: list[Diagnostic] = []
    chosen = parameters or {}
    for number, resource in enumerate(resources):
        if progress is not None and number % 500 == 0:
            progress(number, len(resources))
        passed: Finding | None = None
        for rule in by_type.of(resource.type):
            if rule.code_only and resource.origin is not Origin.CODE:
                continue
            settings = {**rule.parameters, **chosen.get(rule.id, {})}
            try:
                if _passes_at_once(rule, resource, index, settings):
                    # Most verdicts are passes: of one resource they differ in the rule alone.
                    passed = passed or _finding(rule, resource, Kind.PASS, (), "")
                    findings.append(_of_rule(passed, rule))
                else:
                    findings += judge(rule, resource, index, settings)
            except Exception as error:  # noqa: BLE001 - reported: a crashed rule fails the run
                diagnostics.append(_crash(rule, resource, error))
    return Evaluation(tuple(findings), tuple(diagnostics))


class _RulesByType:
    """Rules by resource type, with the patterns in `on` (``aws_*``) worked out once per type."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._of: dict[str, tuple[Rule, ...]] = {}

    def of(self, type_: str) -> tuple[Rule, ...]:
        found = self._of.get(type_)
        if found is None:
            found = tuple(r for r in self._rules if any(_matches(p, type_) for p in r.on))
            self._of[type_] = found
        return found


def _matches(pattern: str, type_: str) -> bool:
    if pattern.endswith("*"):
        return type_.startswith(pattern[:-1])
    return pattern == type_


def _passes_at_once(
    rule: Rule, resource: Resource, index: Index, parameters: Mapping[str, Value]
) -> bool:
    """Whether the rule finds nothing without having asked about anything unknown."""
    if resource.existence:
        return False
    run = Decisions()
    try:
        for _ in rule.check(View(resource, run, index, parameters)) or ():
            return False
    except Undecided:
        return False
    return not run.taken


def _of_rule(passed: Finding, rule: Rule) -> Finding:
    """The same pass by another rule."""
    if passed.rule is rule:
        return passed
    return Finding(
        rule, passed.resource, Kind.PASS, (), passed.address, "", "", passed.location,
        identity(rule.id, passed.resource.scope, passed.address, ""),
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
        findings.append(_finding(rule, violation.resource, kind, violation.path, text))
    if unfinished and all(finding.kind is Kind.FAIL for finding in findings):
        # What is certain stays; what the rule had not yet come to is open.
        findings.append(_finding(rule, resource, Kind.OPEN, (), f"cannot be decided: {reason}"))
    return findings or [_finding(rule, resource, Kind.PASS, (), "")]


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


def _finding(rule: Rule, resource: Resource, kind: Kind, path: Path, message: str) -> Finding:
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
