"""Views that hide spelling, so that rules stay short. Rules import from here alone."""

from __future__ import annotations

from scanner.shapes.networks import Opening, ingress
from scanner.shapes.policies import statements
from scanner.shapes.values import matches

__all__ = ["Opening", "ingress", "matches", "statements"]
