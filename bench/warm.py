"""How long a warm worker takes for its first verdict of a type, for what users call waiting."""

from __future__ import annotations

import statistics
import tempfile
import time
from typing import NamedTuple

from scanner.packs.checkov.session import Ask, Session


class First(NamedTuple):
    """Seconds until the first verdict of a type. median: of all types. worst: of `place`."""

    median: float
    worst: float
    place: str


def first_verdicts(python: str, everything: bool, sessions: int = 3) -> First:
    """Ask a worker about each type that Checkov has checks of, once.

    python: Checkov's interpreter. everything: let it import all checks beforehand, as whoever
    judges again and again does; else what most checks import, as a scan does before it knows which
    types there are. The fastest of a few sessions counts for each type: other programs make it
    slower, nothing makes it faster.
    """
    with tempfile.TemporaryDirectory() as cache:
        with Session(python, cache) as session:
            # To make the list imports all checks: those that are measured find it in the cache.
            assert session.catalogue.modules
        return _measured(python, cache, everything, sessions)


def _measured(python: str, cache: str, everything: bool, sessions: int) -> First:
    best: dict[str, float] = {}
    for _ in range(sessions):
        with Session(python, cache) as session:
            session.start()
            modules = session.catalogue.modules
            if everything:
                session.warm()
            session.worker.ask({"do": "warm", "modules": []}, "its start")
            for place, names in modules.items():
                kind, _, type_ = place.partition("/")
                request = {"do": "judge", "kind": kind, "type": type_, "name": "a", "path": "a"}
                ask = Ask(place.encode(), place, names, place, {**request, "conf": {}})
                started = time.perf_counter()
                list(session.judge([ask]))
                spent = time.perf_counter() - started
                best[place] = min(spent, best.get(place, spent))
    worst = max(best, key=best.__getitem__)
    return First(statistics.median(best.values()), best[worst], worst)
