"""Findings of drift in a cluster: words, places, identities, and nothing of a secret. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from scanner.drift.cluster_view import Recorded
from scanner.drift.difference import Difference
from scanner.drift.findings import drift_finding, plain
from scanner.drift.rules import RULES, rule_of
from scanner.drift.values import MISSING
from scanner.drift.words import SENSITIVE, difference, quoted
from scanner.identity import attribute_path
from scanner.model import Location, Origin, Path, Resource, Rule, Unknown, Value
from scanner.outcome import Drift, DriftClass, Finding, StateInfo
from scanner.projection import Change
from scanner.shapes.secrets import is_literal, is_secret_name, secret_in

_MAX_DEPTH: Final = 64


@dataclass(frozen=True, slots=True)
class Words:
    """What all findings of one cluster share. anchor: where to point for what nobody declares.
    state: that of Terraform's objects."""

    anchor: Callable[[Resource], Location | None]
    state: StateInfo | None = None

    def field(
        self,
        declared: Resource,
        live: Resource,
        one: Difference,
        secret: bool,
        change: Change | None,
        recorded: Recorded | None = None,
    ) -> Finding:
        """The finding of one field. recorded: what the state has of the object."""
        known = recorded.item if recorded is not None else None
        name = field_name(declared, live, known, one)
        hidden = secret or any(_is_sensitive(said, one.path) for said in (declared, known) if said)
        views = (("declared", one.declared), ("recorded", one.recorded), ("live", one.live))
        shown = {
            view: SENSITIVE if hidden else masked(value, one.path, declared)
            for view, value in views
            if value is not MISSING and value is not None
        }
        drift = Drift(
            one.of,
            shown.get("declared"),
            shown.get("recorded"),
            shown.get("live"),
            present=tuple(shown),
            state=self.state if known is not None else None,
        )
        words = f"`{name}` {_said(drift, 'code' if recorded is not None else 'manifest')}"
        return self._finding(declared, live, one.of, one.path, name, words, drift, change)

    def whole(
        self, declared: Resource, live: Resource | None, of: DriftClass, reason: str
    ) -> Finding:
        """The finding of a whole object."""
        present = ("declared", "live") if live is not None else ("declared",)
        if declared.origin is Origin.STATE:
            present = ("recorded", *present[1:])
        elif of is DriftClass.MISSING and self.state is not None:
            present = ("declared", "recorded")
        drift = Drift(of, present=present, state=self.state)
        return self._finding(declared, live, of, (), "", reason, drift, None)

    def unmanaged(self, live: Resource, made: Change | None) -> Finding:
        """The finding of an object that nobody declares."""
        return drift_finding(
            OBJECT_RULES[DriftClass.UNMANAGED],
            live,
            _with(Drift(DriftClass.UNMANAGED, present=("live",)), made),
            "is in the cluster, but no manifest declares it",
            self.anchor(live) or live.source.locate(()),
        )

    def _finding(
        self,
        declared: Resource,
        live: Resource | None,
        of: DriftClass,
        path: Path,
        attribute: str,
        message: str,
        drift: Drift,
        change: Change | None,
    ) -> Finding:
        location = self.anchor(declared) if declared.origin is Origin.STATE else None
        return drift_finding(
            OBJECT_RULES[of],
            replace(declared, id=live.id if live is not None else None),
            _with(drift, change),
            message,
            location or declared.source.locate(()),
            path=path,
            attribute=attribute,
        )


def _with(drift: Drift, change: Change | None) -> Drift:
    if change is None:
        return drift
    return replace(
        drift, actor=change.actor or None, at=change.at or None, tool=change.tool or None
    )


def field_name(
    declared: Resource, live: Resource, recorded: Resource | None, one: Difference
) -> str:
    """The field as text. An element that is live only is named by its live keys, one that is
    recorded only by its recorded ones."""
    if one.declared is MISSING and one.live is MISSING and recorded is not None:
        return attribute_path(replace(declared, attributes=recorded.attributes), one.path)
    if one.declared is MISSING:
        return attribute_path(replace(declared, attributes=live.attributes), one.live_path)
    return attribute_path(declared, one.path)


def _said(drift: Drift, written: str) -> str:
    """What a field did, as the end of a sentence. written: what says what is declared."""
    of = drift.drift_class
    if of is DriftClass.DRIFTED:
        was = drift.recorded if "recorded" in drift.present else drift.declared
        return f"changed in the cluster: {difference(was, drift.live)}"
    if of is DriftClass.UNDEPLOYED:
        return f"is not applied yet: {difference(drift.live, drift.declared, 'is to become')}"
    if of is DriftClass.CONFLICT:
        was, now, there = map(quoted, (drift.recorded, drift.declared, drift.live))
        return f"moved from {was} to {now} in the {written}, but to {there} in the cluster"
    if of is DriftClass.ADOPTED:
        now = quoted(drift.live)
        return f"changed in the cluster to {now}, as the code now says; the state is behind"
    return f"differs from the {written}: {difference(drift.declared, drift.live, 'is live')}"


# ---- secrets ---------------------------------------------------------------------------------


def _is_sensitive(resource: Resource, path: Path) -> bool:
    """Whether the code calls the value at a path, or what is above or below it, sensitive."""
    names = [step for step in path if isinstance(step, str)]
    for one in resource.sensitive:
        said = [step for step in one if isinstance(step, str)]
        common = min(len(said), len(names))
        if said[:common] == names[:common]:
            return True
    return False


def masked(value: Value, path: Path, resource: Resource) -> Value:
    """A value fit to be printed: what a secret's name or form tells is hidden, at any depth."""
    name = path[-1] if path else ""
    if name == "value":
        # An environment variable's name stands beside it.
        beside: Value = resource.attributes
        for step in path[:-1]:
            known = isinstance(beside, (Mapping, list))
            try:
                beside = beside[step] if known else None
            except (KeyError, IndexError, TypeError):
                beside = None
        name = beside.get("name", "") if isinstance(beside, Mapping) else name
    return _masked(plain(value), str(name), _MAX_DEPTH)


def _masked(value: Value, name: str, depth: int) -> Value:
    if isinstance(value, str):
        hidden = (is_secret_name(name) and is_literal(value)) or secret_in(value)
        return SENSITIVE if hidden else value
    if isinstance(value, Mapping):
        variable = value.get("name") if "value" in value else None
        return {
            key: _masked(
                inner, str(variable) if key == "value" and variable else str(key), depth - 1
            )
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_masked(inner, name, depth - 1) for inner in value]
    return SENSITIVE if isinstance(value, Unknown) else value


def secret_paths(resource: Resource) -> Iterator[Path]:
    """Where a declared object spells what must never be shown."""
    yield from resource.sensitive
    if resource.type == "Secret":
        yield from (("data",), ("stringData",), ("binaryData",))
    pending: list[tuple[Path, Value]] = [((), resource.attributes)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, Mapping):
            pending += [((*path, str(name)), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            pending += [((*path, index), inner) for index, inner in enumerate(value)]
        elif isinstance(value, str) and masked(value, path, resource) == SENSITIVE:
            yield path


# ---- rules -----------------------------------------------------------------------------------

OBJECT_RULES: Final[Mapping[DriftClass, Rule]] = {
    **RULES,
    DriftClass.DRIFTED: rule_of(
        DriftClass.DRIFTED,
        "A field was changed in the cluster after it was applied.",
        "The next apply undoes the change, wanted or not, and nobody reviewed it.",
        "Undo it by applying the manifest, or write the live value into it.",
    ),
    DriftClass.UNDEPLOYED: rule_of(
        DriftClass.UNDEPLOYED,
        "The manifest has a change that is not applied yet.",
        "What was reviewed is not what runs.",
        "Apply the manifest.",
    ),
    DriftClass.CONFLICT: rule_of(
        DriftClass.CONFLICT,
        "A field was changed in the manifest and, differently, in the cluster.",
        "The next apply overwrites the live change, which nobody compared with the new manifest.",
        "Decide which value is right: apply the manifest, or write the live value into it.",
    ),
    DriftClass.MISSING: rule_of(
        DriftClass.MISSING,
        "A declared object is not in the cluster.",
        "The manifest promises something that does not exist.",
        "Apply the manifest, or remove the object from it.",
    ),
    DriftClass.UNMANAGED: rule_of(
        DriftClass.UNMANAGED,
        "An object is in the cluster that no manifest declares.",
        "Nobody reviews it, and no apply corrects it.",
        "Write a manifest for it, or delete it.",
    ),
    DriftClass.DIFFERS: rule_of(
        DriftClass.DIFFERS,
        "A field is not live what the manifest says.",
        "Nothing tells what was applied, so whether the manifest or the cluster moved is unknown.",
        "Apply the manifest, or write the live value into it.",
    ),
}
"""As `scanner.drift.rules.RULES`, in the words of manifests and clusters."""
