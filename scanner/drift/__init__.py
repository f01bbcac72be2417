"""Drift: declared, recorded and live resources compared. Pure; no input or output.

`compare` classifies, `effects` weighs each finding by the rulebook, `remedies` says what to do
about it, `results` makes what is reported.
"""

from __future__ import annotations

from scanner.drift.actors import with_actors
from scanner.drift.comparison import Comparison, Verified, compare
from scanner.drift.effects import effects
from scanner.drift.remedies import import_block, remedies
from scanner.drift.results import results
from scanner.drift.rules import RULES
from scanner.drift.words import SENSITIVE

__all__ = [
    "RULES",
    "SENSITIVE",
    "Comparison",
    "Verified",
    "compare",
    "effects",
    "import_block",
    "remedies",
    "results",
    "with_actors",
]
