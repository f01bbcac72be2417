"""How bad another scanner's result is, on our scale."""

from __future__ import annotations

from typing import Any

from scanner.load.sarif.log import mapping, text
from scanner.model import Level

# The lower ends of the bands of CVSS 3, which GitHub shows `security-severity` by.
_BANDS = ((9.0, Level.CRITICAL), (7.0, Level.HIGH), (4.0, Level.MEDIUM), (0.0, Level.LOW))
_WORDS = {"error": Level.HIGH, "warning": Level.MEDIUM, "recommendation": Level.LOW}
_LEVELS = {
    "error": Level.HIGH,
    "warning": Level.MEDIUM,
    "note": Level.LOW,
    "none": Level.LOW,
}
DEFAULT = Level.MEDIUM
"""SARIF's own: a result without a level is a warning."""


def severity(result: dict[str, Any], rule: dict[str, Any]) -> Level:
    """By ``security-severity``, else ``problem.severity``, else the level: the result's own before
    its rule's."""
    bags = (mapping(result.get("properties")), mapping(rule.get("properties")))
    for bag in bags:
        level = _band(bag.get("security-severity"))
        if level is not None:
            return level
    for bag in bags:
        word = text(bag.get("problem.severity")).lower()
        if word in _WORDS:
            return _WORDS[word]
    default = mapping(rule.get("defaultConfiguration"))
    for said in (result.get("level"), default.get("level")):
        if text(said) in _LEVELS:
            return _LEVELS[text(said)]
    return DEFAULT


def _band(value: Any) -> Level | None:
    """The band of a number, written as a string as GitHub wants it or as a number; None for what
    is no score, and for 0.0, which says that nobody scored it."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        score = float(value)
    except (ValueError, OverflowError):
        return None
    if not 0.0 < score <= 10.0:
        return None
    return next(level for least, level in _BANDS if score >= least)
