"""A run's results as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scanner.identity import identity
from scanner.load.sarif.log import Problem, at, items, mapping, number, text
from scanner.load.sarif.places import Places
from scanner.load.sarif.severity import severity
from scanner.model import Kind, Level, Location, Origin, Path, Resource, Rule, RuleBody
from scanner.outcome import Finding, Suppression
from scanner.project import Project

_LONGEST_NAME = 200
_MOST_TAGS = 100
_MOST_ARGUMENTS = 20
_LONGEST_TEXT = 4_000
_LEFT_OUT = frozenset({"pass", "notApplicable", "informational"})
_OPEN = frozenset({"open", "review"})
_VERSION = re.compile(r"(?<=[^@/\s])@[^@/\s\d]*\d[^@/\s]*\Z")
_LOCATED_PACKAGE = re.compile(r": (\S{1,200})\Z")
_NAMED_PACKAGE = re.compile(r"Package: (\S{1,200})(?:\n|\Z)")
_CWE = re.compile(r"(?:external/cwe/)?cwe-(\d{1,5})\b", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\([^()\s]{0,2000}\)")
_PLACEHOLDER = re.compile(r"\{(\d{1,3})\}")
_CONFIDENCES = {
    "very-high": Level.HIGH,
    "high": Level.HIGH,
    "medium": Level.MEDIUM,
    "low": Level.LOW,
}
_SECRET: Path = ("secret",)
_SECRET_TOOLS = frozenset({"gitleaks", "trufflehog", "ggshield", "detect-secrets"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a result is; it is never more than one place."""

    location: Location

    def locate(self, _path: Path) -> Location:
        """That place."""
        return self.location


@dataclass(frozen=True, slots=True)
class Read:
    """A run: its tool's name in rules, its findings, and what it says is missing."""

    tool: str
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()


class Reader:
    """Reads the runs of one file.

    source: the file, for results that name no other. known: names of tools seen so far. most:
    results that are read, of all runs.
    """

    def __init__(self, project: Project, source: str, known: set[str], most: int) -> None:
        self._project = project
        self._source = source
        self._known = known
        self._left = most
        self._most = most
        self._counts: dict[str, int] = {}
        self._seen: set[tuple[object, ...]] = set()

    def run(self, run: dict[str, Any], number: int) -> Read:
        """One run. number: its place in the file."""
        driver = mapping(mapping(run.get("tool")).get("driver"))
        name = text(driver.get("name"))
        tool = tool_name(name)
        if not tool:
            problem = Problem("imported-malformed", f"run {number + 1} does not say of which tool")
            return Read("unnamed", problems=(problem,))
        if tool in ("trueup", "trueup-drift"):
            problem = Problem(
                "imported-own",
                "is a report of trueup's own, whose findings would count twice; leave it out, or "
                "give it with --baseline",
            )
            return Read(tool, problems=(problem,))
        results = run.get("results")
        problems = list(_failures(run, name))
        if not isinstance(results, list):
            problems.append(
                Problem("imported-incomplete", f"{_short(name)} wrote no results: it failed")
            )
            return Read(tool, problems=tuple(problems))
        if len(results) > self._left:
            problems.append(
                Problem(
                    "imported-too-many",
                    f"has more than {self._most:,} results; the rest is not read, have the other "
                    "scanner report the worst only",
                )
            )
            results = results[: self._left]
        self._left -= len(results)
        places = Places(run, self._project)
        rules = _Rules(run, tool)
        findings, malformed = [], 0
        for result in results:
            if not isinstance(result, dict):
                malformed += 1
                continue
            finding = self._finding(result, rules, places)
            if finding is not None:
                findings.append(finding)
        if malformed:
            problems.append(
                Problem("imported-malformed", f"{malformed} results are no objects; not read")
            )
        notes = tuple(_warnings(run, name))
        return Read(tool, tuple(findings), tuple(problems), notes, frozenset(places.unread))

    def _finding(self, result: dict[str, Any], rules: _Rules, places: Places) -> Finding | None:
        kind = text(result.get("kind")) or "fail"
        if kind in _LEFT_OUT or result.get("baselineState") == "absent":
            return None
        rule, message = rules.of(result)
        first = next(iter(items(result.get("locations"))), None)
        location, file = places.of(mapping(first))
        scope = file or self._source
        address = _address(result, mapping(first)) or file or rule.id
        own = self._identity(rule, scope, address, result, location, message)
        if own is None:
            return None
        secret = rules.is_secret(rule)
        suppression = _suppression(result, rules.tool)
        return Finding(
            rule=rule,
            resource=Resource(
                type=rules.tool,
                address=address,
                attributes={},
                origin=Origin.IMPORTED,
                source=Place(location),
                scope=scope,
                sensitive=frozenset({_SECRET}) if secret else frozenset(),
            ),
            kind=(
                Kind.SUPPRESSED
                if suppression is not None
                else Kind.OPEN
                if kind in _OPEN
                else Kind.FAIL
            ),
            path=_SECRET if secret else (),
            address=address,
            attribute="",
            message=message,
            location=location,
            identity=own,
            suppression=suppression,
        )

    def _identity(
        self,
        rule: Rule,
        scope: str,
        address: str,
        result: dict[str, Any],
        location: Location,
        message: str,
    ) -> str | None:
        """Of several that are told apart by their lines alone, the second is ``#2``; None for what
        was said before, word for word."""
        base = identity(rule.id, scope, address, _fingerprint(result))
        said = (base, location, message, rule.severity, bool(result.get("suppressions")))
        if said in self._seen:
            return None
        self._seen.add(said)
        count = self._counts[base] = self._counts.get(base, 0) + 1
        return base if count == 1 else f"{base}#{count}"


class _Rules:
    """The rules of a run, by what results may call them."""

    def __init__(self, run: dict[str, Any], tool: str) -> None:
        self.tool = tool
        components = mapping(run.get("tool"))
        self._driver = items(mapping(components.get("driver")).get("rules"))
        self._extensions = [
            items(mapping(one).get("rules")) for one in items(components.get("extensions"))
        ]
        self._by_id: dict[str, dict[str, Any]] = {}
        for rules in (self._driver, *self._extensions):
            for rule in rules:
                self._by_id.setdefault(text(mapping(rule).get("id")), mapping(rule))
        self._made: dict[tuple[str, Level], Rule] = {}
        self._secrets: set[str] = set()

    def of(self, result: dict[str, Any]) -> tuple[Rule, str]:
        """A result's rule, with the severity that the result has, and what it says."""
        reference = mapping(result.get("rule"))
        name = text(result.get("ruleId")) or text(reference.get("id"))
        index = result.get("ruleIndex", reference.get("index"))
        component = mapping(reference.get("toolComponent")).get("index")
        rules = self._driver
        if component is not None:
            place = number(component)
            there = place is not None and place < len(self._extensions)
            rules = self._extensions[place] if there and place is not None else []
        about = at(rules, index)
        if name and text(about.get("id")) != name and not name.startswith(f"{about.get('id')}/"):
            # A hierarchical id (CA1000/1) is a kind of violation of one rule.
            about = self._by_id.get(name) or self._by_id.get(name.rpartition("/")[0]) or {}
        name = name or text(about.get("id")) or "unnamed"
        level = severity(result, about)
        key = (name, level)
        if key not in self._made:
            self._made[key] = self._make(name, about, level)
        return self._made[key], _message(result, about) or self._made[key].title

    def _make(self, name: str, about: dict[str, Any], level: Level) -> Rule:
        properties = mapping(about.get("properties"))
        tags = [text(tag)[:_LONGEST_NAME] for tag in items(properties.get("tags"))[:_MOST_TAGS]]
        weakness = next((m for tag in tags if (m := _CWE.match(tag))), None)
        full = _prose(about.get("fullDescription"))
        title = _prose(about.get("shortDescription")) or full or _words(text(about.get("name")))
        body = RuleBody(
            check=_judged_elsewhere,
            description=full or title,
            cwe=int(weakness[1]) if weakness else None,
            references=tuple(filter(None, [text(about.get("helpUri"))[:_LONGEST_TEXT]])),
        )
        own = f"{self.tool}/{_short(name)}"
        lowered = " ".join((*tags, name, text(about.get("name")))).lower()
        if self.tool in _SECRET_TOOLS or "secret" in lowered or "password" in lowered:
            self._secrets.add(own)
        return Rule(
            id=own,
            on=(),
            severity=level,
            body=lambda: body,
            title=title or own,
            platform=self.tool,
            confidence=_CONFIDENCES.get(text(properties.get("precision")), Level.MEDIUM),
        )

    def is_secret(self, rule: Rule) -> bool:
        """Whether the line that it points at may hold a secret."""
        return rule.id in self._secrets


def _judged_elsewhere(_view: Any) -> None:
    """The other scanner has asked the question already."""


def tool_name(name: str) -> str:
    """``Snyk Container`` as rules and waivers name it: ``snyk-container``."""
    return re.sub(r"[^a-z0-9._]+", "-", name[:_LONGEST_NAME].lower()).strip("-.")


def _short(name: str) -> str:
    """A name on one line, with a digest for what is too long of it."""
    name = " ".join(name.split())
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:_LONGEST_NAME]}~{_digest(name)}"


def _digest(value: str) -> str:
    from hashlib import sha256

    return sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _fingerprint(result: dict[str, Any]) -> str:
    """A digest of what the other scanner knows its result by; empty where it says nothing."""
    for name in ("fingerprints", "partialFingerprints"):
        found = mapping(result.get(name))
        if found:
            pairs = sorted((key, text(value)) for key, value in found.items())
            return _digest("\n".join(f"{key}={value}" for key, value in pairs))
    return ""


def _address(result: dict[str, Any], location: dict[str, Any]) -> str:
    """What in the file it is about: a logical location, or a package, without its version: the
    next version that has it, too, has the same finding."""
    for logical in items(location.get("logicalLocations")):
        entry = mapping(logical)
        name = text(entry.get("fullyQualifiedName")) or text(entry.get("name"))
        if name:
            return _short(_VERSION.sub("", name[: 2 * _LONGEST_NAME]))
    said = text(mapping(location.get("message")).get("text"))[-2 * _LONGEST_NAME :]
    package = _LOCATED_PACKAGE.search(said)
    if package is not None and _VERSION.search(package[1]):
        return _VERSION.sub("", package[1])
    named = _NAMED_PACKAGE.match(text(mapping(result.get("message")).get("text")))
    return named[1] if named else ""


def _suppression(result: dict[str, Any], tool: str) -> Suppression | None:
    """What the file says of why it does not count. One that is under review, or was refused, says
    that it does."""
    said = [mapping(one) for one in items(result.get("suppressions"))]
    if not said or any(text(one.get("status") or "accepted") != "accepted" for one in said):
        return None
    why = next((w for one in said if (w := _line(text(one.get("justification"))))), "")
    return Suppression("imported", tool, why or "suppressed in the imported file")


def _message(result: dict[str, Any], rule: dict[str, Any]) -> str:
    message = mapping(result.get("message"))
    said = text(message.get("text")) or text(message.get("markdown"))
    if not said:
        strings = mapping(rule.get("messageStrings"))
        said = text(mapping(strings.get(text(message.get("id")))).get("text"))
    arguments = [text(one) for one in items(message.get("arguments"))[:_MOST_ARGUMENTS]]
    if arguments:
        said = _PLACEHOLDER.sub(
            lambda match: _argument(match, arguments), said[:_LONGEST_TEXT], _MOST_ARGUMENTS
        )
    return _line(said)


def _argument(match: re.Match[str], arguments: list[str]) -> str:
    index = int(match[1])
    return arguments[index][:_LONGEST_TEXT] if index < len(arguments) else match[0]


def _line(said: str) -> str:
    """Text of several lines on one, links by their words; of ``Fixed Version:`` without any,
    nothing."""
    said = _LINK.sub(r"\1", said[:_LONGEST_TEXT])
    lines = (" ".join(line.split()) for line in said.splitlines())
    return ", ".join(line for line in lines if line and (said[-1:] == ":" or line[-1] != ":"))


def _prose(value: Any) -> str:
    return _line(text(mapping(value).get("text")))


def _words(name: str) -> str:
    return " ".join(name.split())[:_LONGEST_NAME]


def _failures(run: dict[str, Any], name: str) -> Iterator[Problem]:
    """What the other scanner says it could not do."""
    for invocation in items(run.get("invocations")):
        if mapping(invocation).get("executionSuccessful") is False:
            said = next(_notifications(mapping(invocation)), "it does not say why")
            yield Problem(
                "imported-incomplete", f"{_short(name)} did not finish: {said}; run it again"
            )


def _warnings(run: dict[str, Any], name: str) -> Iterator[Problem]:
    """What went wrong although it finished."""
    for invocation in items(run.get("invocations")):
        if mapping(invocation).get("executionSuccessful") is not False:
            for said in _notifications(mapping(invocation)):
                yield Problem("imported-note", f"{_short(name)} says: {said}")


def _notifications(invocation: dict[str, Any]) -> Iterator[str]:
    for note in items(invocation.get("toolExecutionNotifications"))[:20]:
        if mapping(note).get("level") == "error":
            yield _prose(mapping(note).get("message")) or "an error without a message"
