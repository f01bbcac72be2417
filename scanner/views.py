"""What a rule sees of a resource: `View`, a window on one place of its attributes.

A view never shows whether a value came from code, a plan, a state or a live answer, and never
lets a rule tell an unknown value from a known one by accident: see `scanner.decisions`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from scanner.decisions import Decisions
from scanner.maybes import Maybe, MaybeList, MaybeMap, Undecided, has_unknown
from scanner.model import ABSENT, Origin, Path, Resource, Traced, Unknown, Value, Violation
from scanner.relations import Index, Join, Keys, refers

_MISSING: Any = object()


# What Terraform takes for a bool where one is wanted.
_BOOLS = {"true": True, "1": True, "false": False, "0": False}

# What a rule can do with what it asked for, by the type of its default.
_FITTING: Mapping[type, tuple[type, ...]] = {
    bool: (bool, int, float),
    str: (str,),
    list: (list, MaybeList),
    dict: (dict, MaybeMap),
}


def steps_of(path: str | Sequence[str | int]) -> Path:
    """A path as a tuple: ``"spec.template"`` or a ready tuple for keys that hold dots."""
    if isinstance(path, str):
        return _split(path)
    return tuple(path)


@lru_cache(maxsize=4096)
def _split(path: str) -> Path:
    """The same few paths, which rules are written with, are asked for over and over."""
    return tuple(path.split(".")) if path else ()


class View:
    """One resource, or one place inside it, as a rule reads it.

    resource: the whole resource. path: the place. parameters: the rule's, set by the policy.
    """

    __slots__ = ("_data", "_index", "_run", "parameters", "path", "resource")

    def __init__(
        self,
        resource: Resource,
        run: Decisions,
        index: Index,
        parameters: Mapping[str, Value],
        path: Path = (),
        data: Value = _MISSING,
    ) -> None:
        self.resource = resource
        self.parameters = parameters
        self.path = path
        self._run = run
        self._index = index
        self._data = resource.attributes if data is _MISSING else data

    @property
    def type(self) -> str:
        """The resource's type."""
        return self.resource.type

    @property
    def name(self) -> str:
        """The resource's name in its address, without a key: ``db`` of ``aws_x.db["a"]``."""
        return _last_name(self.resource.address)

    @property
    def key(self) -> str | int | None:
        """The last step of the place: a map key or a list index; None for the resource."""
        return self.path[-1] if self.path else None

    @property
    def value(self) -> Value:
        """The value at this place, for elements that are no mappings."""
        return self._run.present(self._data)

    def get(self, path: str | Sequence[str | int], default: Value = _MISSING) -> Value:
        """The value at `path`, or `default` where it is known to be omitted (or null).

        ``"a.b"`` steps through a single block. What was not read, or is known only after apply,
        is an unknown value, never the default. Several blocks where one belongs: undecided.

        default: what the platform does when the argument is omitted. A rule that gives none gets
        None, except for an argument that the provider then chooses: that is an unknown value.
        """
        value, place = self._walk(steps_of(path))
        if value is _MISSING:
            return self._chosen(place) if default is _MISSING else default
        kind = type(value)
        if kind is bool or kind is int or (kind is str and value):
            if default is _MISSING or type(default) is kind:
                return value  # neither unknown nor omitted, and as the rule wants it
            return self._fitting(value, default, place)
        shown = value if isinstance(value, Maybe) else self._run.present(value)
        omitted = isinstance(shown, str) and not shown and self._is_recorded()
        if omitted or shown is None or shown is ABSENT:
            return self._chosen(place) if default is _MISSING else default
        return shown if default is _MISSING else self._fitting(shown, default, place)

    def _chosen(self, place: Path) -> Value:
        """What an omitted argument is that the rule gives no default for."""
        computed = self.resource.computed
        if computed is None or not computed(place):
            return None
        name = ".".join(step for step in place if isinstance(step, str))
        unknown = Unknown(f"{name} is not set, and the provider chooses it", name)
        return Maybe(self._run, unknown, ("computed", id(self.resource), place))

    def _fitting(self, shown: Value, default: Value, place: Path) -> Value:
        """A value as the type that `default` tells the rule expects.

        Terraform converts on assignment, and so is done here. What cannot be converted is refused
        by whoever reads the file for real; what it means is unknown, so that no rule meets it.
        """
        if default is None or isinstance(shown, (Maybe, type(default))):
            return shown
        if isinstance(default, bool) and isinstance(shown, str):
            shown = _BOOLS.get(shown, shown)
        if isinstance(default, str) and isinstance(shown, (bool, int, float)):
            shown = str(shown).lower() if isinstance(shown, bool) else str(shown)
        fits = _FITTING.get(type(default))
        if fits is None or isinstance(shown, fits):
            return shown
        odd = Unknown("a value of another type stands where this one belongs")
        return Maybe(self._run, odd, ("odd", id(self.resource), place))

    def is_set(self, path: str | Sequence[str | int]) -> bool:
        """Whether anything but null stands at `path`; in code an empty list or string does."""
        value, _ = self._walk(steps_of(path))
        if value is _MISSING:
            return False
        shown = value if isinstance(value, Maybe) else self._run.present(value)
        if isinstance(shown, Maybe):
            return shown.is_certainly_set() or bool(shown.derive("is set"))
        if self._is_recorded() and shown in ("", [], {}):
            return False
        return shown is not None and shown is not ABSENT

    def sub(self, path: str | Sequence[str | int]) -> View:
        """The view of the mapping at `path`; an empty one where there is none."""
        value, place = self._walk(steps_of(path))
        return self._at(place, {} if value is _MISSING or value is None else value)

    def document(self, path: str | Sequence[str | int]) -> View:
        """The view of the JSON text at `path` as what it encodes (a policy document).

        A text that is unknown only in parts shows the rest; one that is no JSON is empty.
        """
        value, place = self._walk(steps_of(path))
        value = None if value is _MISSING else self._arm(value)
        if isinstance(value, Unknown) and value.structure is not None:
            value = value.structure
        elif isinstance(value, str):
            value = _decoded(value)
        return self._at(place, {} if value is None else value)

    def parsed(self, path: str | Sequence[str | int], value: Value) -> View:
        """The view of `value`, which the caller read out of the text at `path` (a script's
        command); `fail` on it finds the text."""
        _, place = self._walk(steps_of(path))
        return self._at(place, value)

    def each(self, path: str | Sequence[str | int] = "") -> Iterator[View]:
        """A view of each element of the list at `path` (blocks, containers, addresses).

        One block that stands alone is a list of one. Elements that are wholly known come first,
        so an unknown one never hides a certain violation beside it; a list that is unknown as a
        whole may be empty or hold anything, which is one decision.
        """
        value, place = self._walk(steps_of(path))
        if value is _MISSING or value is None:
            return
        if isinstance(value, Unknown) and value.arms:
            value = self._run.arm(value)
            if value is ABSENT or value is None:
                return
        if isinstance(value, Unknown) and not (value.identifier or any(value.pieces)):
            value = Maybe(self._run, value, value)
        if isinstance(value, Maybe):
            if value.derive("has elements"):
                yield self._at((*place, 0), value.derive("element"))
            return
        if not isinstance(value, list):
            # Also what is certainly one text, though only parts of it are known.
            yield self._at(place, value)
            return
        items = list(enumerate(value))
        if len(items) > 1 and has_unknown(value):
            items.sort(key=lambda pair: has_unknown(pair[1]))
        for index, item in items:
            shown = self._arm(item)
            if shown is not ABSENT and shown is not None:
                yield self._at((*place, index), shown)

    def entries(self, path: str | Sequence[str | int] = "") -> Iterator[View]:
        """A view of each value of the map at `path`; its `key` is the map's key."""
        value, place = self._walk(steps_of(path))
        value = self._arm(value)
        if isinstance(value, (Unknown, Maybe)):
            maybe = Maybe(self._run, value, value) if isinstance(value, Unknown) else value
            if maybe.derive("has elements"):
                yield self._at((*place, "*"), maybe.derive("element"))
        elif isinstance(value, Mapping):
            for key, item in sorted(value.items(), key=lambda pair: has_unknown(pair[1])):
                shown = self._arm(item)
                if shown is not ABSENT:
                    yield self._at((*place, key), shown)

    def is_written(self, path: str | Sequence[str | int]) -> bool:
        """Whether the code itself says what stands at `path`: there, in a local or in the argument
        of a module call. A variable's value may come from anywhere, and so may a resource's."""
        _, place = self._walk(steps_of(path))
        resource = self.resource
        if resource.origin is not Origin.CODE or resource.references.get(place):
            return False
        source = resource.source
        steps = source.value_steps(place) if isinstance(source, Traced) else ()
        return not any(step.variable for step in steps)

    def fail(self, path: str | Sequence[str | int] = "", message: str = "") -> Violation:
        """Say that the attribute at `path` (default: this place) is wrong; yield what it gives."""
        _, place = self._walk(steps_of(path))
        return Violation(place, message, self.resource)

    def beside(self, *types: str) -> list[View]:
        """The resources of these types in the same root module, folder or account."""
        found = self._index.of(self.resource, *types)
        return [self._other(resource) for resource in found if self._run.exists(resource.existence)]

    def keyed(
        self,
        types: Sequence[str],
        keys: Keys,
        wanted: Iterable[Hashable],
        join: Join = "any",
    ) -> Iterator[View]:
        """Those `beside` this one whose keys may fit the wanted ones, found by a table.

        For shapes that join many resources with many: the caller still has to look, because a
        resource whose keys cannot be told is among them. keys: see `scanner.relations.Keys`; join:
        see `scanner.relations.Index.keyed`.
        """
        for resource in self._index.keyed(self.resource, tuple(types), keys, wanted, join):
            if self._run.exists(resource.existence):
                yield self._other(resource)

    def related(self, type_: str, attribute: str) -> Any:
        """The resources of `type_` whose `attribute` refers to this one; a list of views.

        `attribute` may lie in blocks (``"access_logs.bucket"``) and may be a list of names.

        It refers by a reference that travelled with its value, or by one of this resource's
        identifying values. When none does but some candidate's value cannot be known, the answer
        is an unknown value: neither empty nor not.
        """
        found: list[View] = []
        unclear: Unknown | None = None
        for candidate in self._index.candidates(self.resource, type_, attribute):
            verdict = refers(candidate, attribute, self.resource)
            if isinstance(verdict, Unknown):
                unclear = verdict
            elif verdict and self._run.exists(candidate.existence):
                found.append(self._other(candidate))
        if not found and unclear is not None:
            return Maybe(self._run, unclear, ("related", type_, attribute, id(self.resource)))
        return found

    def _other(self, resource: Resource) -> View:
        return View(resource, self._run, self._index, self.parameters)

    def _at(self, place: Path, data: Value) -> View:
        return View(self.resource, self._run, self._index, self.parameters, place, data)

    def _arm(self, value: Value) -> Value:
        while type(value) is Unknown and value.arms:
            value = self._run.arm(value)
        return value

    def _walk(self, steps: Path) -> tuple[Value, Path]:
        """The raw value at `steps` from here and its full path; `_MISSING` when not there."""
        value, place = self._data, self.path
        if len(steps) == 1 and type(value) is dict:
            # By far the most frequent: an argument of the block that the view is of.
            inner = value.get(steps[0], _MISSING)
            kind = type(inner)
            if kind is str or kind is bool or kind is int or kind is list or kind is dict:
                return inner, place + steps
            if inner is _MISSING and self.resource.origin is Origin.CODE:
                return _MISSING, place + steps
        for position, step in enumerate(steps):
            value = self._arm(value)
            if isinstance(value, list) and isinstance(step, str):
                value, place = self._single(value, place)
            if isinstance(value, Unknown):
                value = Maybe(self._run, value, value)
            if isinstance(value, Maybe):
                return value.derive("get", *steps[position:]), (*place, *steps[position:])
            if isinstance(value, Mapping):
                inner = value.get(str(step), _MISSING)
                if inner is _MISSING and self._is_unread(value, place):
                    inner = Unknown("not read", reference=str(step))
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                inner = value[step]
            else:
                inner = _MISSING
            place = (*place, step)
            if inner is _MISSING or inner is ABSENT:
                return _MISSING, (*place, *steps[position + 1 :])
            value = inner
        return value, place

    def _single(self, items: list[Value], place: Path) -> tuple[Value, Path]:
        """The one block of a list of blocks."""
        kept = [(i, v) for i, v in enumerate(map(self._arm, items)) if v is not ABSENT]
        if not kept:
            return _MISSING, place
        if len(kept) > 1:
            raise Undecided(Unknown("several blocks stand where one belongs"))
        return kept[0][1], (*place, kept[0][0])

    def _is_recorded(self) -> bool:
        """Whether the values went through a provider, most of which (those of Terraform's older
        SDK) keep no null: they write "" and [] for what nobody set. So do the readers of what is
        live, which speak the providers' language."""
        resource = self.resource
        return resource.origin is not Origin.CODE and resource.type[:1].islower()

    def _is_unread(self, value: Value, place: Path) -> bool:
        """Whether a key that is not there was merely not read.

        A state, a plan and a live answer in Terraform's vocabulary write null for what is omitted.
        """
        resource = self.resource
        return resource.origin is not Origin.CODE and not place and resource.type[:1].islower()


def _last_name(address: str) -> str:
    """The last name of an address, its keys (which may hold anything) left out."""
    if "[" not in address:
        return address.rpartition(".")[2]
    import re

    from scanner.possessive import possessive

    keys = possessive(r'\[(?:"(?:[^"\\]|\\.)*+"|[^\]"]*+)\]')
    return re.sub(keys, "", address).rpartition(".")[2]


@lru_cache(maxsize=64)
def _decoded(text: str) -> Value:
    """What a JSON text encodes. Every rule on policies asks for the same one, one after another."""
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
