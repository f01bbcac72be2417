"""GitLab's security report for static analysis, which its infrastructure scanning uses, too.

``artifacts: reports: sast``. The vulnerability's id and its tracking signature come from the
identity, so that a finding stays the same vulnerability when lines move. GitLab compares branches
by itself: the file has all findings that count, also with ``--since``. Text that GitLab renders as
Markdown is ours, or stands in a code span, where nothing is a link, a mention or an image.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from scanner.model import Kind, Level
from scanner.report.calls import call_chains
from scanner.report.collector import no_collector
from scanner.report.encode import dumps
from scanner.report.fingerprint import digest, unique_identities
from scanner.report.sarif.fingerprints import correlator
from scanner.report.visible import one_line, visible
from scanner.report.words import (
    addresses_of,
    controls_of,
    count,
    drift_words,
    environment_words,
    failing,
    incomplete_words,
    is_uncounted,
    message_of,
    place_of,
    placeless,
    repository_paths,
    rule_of,
    title_of,
    uncounted_words,
    web_links,
)
from scanner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scanner.model import Location, Rule
    from scanner.outcome import Report, Result

VERSION = "15.1.4"
"""Of GitLab's schema. GitLab warns of reports whose version is not one that it carries."""
SCHEMA = (
    "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/"
    f"v{VERSION}/dist/sast-report-format.json"
)
SEVERITIES = {
    Level.CRITICAL: "Critical",
    Level.HIGH: "High",
    Level.MEDIUM: "Medium",
    Level.LOW: "Low",
}
MAX_IDENTIFIERS = 20
"""GitLab keeps no more of a finding."""
_MAX_NAME = 255
_MAX_TEXT = 5_000
_MAX_REASONS = 100
_MAX_ADDRESSES = 100
_MAX_CALLS = 20
_CATALOGUES = (("CKV", "checkov"), ("AVD-", "trivy"), ("CVE-", "cve"), ("GHSA-", "ghsa"))
_SLUG = re.compile(r"[^a-z0-9]+")


def render(report: Report) -> bytes:
    """`report` as one line of UTF-8 JSON with a newline at the end, worst findings first."""
    with no_collector():
        return dumps(_tree(report)) + b"\n"


def _tree(report: Report) -> dict[str, Any]:
    path_of = repository_paths(report)
    found = failing(report.results)
    guid = correlator()
    rule_part = _rule_parts(controls_of(report))
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "scan": _scan(report),
        "vulnerabilities": [
            {
                "id": guid(own),
                **rule_part(result),
                **_vulnerability(result, digest(own), report, path_of),
            }
            for result, own in zip(found, unique_identities(found), strict=True)
        ],
    }


def omissions(report: Report) -> list[str]:
    """What GitLab cannot show in a file of the repository."""
    away = placeless(report)
    text = f"{count(away, 'finding')} without a file in the repository: no location"
    return [text] if away else []


# ---- the scan ------------------------------------------------------------------------------


def _scan(report: Report) -> dict[str, Any]:
    # A scanner of its own: GitLab takes what a scanner finds no more for resolved, and drift must
    # not resolve what a scan has found.
    name = "trueup" if report.command == "scan" else f"trueup {report.command}"
    tool = {
        "id": name.replace(" ", "-"),
        "name": name,
        "version": __version__,
        "vendor": {"name": "trueup"},
    }
    started, ended = _times(report)
    messages = [
        {"level": "warn", "value": f"Incomplete: {one}"}
        for one in incomplete_words(report, _MAX_REASONS)
    ]
    for kind, text in (
        (Kind.OPEN, "not decided: left out of this report"),
        (Kind.SUPPRESSED, "suppressed: left out of this report"),
    ):
        number = sum(one.kind is kind for one in report.results)
        if number:
            messages.append({"level": "info", "value": f"{count(number, 'result')} {text}"})
    return {
        "analyzer": tool,
        "scanner": tool,
        "type": "sast",
        "start_time": started,
        "end_time": ended,
        "status": "success" if report.complete else "failure",
        "messages": messages,
    }


def _times(report: Report) -> tuple[str, str]:
    import time

    began, ended = report.times or (time.time(), time.time())
    pattern = "%Y-%m-%dT%H:%M:%S"
    return time.strftime(pattern, time.gmtime(began)), time.strftime(pattern, time.gmtime(ended))


# ---- findings ------------------------------------------------------------------------------


def _rule_parts(
    controls: Mapping[str, Sequence[tuple[str, str, str]]],
) -> Callable[[Result], dict[str, Any]]:
    """A function from a result to what its rule says, which is made once for each rule."""
    known: dict[int, dict[str, Any]] = {}

    def rule_part(result: Result) -> dict[str, Any]:
        rule = result.rule
        if id(rule) not in known:
            part: dict[str, Any] = {
                "name": title_of(result)[:_MAX_NAME],
                "identifiers": _identifiers(result, controls.get(rule.id, ())),
                "links": [{"url": url} for url in web_links(rule.references)],
            }
            if rule.fix:
                part["solution"] = _prose(rule, one_line(rule.fix, _MAX_TEXT)[:_MAX_TEXT])
            known[id(rule)] = part
        return known[id(rule)]

    return rule_part


def _vulnerability(
    result: Result,
    signature: str,
    report: Report,
    path_of: Callable[[str], str | None],
) -> dict[str, Any]:
    location = _location(result.location, path_of(result.location.path))
    signatures = [{"algorithm": "hash", "value": signature}]
    return {
        "description": _description(result),
        "severity": "Info" if is_uncounted(report, result) else SEVERITIES[result.severity],
        "location": location,
        "details": _details(result, report, path_of),
        "tracking": {"type": "source", "items": [{**location, "signatures": signatures}]},
    }


def _location(location: Location, path: str | None) -> dict[str, Any]:
    """Empty where there is no file in the repository: the schema has it so."""
    if path is None:
        return {}
    start = max(1, location.start_line)
    return {"file": path, "start_line": start, "end_line": max(start, location.end_line)}


def _description(result: Result) -> str:
    """GitLab reads it as Markdown: what is said of this finding, and why it matters."""
    rule = result.rule
    reason = " ".join(rule.description.split())
    if rule.title and reason.startswith(rule.title):
        reason = reason[len(rule.title) :].lstrip(".!? ")  # the name is the title already
    parts = [code_span(message_of(result)), _prose(rule, one_line(reason, _MAX_TEXT))]
    return "\n\n".join(filter(None, parts))


def _prose(rule: Rule, text: str) -> str:
    """What a rule says. Our rules and the user's are trusted; an imported one, whose id has a
    ``/``, repeats what another scanner read somewhere."""
    return code_span(text) if text and "/" in rule.id else text


def code_span(text: str) -> str:
    """`text`, of one line, as a code span of Markdown: fenced by more backticks than it has."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest or not text.strip() else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _identifiers(result: Result, controls: Sequence[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """The rule first: GitLab knows a vulnerability by its first identifier."""
    rule = result.rule
    found = [_identifier("trueup_rule", rule_of(result))]
    if rule.cwe is not None:
        url = f"https://cwe.mitre.org/data/definitions/{rule.cwe}.html"
        found.append({"type": "cwe", "name": f"CWE-{rule.cwe}", "value": str(rule.cwe), "url": url})
    found += [_identifier(_catalogue(alias), visible(alias)) for alias in rule.aliases if alias]
    for framework, version, control in controls:
        if control:
            name = f"{framework} {version} {control}"
            found.append({"type": _slug(framework), "name": name, "value": control})
    return found[:MAX_IDENTIFIERS]


def _identifier(type_: str, value: str) -> dict[str, Any]:
    return {"type": type_, "name": value, "value": value}


def _catalogue(alias: str) -> str:
    return next((name for prefix, name in _CATALOGUES if alias.startswith(prefix)), "alias")


def _slug(name: str) -> str:
    return _SLUG.sub("_", name.lower()).strip("_") or "framework"


def _details(
    result: Result, report: Report, path_of: Callable[[str], str | None]
) -> dict[str, Any]:
    """What else is known, as fields that GitLab shows as they are."""
    addresses = addresses_of(result)
    shown = [_text(one) for one in addresses[:_MAX_ADDRESSES]]
    if len(addresses) > _MAX_ADDRESSES:
        shown.append(_text(f"and {len(addresses) - _MAX_ADDRESSES} more"))
    calls = [
        {"type": "file-location", "file_name": path, "line_start": max(1, call.location.start_line)}
        for chain in call_chains(result)
        for call in chain
        if (path := path_of(call.location.path))
    ]
    where = result.location
    outside = "" if path_of(where.path) else place_of(where.path, where.start_line)
    texts = (
        ("id", "Id on the platform", visible(result.resource_id or "")),
        ("attribute", "Attribute", visible(result.attribute or "")),
        ("environments", "Environments", environment_words(result, report)),
        ("place", "Place", outside),
        ("note", "Note", uncounted_words(result, report)),
    )
    lists = (
        ("resources", "Resources", shown),
        ("drift", "Drift", [_text(one) for one in drift_words(result)]),
        ("calls", "Called by", calls[:_MAX_CALLS]),
    )
    fields = {
        key: {"name": name, "type": "list", "items": items} for key, name, items in lists if items
    }
    return fields | {key: {"name": name, **_text(text)} for key, name, text in texts if text}


def _text(value: str) -> dict[str, Any]:
    return {"type": "text", "value": one_line(value, _MAX_TEXT)}
