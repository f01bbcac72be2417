"""Findings that were there before: known by their identity, so that only new ones count. Pure.

A baseline is a JSON file of its own (`dump`), and may as well be a JSON report or a SARIF file of
an earlier run. It holds identities, never values. Drift that is known as harmless is new again
once it breaks a rule: its severity is held, too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from scanner.errors import ConfigurationError
from scanner.identity import earlier_identities, rule_and_scope
from scanner.model import Diagnostic, DiagnosticLevel, Kind, Level
from scanner.outcome import Finding, Suppression

SCHEMA: Final = "trueup-baseline/1"
_REPORT: Final = "trueup/1"
_DIGEST: Final = "trueup/v1"
_KNOWN_TO: Final = "known to "
_KEPT: Final = (Kind.FAIL.value, Kind.OPEN.value)


@dataclass(frozen=True, slots=True)
class Entry:
    """One known finding. identity: None where only its digest is known (a SARIF file for GitHub).

    digest: the SHA-256 of the identity in hexadecimal. severity: as it was; None where unknown.
    environments: those it was found in; empty for all. open: it could not be decided; None where
    that is unknown.
    """

    identity: str | None
    digest: str
    severity: Level | None = None
    environments: tuple[str, ...] = ()
    open: bool | None = None

    @property
    def rule(self) -> str | None:
        """The id of its rule."""
        return None if self.identity is None else rule_and_scope(self.identity)[0]

    @property
    def scope(self) -> str | None:
        """The scope of its resource."""
        return None if self.identity is None else rule_and_scope(self.identity)[1]

    def covers(self, finding: Finding) -> bool:
        """Whether a finding of this identity is the known one: what could not be decided, and is
        certainly wrong now, is not."""
        if self.open and finding.kind is Kind.FAIL:
            return False
        environment = finding.resource.environment
        if self.environments and environment and environment not in self.environments:
            return False
        if finding.drift is None or self.severity is None:
            return True
        return finding.rule.severity.rank <= self.severity.rank


@dataclass(slots=True)
class Baseline:
    """The known findings of a file, and which of them were found again.

    source: the file as the user named it.
    """

    source: str
    entries: tuple[Entry, ...]
    found: set[Entry] = field(default_factory=set)
    _by_digest: dict[str, list[Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.entries:
            self._by_digest.setdefault(entry.digest, []).append(entry)

    def apply(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings, known ones among them suppressed. What is suppressed already stays so."""
        return [self._judged(finding) for finding in findings]

    def _judged(self, finding: Finding) -> Finding:
        if finding.kind is Kind.PASS:
            return finding
        known = self._known(finding)
        entry = next((one for one in known if one.covers(finding)), None)
        # What got worse is found again, though it is new.
        self.found.update(known[:1] if entry is None else (entry,))
        if entry is None or finding.kind is Kind.SUPPRESSED:
            return finding
        why = Suppression("baseline", reason=_KNOWN_TO + self.source)
        return finding._replace(kind=Kind.SUPPRESSED, suppression=why)

    def _known(self, finding: Finding) -> Sequence[Entry]:
        """The entries of a finding's identity; of an earlier one if it was moved since."""
        known = self._by_digest.get(digest(finding.identity))
        if known:
            return known
        for moved in earlier_identities(finding.rule.id, finding.resource, finding.attribute):
            known = self._by_digest.get(digest(moved))
            if known:
                return known
        return ()

    def absent(
        self, ran: Collection[str] | Callable[[str], bool], scopes: Collection[str] | None = None
    ) -> list[Diagnostic]:
        """A note for each known finding that is none any more.

        ran: the ids of the rules that were asked. scopes: those that were looked at; None for all.
        """
        asked = ran if callable(ran) else ran.__contains__
        return [
            Diagnostic(
                DiagnosticLevel.NOTE,
                "baseline-absent",
                f"{entry.identity} is found no more; `trueup baseline update` takes it out",
                self.source,
            )
            for entry in self.entries
            if entry not in self.found
            and entry.rule is not None
            and asked(entry.rule)
            and (scopes is None or entry.scope in scopes)
        ]


def digest(identity: str) -> str:
    """What stands for an identity in SARIF."""
    from hashlib import sha256

    return sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()


# ---- reading and writing -------------------------------------------------------------------


def load(data: bytes, source: str) -> Baseline:
    """The baseline in a file's bytes: our own format, a JSON report or SARIF.

    Raises ConfigurationError for anything else.
    """
    import json

    try:
        tree = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{source}: no baseline: it is not JSON") from error
    if not isinstance(tree, dict):
        tree = {}
    try:
        if tree.get("schema") == SCHEMA:
            found = [_entry(one) for one in tree["findings"]]
        elif tree.get("schema") == _REPORT:
            found = list(of_report(tree))
        elif tree.get("version") == "2.1.0" and "runs" in tree:
            found = list(_of_sarif(tree))
        else:
            raise ConfigurationError(
                f"{source}: no baseline; write one with `trueup baseline write`, or name a JSON "
                "or SARIF report of trueup"
            )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigurationError(f"{source}: a baseline with an entry that makes no sense") from (
            error
        )
    return Baseline(source, tuple(dict.fromkeys(found)))


def _entry(tree: Mapping[str, Any]) -> Entry:
    identity = tree["identity"]
    severity = tree.get("severity")
    return Entry(
        identity,
        digest(identity),
        None if severity is None else Level(severity),
        tuple(str(name) for name in tree.get("environments", ())),
        True if tree.get("kind") == Kind.OPEN.value else None,
    )


def known_of_report(tree: Mapping[str, Any], is_it: Callable[[str], bool]) -> Iterator[Entry]:
    """The findings of a JSON report that a baseline knew when it was made.

    is_it: whether the name of a baseline's file is that of the one that is meant.
    """
    results = [
        result
        for result in tree["results"]
        if _source(result) == "baseline"
        and is_it(str(result["suppression"].get("reason")).removeprefix(_KNOWN_TO))
    ]
    return _of_results(results, ())


def of_report(tree: Mapping[str, Any]) -> Iterator[Entry]:
    """The findings of a JSON report that count, or that a baseline knows already."""
    return _of_results(tree["results"], _KEPT)


def _source(result: Mapping[str, Any]) -> object:
    return (result.get("suppression") or {}).get("source")


def _of_results(results: Iterable[Mapping[str, Any]], kinds: Collection[str]) -> Iterator[Entry]:
    for result in results:
        severity = Level(result["severity"])
        for one in result["instances"]:
            known = one["kind"] == Kind.SUPPRESSED.value and _source(result) == "baseline"
            if one["kind"] in kinds or known:
                identity = one["identity"]
                names = tuple(sorted(str(name) for name in one["environments"]))
                undecided = None if known else one["kind"] == Kind.OPEN.value
                yield Entry(identity, digest(identity), severity, names, undecided)


def _of_sarif(tree: Mapping[str, Any]) -> Iterator[Entry]:
    """Of an audit file all that count; of a file for GitHub what it has, by digest."""
    for run in tree["runs"]:
        if not run["tool"]["driver"]["name"].startswith("trueup"):
            continue
        for result in run["results"]:
            if result.get("baselineState") == "absent":
                continue  # it was found by an earlier run, and is mended
            properties = result.get("properties") or {}
            if "instances" in properties:
                suppressed = result.get("suppressions") or [{}]
                source = (suppressed[0].get("properties") or {}).get("source")
                yield from of_report(
                    {"results": [{**properties, "suppression": {"source": source}}]}
                )
            elif result.get("kind", "fail") == "fail":
                yield Entry(None, str(result["partialFingerprints"][_DIGEST]))


def merged(parts: Iterable[Iterable[Entry]]) -> list[Entry]:
    """Entries of several reports as one baseline, an identity once, in the order of identities."""
    found: dict[str, Entry] = {}
    for entry in (one for part in parts for one in part):
        known = found.get(entry.digest)
        if known is not None:
            worst = max(
                (one for one in (known.severity, entry.severity) if one is not None),
                key=lambda level: level.rank,
                default=None,
            )
            names = {*known.environments, *entry.environments}
            every = not (known.environments and entry.environments)
            told = {known.open, entry.open}
            entry = replace(
                known,
                severity=worst,
                environments=() if every else tuple(sorted(names)),
                open=False if False in told else True if True in told else None,
            )
        found[entry.digest] = entry
    return sorted(found.values(), key=lambda entry: (entry.identity or "", entry.digest))


def dump(entries: Iterable[Entry]) -> bytes:
    """A baseline as a file, one entry a line, so that changes of it are easy to review."""
    import json

    rows = []
    for entry in entries:
        if entry.identity is None:
            continue
        row: dict[str, Any] = {"identity": entry.identity}
        if entry.severity is not None:
            row["severity"] = entry.severity.value
        if entry.open:
            row["kind"] = Kind.OPEN.value
        if entry.environments:
            row["environments"] = list(entry.environments)
        rows.append("    " + json.dumps(row))
    body = ",\n".join(rows)
    text = f'{{\n  "schema": "{SCHEMA}",\n  "findings": [\n{body}\n  ]\n}}\n'
    return text.encode()
