"""Findings out of verdicts: words, places, identities, and nothing of a secret. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from scanner.drift.join import Pair
from scanner.drift.rules import RULES
from scanner.drift.values import MISSING, concrete_path
from scanner.drift.words import SENSITIVE, describe
from scanner.identity import identity
from scanner.model import Kind, Location, Path, Resource, Rule, Unknown, Value
from scanner.outcome import Drift, DriftClass, Finding, StateInfo
from scanner.projection import Attribute, AttributeKind

_MAX_DEPTH = 64
# Secrets inside of blocks that are compared, and shown, as a whole.
_SECRETS: Final = frozenset({"client_secret"})
# A pass and what could not be read are no accusations.
_KINDS: Final = {DriftClass.IN_SYNC: Kind.PASS, DriftClass.UNREAD: Kind.OPEN}


def drift_finding(
    rule: Rule,
    resource: Resource,
    drift: Drift,
    message: str,
    location: Location,
    *,
    path: Path = (),
    attribute: str = "",
    address: str = "",
) -> Finding:
    """A finding of `rule` about a resource or one of its attributes.

    address: of the resource in the code, where its own is another.
    """
    address = address or resource.address
    return Finding(
        rule=rule,
        resource=resource,
        kind=_KINDS.get(drift.drift_class, Kind.FAIL),
        path=path,
        address=address,
        attribute=attribute,
        message=message,
        location=location,
        identity=identity(rule.id, resource.scope, address, attribute),
        drift=drift,
    )


@dataclass(frozen=True, slots=True)
class Writer:
    """What all findings of one comparison share.

    state: the one that was compared with; None where there were none or several. anchor: where to
    point for what no code declares: the provider or backend block of the root. recorded_in: of
    several states the one that a recorded resource is from.
    """

    state: StateInfo | None = None
    anchor: Location | None = None
    recorded_in: Callable[[Resource], StateInfo | None] | None = None

    def _state(self, pair: Pair) -> StateInfo | None:
        if pair.recorded is None or self.recorded_in is None:
            return self.state
        return self.recorded_in(pair.recorded)

    def attribute(
        self, pair: Pair, live: Resource | None, row: Attribute, of: DriftClass, seen: Seen
    ) -> Finding:
        """The finding of one attribute."""
        hidden = row.kind is AttributeKind.SENSITIVE or any(
            _covers(one, row.path) for one in (pair.declared, pair.recorded, live) if one
        )
        shown = seen.shown(hidden)
        drift = Drift(
            of,
            **shown,
            present=tuple(name for name in ("declared", "recorded", "live") if name in shown),
            state=self._state(pair),
        )
        path = concrete_path(pair.resource.attributes, row.path)
        words = f"`{row.path}` {describe(of, drift, seen.reason)}"
        return self._finding(pair, live, of, path, row.path, words, drift)

    def whole(
        self,
        pair: Pair,
        live: Resource | None,
        of: DriftClass,
        reason: str,
        is_live: bool = False,
    ) -> Finding:
        """The finding of a whole resource. is_live: it is live, although `live` may be unread."""
        views = (pair.declared, pair.recorded, live or is_live)
        there = tuple(one is not None and one is not False for one in views)
        drift = _whole(of, there, self._state(pair))
        return self._finding(pair, live, of, (), "", reason, drift)

    def unmanaged(self, live: Resource) -> Finding:
        """The finding of a live resource that nobody declares and the state lacks."""
        return drift_finding(
            RULES[DriftClass.UNMANAGED],
            live,
            Drift(DriftClass.UNMANAGED, present=("live",), state=self.state),
            "exists, but neither the code nor the state knows it",
            self.anchor or live.source.locate(()),
        )

    def _finding(
        self,
        pair: Pair,
        live: Resource | None,
        of: DriftClass,
        path: Path,
        attribute: str,
        message: str,
        drift: Drift,
    ) -> Finding:
        resource = pair.resource
        known = next((one.id for one in (live, pair.recorded) if one and one.id), None)
        if pair.declared is not None:
            location = resource.source.locate(())
        else:
            location = self.anchor or resource.source.locate(())
        return drift_finding(
            RULES[of],
            resource if resource.id or not known else replace(resource, id=known),
            drift,
            message,
            location,
            path=path,
            attribute=attribute,
            address=pair.address,
        )


@lru_cache(maxsize=256)
def _whole(of: DriftClass, there: tuple[bool, ...], state: StateInfo | None) -> Drift:
    """The drift of a whole resource: one for all that are alike, as most are in sync."""
    names = ("declared", "recorded", "live")
    present = tuple(name for name, one in zip(names, there, strict=True) if one)
    return Drift(of, present=present, state=state)


@dataclass(frozen=True, slots=True)
class Seen:
    """The three values of an attribute as they were compared; reason: why one is unread."""

    declared: Value
    recorded: Value
    live: Value
    reason: str = ""

    def shown(self, hidden: bool) -> dict[str, Value]:
        """The values that there are, by view, fit to be printed."""
        found: dict[str, Value] = {}
        for name in ("declared", "recorded", "live"):
            value = getattr(self, name)
            if value is MISSING or value is None or isinstance(value, Unknown):
                continue
            found[name] = SENSITIVE if hidden else plain(value)
        return found


def plain(value: Value, depth: int = _MAX_DEPTH) -> Value:
    """A JSON value without Unknowns, and no deeper than a serialiser can write."""
    if isinstance(value, Unknown):
        return SENSITIVE if value.sensitive else "(unknown)"
    if isinstance(value, Mapping):
        if depth <= 0:
            return "(nested too deeply)"
        return {
            str(name): SENSITIVE if name in _SECRETS and item else plain(item, depth - 1)
            for name, item in value.items()
        }
    if isinstance(value, (list, tuple)):
        if depth <= 0:
            return "(nested too deeply)"
        return [plain(item, depth - 1) for item in value]
    return value


def _covers(resource: Resource, path: str) -> bool:
    """Whether a sensitive value is at a row's path, above it or below it."""
    if not resource.sensitive:
        return False
    wanted = path.split(".")
    for sensitive in resource.sensitive:
        names = [step for step in sensitive if isinstance(step, str)]
        common = min(len(names), len(wanted))
        if names[:common] == wanted[:common]:
            return True
    return False
