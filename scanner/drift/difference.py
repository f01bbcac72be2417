"""A place where declared and live objects differ, and what a comparison of them amounts to."""

from __future__ import annotations

from dataclasses import dataclass, field

from scanner.drift.managers import Step
from scanner.model import Path, Value
from scanner.outcome import DriftClass


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that the views do not agree on; `MISSING` where a view lacks it.

    path: in the declared object, with what would be added to it. live_path: in the live object.
    steps: as managedFields name the place. order: it is only about the order of a list; the values
    are the keys of its elements.
    """

    path: Path
    live_path: Path
    steps: tuple[Step, ...]
    of: DriftClass
    declared: Value
    recorded: Value
    live: Value
    order: bool = False


@dataclass(slots=True)
class Compared:
    """differences: in the order of the declared object. fields: how many were compared; unknown:
    how many could not be, their declared value being unknown; skipped: left to an autoscaler.
    applier: who applied the manifest by a server-side apply; empty for nobody."""

    differences: list[Difference] = field(default_factory=list)
    fields: int = 0
    unknown: int = 0
    skipped: int = 0
    applier: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a comparison is; see `Difference`."""

    path: Path = ()
    live_path: Path = ()
    steps: tuple[Step, ...] = ()

    def at(self, name: str) -> Spot:
        return Spot((*self.path, name), (*self.live_path, name), (*self.steps, name))

    def element(self, index: int, live_index: int, step: Step) -> Spot:
        path, live_path = (*self.path, index), (*self.live_path, live_index)
        return Spot(path, live_path, (*self.steps, step))
