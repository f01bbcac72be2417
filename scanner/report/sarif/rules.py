"""Rules as SARIF reporting descriptors. Nothing of a particular resource gets in here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sarif_om import MultiformatMessageString, ReportingConfiguration, ReportingDescriptor

from scanner.model import Level
from scanner.report.sarif.taxonomy import relationship
from scanner.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scanner.model import Rule
    from scanner.outcome import Result

MAX_TEXT = 1_024
MAX_NAME = 255
MAX_TAGS = 20

LEVELS = {
    Level.CRITICAL: "error",
    Level.HIGH: "error",
    Level.MEDIUM: "warning",
    Level.LOW: "note",
}
SECURITY_SEVERITIES = {
    Level.CRITICAL: "9.5",
    Level.HIGH: "8.0",
    Level.MEDIUM: "5.5",
    Level.LOW: "2.0",
}
_PROBLEM_SEVERITIES = {
    Level.CRITICAL: "error",
    Level.HIGH: "error",
    Level.MEDIUM: "warning",
    Level.LOW: "recommendation",
}
_PRECISIONS = {
    Level.CRITICAL: "very-high",
    Level.HIGH: "high",
    Level.MEDIUM: "medium",
    Level.LOW: "low",
}
_LANGUAGES = {"kubernetes": "yaml", "github": "yaml", "dockerfile": "dockerfile"}


def descriptors(
    results: Iterable[Result], others: Iterable[Rule] = ()
) -> tuple[list[Any], dict[str, int], list[int]]:
    """The rules behind `results`, and `others`, by id; the index of each; their weaknesses.

    GitHub keeps one severity for a rule. A policy gives a rule the same everywhere; drift judges
    each result, so the worst of them stands for the rule, and the level of each result is exact.
    """
    rules: dict[str, Rule] = {}
    severities: dict[str, Level] = {}
    for result in results:
        rule_id = result.rule.id
        known = severities.get(rule_id)
        rules.setdefault(rule_id, result.rule)
        if known is None or result.severity.rank > known.rank:
            severities[rule_id] = result.severity
    for rule in others:
        rules.setdefault(rule.id, rule)
        severities.setdefault(rule.id, rule.severity)
    ids = sorted(rules)
    weaknesses = sorted({rule.cwe for rule in rules.values() if rule.cwe is not None})
    places = {number: index for index, number in enumerate(weaknesses)}
    described = [_descriptor(rules[rule_id], severities[rule_id], places) for rule_id in ids]
    return described, {rule_id: index for index, rule_id in enumerate(ids)}, weaknesses


def _descriptor(rule: Rule, severity: Level, weaknesses: Mapping[int, int]) -> Any:
    title = _prose(rule.title or rule.id)
    description = _prose(rule.description) or title
    return ReportingDescriptor(
        id=rule.id,
        name=_name(rule.id),
        short_description=MultiformatMessageString(text=_cut(title)),
        full_description=MultiformatMessageString(text=_cut(description)),
        help=MultiformatMessageString(text=_help_text(rule), markdown=_help_markdown(rule)),
        help_uri=next(filter(_is_web_address, rule.references), None),
        default_configuration=ReportingConfiguration(level=LEVELS[severity]),
        relationships=None if rule.cwe is None else [relationship(rule.cwe, weaknesses)],
        properties={
            "security-severity": SECURITY_SEVERITIES[severity],
            "precision": _PRECISIONS[rule.confidence],
            "problem.severity": _PROBLEM_SEVERITIES[severity],
            "tags": _tags(rule),
        },
    )


def _is_web_address(reference: str) -> bool:
    return reference.startswith("https://") and reference.isprintable() and " " not in reference


def _name(rule_id: str) -> str:
    """``aws-s3-bucket-public`` as the identifier ``AwsS3BucketPublic``."""
    words = re.split(r"[^0-9A-Za-z]+", rule_id)
    return "".join(word[:1].upper() + word[1:] for word in words)[:MAX_NAME] or "Rule"


def _tags(rule: Rule) -> list[str]:
    """What code scanning filters by; it shows the first ten."""
    tags = ["security"]
    if rule.platform:
        tags.append(visible(rule.platform))
    if rule.cwe is not None:
        tags.append(f"external/cwe/cwe-{rule.cwe}")
    tags += [visible(one) for one in (*rule.tags, *rule.aliases)]
    return list(dict.fromkeys(tags))[:MAX_TAGS]


def _cut(text: str) -> str:
    """At most what GitHub stores, ending with a whole word."""
    if len(text) <= MAX_TEXT:
        return text
    return text[: MAX_TEXT - 4].rsplit(" ", 1)[0] + " ..."


def _prose(text: str) -> str:
    """A docstring's text on one line, as a sentence."""
    joined = visible(" ".join(text.split()))
    return joined if not joined or joined.endswith((".", "!", "?")) else f"{joined}."


def _block(text: str) -> str:
    """Text of several lines, each made safe to show."""
    return "\n".join(visible(row.replace("\t", "    ")) for row in text.strip("\n").split("\n"))


def _help_text(rule: Rule) -> str:
    parts = [_block(rule.description.strip() or rule.title or rule.id)]
    if rule.fix:
        parts.append(f"Fix: {_prose(rule.fix)}")
    if rule.bad:
        parts.append(f"Bad:\n{_block(rule.bad[0])}")
    if rule.good:
        parts.append(f"Good:\n{_block(rule.good[0])}")
    if rule.aliases:
        parts.append(f"Also known as: {visible(', '.join(rule.aliases))}.")
    if rule.references:
        parts.append("\n".join(visible(url) for url in rule.references))
    return "\n\n".join(parts)


def _help_markdown(rule: Rule) -> str:
    language = _LANGUAGES.get(rule.platform, "hcl")
    parts = [_block(rule.description.strip() or rule.title or rule.id)]
    if rule.fix:
        parts.append(f"**Fix:** {_prose(rule.fix)}")
    if rule.bad:
        parts.append(f"**Bad:**\n\n{_fenced(rule.bad[0], language)}")
    if rule.good:
        parts.append(f"**Good:**\n\n{_fenced(rule.good[0], language)}")
    parts += _named("Also known as", [f"`{visible(alias)}`" for alias in rule.aliases])
    parts += _named("Related", [f"`{visible(other)}`" for other in rule.related_ids])
    if rule.references:
        parts.append("\n".join(f"- <{visible(url)}>" for url in rule.references))
    return "\n\n".join(parts)


def _named(label: str, items: Sequence[str]) -> list[str]:
    return [f"{label}: {', '.join(items)}"] if items else []


def _fenced(example: str, language: str) -> str:
    """`example` as a code block, fenced by more backticks than it has in a row."""
    fence = "```"
    while fence in example:
        fence += "`"
    return f"{fence}{language}\n{_block(example)}\n{fence}"
