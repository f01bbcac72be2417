"""Views that hide spelling, so that rules stay short. Rules import from here alone.

Every function takes the view that a rule's check receives, or one below it, and gives views, so
that `fail` on them finds the right line.
"""

from __future__ import annotations

from scanner.shapes.dockerfiles import commands, final_stage, instructions, program, stages
from scanner.shapes.networks import Opening, ingress
from scanner.shapes.policies import statements
from scanner.shapes.values import matches
from scanner.shapes.workloads import SERVING, WORKLOADS, containers, pod_labels, pod_spec

__all__ = [
    "SERVING",
    "WORKLOADS",
    "Opening",
    "commands",
    "containers",
    "final_stage",
    "ingress",
    "instructions",
    "matches",
    "pod_labels",
    "pod_spec",
    "program",
    "stages",
    "statements",
]
