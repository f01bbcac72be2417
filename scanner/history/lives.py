"""The life of a finding over several audits: new, persisting, resolved, reopened. Pure.

A life is told apart by what the audit was of (its *series*), the finding's identity and its
environment. One series never resolves what another has found: see `Sighting.series`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from scanner.model import Level
from scanner.outcome import Standing

Key = tuple[str, str, str]
"""Series, identity, environment."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What an audit says of one finding; never a value that it found.

    series: what was looked at, in words: ``scan``, ``drift live --profile audit``. kind: fail,
    open or suppressed. scope, origin: of its resource. path: relative to the repository, else as
    it is shown; empty without a file. title: of the rule, and of a policy finding its message.
    drift_class, effect, actor: of drift; empty otherwise. earlier: identities that it had before
    its resource was moved, latest first; not kept.
    """

    series: str
    identity: str
    environment: str
    rule: str
    severity: Level
    kind: str
    type: str
    address: str
    attribute: str
    scope: str
    origin: str
    path: str
    line: int
    title: str
    drift_class: str = ""
    effect: str = ""
    actor: str = ""
    earlier: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> Key:
        """What tells it from every other."""
        return self.series, self.identity, self.environment

    @property
    def keys(self) -> tuple[Key, ...]:
        """Its key, and those that it had before."""
        if not self.earlier:
            return (self.key,)
        return (self.key, *((self.series, one, self.environment) for one in self.earlier))

    @property
    def active(self) -> bool:
        """Whether nobody has accepted it."""
        return self.kind != "suppressed"


@dataclass(frozen=True, slots=True)
class Life:
    """A finding as the history has it. last: when it was seen last, and how it was then.

    number: the history's own, for people to name it by. Times are ISO 8601 in UTC. resolved: since
    when it is there no longer; None while it is. notify: somebody is still to be told of it.
    """

    number: int
    last: Sighting
    first_seen: str
    last_seen: str
    resolved: str | None = None
    notify: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What an audit changes. sightings: everything that it found. standings: of each, by its key.
    lives: those that go on, by the key of what was found. resolved: those that end."""

    sightings: tuple[Sighting, ...]
    standings: Mapping[Key, Standing]
    lives: Mapping[Key, Life]
    resolved: tuple[Life, ...]

    def count(self, standing: Standing) -> int:
        """How many findings stand so; those that are accepted are nobody's news."""
        if standing is Standing.RESOLVED:
            return sum(life.last.active for life in self.resolved)
        return sum(one.active and self.standings[one.key] is standing for one in self.sightings)


def storable(one: Sighting) -> Sighting:
    """A sighting in texts that every database takes: no lone surrogate (a file name that is not
    UTF-8) and no null character."""
    unfit: dict[str, Any] = {
        own.name: _clean(value)
        for own in fields(one)
        if isinstance(value := getattr(one, own.name), str)
        and ("\0" in value or not value.isascii())
    }
    if one.earlier:
        unfit["earlier"] = tuple(map(_clean, one.earlier))
    return replace(one, **unfit) if unfit else one


def _clean(value: str) -> str:
    return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def distinct(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Each finding once; one that is accepted in one place and not in another is not accepted."""
    found: dict[Key, Sighting] = {}
    for one in sightings:
        known = found.get(one.key)
        if known is None or (one.active and not known.active):
            found[one.key] = one
    return list(found.values())


def changes(
    lives: Iterable[Life], sightings: Iterable[Sighting], covers: Callable[[Life], bool]
) -> Changes:
    """How the findings of an audit stand to the lives so far.

    lives: at least those of the sightings, and all of the same series that have not ended.
    sightings: each key once. covers: whether the audit looked where a life would have been seen;
    of any other it says nothing, so it stays as it is.
    """
    known = {life.last.key: life for life in lives}
    found = tuple(sightings)
    own = {one.key for one in found}
    going: dict[Key, Life] = {}
    standings: dict[Key, Standing] = {}
    for one in found:
        life = known.get(one.key)
        for key in one.keys[1:]:
            # Moved, unless something else is called so now.
            if life is None and key not in own:
                life = known.pop(key, None)
        if life is None:
            standings[one.key] = Standing.NEW
        else:
            going[one.key] = life
            there = life.resolved is None
            standings[one.key] = Standing.PERSISTING if there else Standing.REOPENED
    resolved = tuple(
        life
        for key, life in known.items()
        if life.resolved is None and key not in standings and covers(life)
    )
    return Changes(found, standings, going, resolved)
