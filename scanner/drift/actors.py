"""Which of a resource's recorded changes is the one that a drift finding is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from scanner.drift.comparison import Comparison
from scanner.model import Resource
from scanner.outcome import DriftClass, Finding
from scanner.projection import Change

History = Callable[[Resource], Sequence[Change]]
"""The changes of a resource that is live, or was, newest first."""

_MADE: Final = re.compile(r"(Create|Run|Register|Import|Allocate|Put|Request|Copy|Start|Add)[A-Z]")
_ENDED: Final = re.compile(
    r"(Delete|Terminate|Release|Deregister|Remove|Schedule\w{0,20}Deletion|Detach|Disassociate)[A-Z]?"
)
_WHOLE: Final = re.compile(r"Create|Delete|Terminate|Run[A-Z]")
_CHANGED: Final = (DriftClass.DRIFTED, DriftClass.CONFLICT, DriftClass.ADOPTED, DriftClass.DIFFERS)
_WORDS: Final = re.compile(r"[A-Z]?[a-z0-9]+")
# Words of attributes that APIs call something else.
_SYNONYMS: Final = {
    "ingress": {"ingress", "rules"},
    "egress": {"egress", "rules"},
    "assume": {"assume", "trust"},
    "public": {"public", "access"},
    "managed": {"attach", "detach"},
    "inline": {"put", "policy"},
}
_EMPTY: Final = frozenset(
    {"a", "configuration", "enable", "enabled", "id", "is", "of", "rule", "set"}
)


def with_actors(comparison: Comparison, history: History, limit: int = 40) -> Comparison:
    """The comparison with who, when and with what on each finding that the history explains.

    history is asked once per resource, for `limit` resources at most: those whose drift breaks a
    rule first.
    """
    asked: dict[tuple[str, str, str], Sequence[Change]] = {}
    found: dict[int, Finding] = {}
    candidates = [one for one in comparison.findings if _is_change(one)]
    for finding in sorted(candidates, key=_urgency):
        resource = finding.resource
        key = resource.scope, resource.type, finding.address
        if key not in asked:
            if len(asked) >= limit:
                continue
            asked[key] = history(resource)
        change = choose(asked[key], finding)
        if change is not None and finding.drift is not None:
            tool = f"{change.tool} ({change.event})" if change.tool else change.event
            drift = replace(finding.drift, actor=change.actor, at=change.at, tool=tool)
            found[id(finding)] = finding._replace(drift=drift)
    findings = tuple(found.get(id(one), one) for one in comparison.findings)
    return replace(comparison, findings=findings)


def _is_change(finding: Finding) -> bool:
    of = finding.drift.drift_class if finding.drift else None
    return of in (*_CHANGED, DriftClass.MISSING, DriftClass.UNMANAGED)


def _urgency(finding: Finding) -> tuple[bool, int]:
    effect = finding.drift.effect if finding.drift else ""
    return effect != "worsened", -finding.rule.severity.rank


def choose(changes: Sequence[Change], finding: Finding) -> Change | None:
    """The change that the finding is about: for a deleted resource the newest call that ends one,
    for an unmanaged one the call that made it, for an attribute the newest call that speaks of
    it, else the newest that neither makes nor ends a whole resource."""
    assert finding.drift is not None
    of = finding.drift.drift_class
    if of is DriftClass.MISSING:
        return next((one for one in changes if _ENDED.match(one.event)), None)
    if of is DriftClass.UNMANAGED:
        made = [one for one in changes if _MADE.match(one.event)]
        return made[-1] if made else None
    words = words_of(finding.attribute)
    for one in changes:
        # "Tagging" speaks of tags.
        if any(said.startswith(word) for said in _event_words(one.event) for word in words):
            return one
    return next((one for one in changes if not _WHOLE.match(one.event)), None)


def words_of(attribute: str) -> set[str]:
    """What an API may call an attribute, in single words without plural."""
    found: set[str] = set()
    for word in re.split(r"[._]", attribute):
        found |= _SYNONYMS.get(word, {word})
    return {_singular(one) for one in found} - _EMPTY


def _event_words(event: str) -> set[str]:
    return {_singular(one.lower()) for one in _WORDS.findall(event)} - _EMPTY


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
