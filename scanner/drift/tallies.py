"""How many resources of each type were compared, and why the others were not. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scanner.drift.join import is_somewhere
from scanner.model import Diagnostic, DiagnosticLevel
from scanner.outcome import DriftClass, Finding, TypeCoverage
from scanner.projection import Unread


@dataclass(slots=True)
class Tally:
    """The coverage of one type under way."""

    compared: int = 0
    unread: int = 0
    unsupported: int = 0
    denied: int = 0
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)

    def miss(self, kind: str, reason: str) -> None:
        """Count one resource that was not compared; kind: unread, unsupported or denied."""
        setattr(self, kind, getattr(self, kind) + 1)
        self.reasons[kind, reason] += 1


def by_type(tallies: Mapping[str, Tally]) -> dict[str, TypeCoverage]:
    """How much was compared of each type that stands on a platform."""
    return {
        name: TypeCoverage(
            one.compared,
            one.unread,
            one.unsupported,
            one.denied,
            "; ".join(reason for (_, reason), _ in one.reasons.most_common(3)) or None,
        )
        for name, one in sorted(tallies.items())
        if is_somewhere(name)
    }


def diagnostics(
    tallies: Mapping[str, Tally], unread: Iterable[Unread], findings: Iterable[Finding]
) -> Iterable[Diagnostic]:
    """Errors for what is in scope and was not read, notes for what has no reader."""
    failed: Counter[tuple[str, str, str]] = Counter()
    for name, tally in tallies.items():
        for (kind, reason), count in tally.reasons.items():
            if kind == "unsupported":
                yield Diagnostic(
                    DiagnosticLevel.NOTE,
                    "drift-not-compared",
                    f"{name}: {count} not compared with live: {reason}",
                )
            else:
                failed[name, kind, reason] += count
    for one in unread:
        # What was not read is in scope even when it is in neither code nor state: whether
        # something is unmanaged is not known then.
        key = (one.type, "denied" if one.denied else "unread", why_unread(one.reason))
        failed[key] = failed[key] or 1
    for (name, kind, reason), count in failed.items():
        hint = "grant what `trueup permissions` prints" if kind == "denied" else "run again"
        yield Diagnostic(
            DiagnosticLevel.ERROR,
            f"live-{kind}",
            f"{name}: {count} could not be read: {reason}; {hint}",
        )
    for (name, words), count in _attributes(findings).items():
        yield Diagnostic(
            DiagnosticLevel.ERROR, "live-unread", f"{name}: {count} attributes {words}"
        )


def _attributes(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """How many attributes of a type could not be read, and the words for it."""
    return Counter(
        (finding.resource.type, finding.message.partition("` ")[2])
        for finding in findings
        if finding.drift is not None
        and finding.drift.drift_class is DriftClass.UNREAD
        and finding.attribute
    )


def why_unread(reason: str) -> str:
    """A reader's reason, to stand behind "could not be read"."""
    return reason.removeprefix("not read: ")
