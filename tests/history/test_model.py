"""Sequences of audits in a database against the few lines that say what a history is."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.history import Life, Sighting, find_place, open_history
from scanner.history.lives import Key
from scanner.model import Level
from scanner.outcome import Audit, Standing

NAMES = ("a", "b", "c")
SERIES = ("scan", "drift live")
ENVIRONMENTS = ("", "prod")
KEYS = st.tuples(st.sampled_from(SERIES), st.sampled_from(NAMES), st.sampled_from(ENVIRONMENTS))


@dataclass
class Model:
    """there: what is open. ever: what was ever found. told: what came, went and came back."""

    there: set[Key] = field(default_factory=set)
    ever: set[Key] = field(default_factory=set)
    told: dict[Key, list[str]] = field(default_factory=dict)

    def audit(
        self, series: str, found: set[Key], looked: set[str]
    ) -> tuple[dict[Key, str], set[Key]]:
        """How each finding stands, and what is resolved."""
        standings = {
            key: "persisting" if key in self.there else "reopened" if key in self.ever else "new"
            for key in found
        }
        resolved = {key for key in self.there - found if key[0] == series and key[1][0] in looked}
        for key, standing in standings.items():
            if standing != "persisting":
                self.told.setdefault(key, []).append(standing)
        for key in resolved:
            self.told[key].append("resolved")
        self.there = (self.there | found) - resolved
        self.ever |= found
        return standings, resolved


def sighting_of(key: Key) -> Sighting:
    series, identity, environment = key
    return Sighting(
        series, identity, environment, identity[0], Level.LOW, "fail", "t", "t.x", "", ".", "code",
        "main.tf", 1, "wrong",
    )  # fmt: skip


@st.composite
def audits(draw: st.DrawFn) -> list[tuple[str, set[Key], set[str]]]:
    """(series, what is found there, rules that were asked) of each audit."""
    steps = []
    for _ in range(draw(st.integers(1, 7))):
        series = draw(st.sampled_from(SERIES))
        found = draw(st.sets(KEYS, max_size=6))
        own = {(series, f"{name}|.|t.x|", environment) for _, name, environment in found}
        steps.append((series, own, draw(st.sets(st.sampled_from(NAMES)))))
    return steps


@settings(max_examples=30, deadline=None)
@given(audits())
def test_audits_are_what_the_model_says(steps: list[tuple[str, set[Key], set[str]]]) -> None:
    model = Model()
    with tempfile.TemporaryDirectory() as folder:
        place = find_place(str(Path(folder, "audits.sqlite")), on_command_line=True)
        with open_history(place, create=True) as history:
            for series, found, looked in steps:

                def covers(life: Life, series: str = series, looked: set[str] = looked) -> bool:
                    return life.last.series == series and life.last.rule in looked

                standings, resolved = model.audit(series, found, looked)
                recorded = history.record(
                    Audit("", series, True, dict.fromkeys(Level, 0)),
                    "shop",
                    [sighting_of(key) for key in found],
                    (series,),
                    covers,
                )
                assert {k: p.standing.value for k, p in recorded.pasts.items()} == standings
                assert {life.last.key for life in recorded.resolved} == resolved
                last = recorded.trend[-1]
                assert (last.new, last.reopened, last.resolved) == (
                    sum(one == Standing.NEW for one in standings.values()),
                    sum(one == Standing.REOPENED for one in standings.values()),
                    len(resolved),
                )
            lives = history.lives("")
            assert {one.last.key for one in lives} == model.ever
            assert {one.last.key for one in lives if one.resolved is None} == model.there
            for life in lives:
                told = [event.standing.value for event in history.events(life)]
                assert told == model.told[life.last.key]
            assert len(history.audits()) == len(steps)
