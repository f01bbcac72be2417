"""Drift: declared, recorded and live resources compared. Pure; no input or output.

`compare` classifies, `effects` weighs each finding by the rulebook, `remedies` says what to do
about it, `results` makes what is reported. `compare_objects` and `object_remedies` are the same for
Kubernetes, whose objects have no projection: any field may drift.
"""

from __future__ import annotations

from scanner.drift.actors import with_actors
from scanner.drift.clusters import ClusterPair, ClusterView, compare_objects, concerned
from scanner.drift.comparison import Comparison, Verified, compare
from scanner.drift.effects import effects
from scanner.drift.kubectl import object_remedies
from scanner.drift.object_findings import OBJECT_RULES
from scanner.drift.remedies import import_block, remedies
from scanner.drift.results import results
from scanner.drift.rules import RULES
from scanner.drift.words import SENSITIVE

__all__ = [
    "OBJECT_RULES",
    "RULES",
    "SENSITIVE",
    "ClusterPair",
    "ClusterView",
    "Comparison",
    "Verified",
    "compare",
    "compare_objects",
    "concerned",
    "effects",
    "import_block",
    "object_remedies",
    "remedies",
    "results",
    "with_actors",
]
