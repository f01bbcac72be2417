"""Drift: declared, recorded and live resources compared. Pure; no input or output.

`compare` classifies, `effects` weighs each finding by the rulebook, `remedies` says what to do
about it, `results` makes what is reported. `compare_objects` and `object_remedies` are the same for
Kubernetes, whose objects have no projection: any field may drift.
"""

from __future__ import annotations

from scanner.drift.actors import with_actors
from scanner.drift.cluster_view import ClusterPair, ClusterView, Recorded
from scanner.drift.clusters import compare_objects, concerned
from scanner.drift.comparison import Comparison, Verified, compare
from scanner.drift.coverage import total_coverage
from scanner.drift.effects import effects
from scanner.drift.ignores import DriftIgnore, Ignores
from scanner.drift.join import pair_up
from scanner.drift.kubectl import object_remedies
from scanner.drift.object_findings import OBJECT_RULES
from scanner.drift.patches import Written, import_file, patch_file
from scanner.drift.remedies import Apply, import_block, remedies
from scanner.drift.results import results
from scanner.drift.rules import RULES
from scanner.drift.secret_lines import secret_lines
from scanner.drift.words import SENSITIVE

__all__ = [
    "OBJECT_RULES",
    "RULES",
    "SENSITIVE",
    "Apply",
    "ClusterPair",
    "ClusterView",
    "Comparison",
    "DriftIgnore",
    "Ignores",
    "Recorded",
    "Verified",
    "Written",
    "compare",
    "compare_objects",
    "concerned",
    "effects",
    "import_block",
    "import_file",
    "object_remedies",
    "pair_up",
    "patch_file",
    "remedies",
    "results",
    "secret_lines",
    "total_coverage",
    "with_actors",
]
