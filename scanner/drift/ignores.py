"""Differences that somebody decided to live with: ``drift: ignore:`` of the configuration. Pure.

What is ignored is compared with nothing, counted, and reported as suppressed where it differs.
What could not be read stays unread, whatever ignores it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scanner.model import Diagnostic, DiagnosticLevel, Kind, Location, Resource, Value
from scanner.outcome import DriftClass, Finding, Suppression
from scanner.wildcards import like


@dataclass(frozen=True, slots=True)
class DriftIgnore:
    """One entry. What is given must all match, ``*`` and ``?`` being wildcards.

    type, address, id: of the resource; id is the platform's. attribute: its dotted path, or that
    of a block around it, or ``map.key`` for one key of a map; without it the resource is ignored
    whole. drift_class: only differences of this class. environment: where several are compared.
    until: the last day it counts, ``YYYY-MM-DD``.
    """

    reason: str
    type: str | None = None
    address: str | None = None
    id: str | None = None
    attribute: str | None = None
    drift_class: str | None = None
    environment: str | None = None
    owner: str = ""
    until: str | None = None
    location: Location | None = None

    def fits(self, resource: Resource, address: str, id_: str | None) -> bool:
        """Whether it speaks of a resource, whole or of a part of it."""
        return (
            _like(resource.type, self.type)
            and _like(address, self.address)
            and _like(id_ or resource.id or "", self.id)
            and _like(resource.environment, self.environment)
        )

    def covers(self, path: str) -> bool:
        """Whether it speaks of the attribute at `path` whole; ``""`` is the resource."""
        if self.attribute is None:
            return True
        return bool(path) and any(like(one, self.attribute) for one in _around(path))

    def words(self) -> str:
        """What it says it is about, for messages."""
        named = {
            "type": self.type,
            "address": self.address,
            "id": self.id,
            "attribute": self.attribute,
            "class": self.drift_class,
            "environment": self.environment,
        }
        return ", ".join(f"{name} {text}" for name, text in named.items() if text is not None)

    def suppression(self) -> Suppression:
        """Why a finding does not count."""
        return Suppression("drift-ignore", self.owner, self.reason, self.until, self.location)


def _like(text: str, pattern: str | None) -> bool:
    return pattern is None or like(text, pattern)


def _around(path: str) -> Iterable[str]:
    """A path, and the blocks that it lies in."""
    while path:
        yield path
        path = path.rpartition(".")[0]


@dataclass(slots=True)
class Ignores:
    """The entries that count today, and which of them were of use.

    A run that compares several environments asks one of these for all of them.
    """

    entries: tuple[DriftIgnore, ...] = ()
    expired: tuple[DriftIgnore, ...] = ()
    used: set[DriftIgnore] = field(default_factory=set)

    @classmethod
    def of(cls, entries: Iterable[DriftIgnore], today: str) -> Ignores:
        """today: ``YYYY-MM-DD``."""
        found = tuple(entries)
        over = tuple(one for one in found if one.until is not None and one.until < today)
        return cls(tuple(one for one in found if one not in over), over)

    def about(self, resource: Resource, address: str, id_: str | None) -> Sequence[DriftIgnore]:
        """The entries that speak of a resource, whole or of a part of it."""
        return [one for one in self.entries if one.fits(resource, address, id_)]

    def first(self, about: Iterable[DriftIgnore], path: str, of: DriftClass) -> DriftIgnore | None:
        """The first of the entries `about` a resource that covers a verdict; it is then used."""
        for one in about:
            if one.covers(path) and one.drift_class in (None, of.value):
                self.used.add(one)
                return one
        return None

    def keys(self, about: Iterable[DriftIgnore], path: str) -> list[tuple[DriftIgnore, str]]:
        """The entries that speak of keys of the map at `path`, each with its pattern of them."""
        start = path + "."
        return [
            (one, one.attribute.removeprefix(start))
            for one in about
            if one.attribute is not None
            and one.attribute.startswith(start)
            and one.drift_class is None
        ]

    def without(self, value: Value, keys: Sequence[tuple[DriftIgnore, str]]) -> Value:
        """A map (or each map of a list) without the keys that the patterns mean."""
        if isinstance(value, list):
            return [self.without(one, keys) if isinstance(one, Mapping) else one for one in value]
        if not isinstance(value, Mapping):
            return value
        kept = {}
        for key, item in value.items():
            entry = next((one for one, pattern in keys if like(str(key), pattern)), None)
            if entry is None:
                kept[key] = item
            else:
                self.used.add(entry)
        return kept

    def seen(self, about: Iterable[DriftIgnore]) -> None:
        """What these speak of is there but was not read, so whether they are of use is unknown."""
        self.used.update(about)

    def on(self, finding: Finding) -> Finding:
        """A drift finding, suppressed where an entry covers it. For drift that somebody else
        found, such as a plan's; `scanner.drift.compare` asks for itself."""
        if finding.drift is None or finding.kind is not Kind.FAIL:
            return finding
        about = self.about(finding.resource, finding.address, finding.resource.id)
        entry = self.first(about, finding.attribute, finding.drift.drift_class)
        return finding if entry is None else suppressed(finding, entry)

    def diagnostics(self, unmanaged: bool = True) -> list[Diagnostic]:
        """A note for each entry that has expired, or that nothing compared was about.

        unmanaged: whether the run looked for what nobody manages.
        """
        notes = [
            _note("drift-ignore-expired", f"ended on {one.until}; fix the drift or renew it", one)
            for one in self.expired
        ]
        return notes + [
            _note(
                "drift-ignore-unused", "fits nothing that was compared; correct or remove it", one
            )
            for one in self.entries
            if one not in self.used and (unmanaged or one.drift_class != DriftClass.UNMANAGED.value)
        ]


def suppressed(finding: Finding, entry: DriftIgnore) -> Finding:
    """The finding as one that does not count, with who says so and why."""
    return finding._replace(kind=Kind.SUPPRESSED, suppression=entry.suppression())


def _note(code: str, what: str, entry: DriftIgnore) -> Diagnostic:
    where = entry.location
    message = f"the drift ignore ({entry.words()}) {what}"
    return Diagnostic(
        DiagnosticLevel.NOTE,
        code,
        message,
        where.path if where else None,
        where.start_line if where else None,
    )
