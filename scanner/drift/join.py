"""Which declared, recorded and live resources are one and the same. Pure.

Declared and recorded join by address, also a former one (``moved``) and one whose instance keys
are unknown (``[*]``); recorded and live by (account, region, type, key of the projection).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scanner.identity import definition_address
from scanner.model import Resource
from scanner.projection import LiveView, Projection, Unread

_KEYS = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|\d+|\*)\]')
_OWN_BLOCKS = (
    "terraform_backend",
    "terraform_settings",
    "terraform_provider",
    "terraform_variable",
    "terraform_output",
    "terraform_module",
    "terraform_check",
    "terraform_import",
    "terraform_removed",
)
_STATE_ALONE = ("terraform_data", "random_", "null_", "time_", "tls_", "local_", "cloudinit_")


@dataclass(frozen=True, slots=True)
class Pair:
    """Declared and recorded, at least one of them.

    unloaded: the module that would declare it is called, but its code could not be read.
    """

    declared: Resource | None
    recorded: Resource | None
    unloaded: bool = False

    @property
    def resource(self) -> Resource:
        """The one to speak of: declared if there is one."""
        found = self.declared or self.recorded
        assert found is not None
        return found

    @property
    def address(self) -> str:
        """Terraform's address now; the recorded one tells keys that the code leaves unknown."""
        if self.declared is None or (self.recorded and "[*]" in self.declared.address):
            assert self.recorded is not None
            return self.recorded.address
        return self.declared.address


def is_somewhere(type_: str) -> bool:
    """Whether resources of a type stand on a platform, and not in the state alone."""
    return not type_.startswith(_STATE_ALONE)


def is_managed(resource: Resource) -> bool:
    """Whether a declared resource is something on a platform that drift can look at."""
    return (
        not resource.type.startswith("data.")
        and resource.type not in _OWN_BLOCKS
        and resource.type[:1].islower()
        and "_" in resource.type
        and resource.type != "github_workflow"
        and not resource.not_instantiated
    )


def pair_up(declared: Sequence[Resource] | None, recorded: Sequence[Resource] | None) -> list[Pair]:
    """Every resource of code and state once, in the order of the code, then of the state.

    Without code, what is recorded counts as neither declared nor removed (`unloaded`).
    """
    # One address may be in several states (of workspaces); each is a resource of its own.
    left: dict[str, list[Resource]] = {}
    for one in recorded or ():
        left.setdefault(one.address, []).append(one)
    pairs: list[Pair] = []
    symbolic: dict[str, list[Resource]] = {}
    for one in filter(is_managed, declared or ()):
        if "[*]" in one.address:
            symbolic.setdefault(_skeleton(one.address), []).append(one)
            continue
        address = next((a for a in (one.address, *one.moved_from) if a in left), "")
        pairs.extend(Pair(one, state) for state in left.pop(address, [None]))
    rest: list[Pair] = []
    missing_code = _unloaded_modules(declared or ())
    for address, states in left.items():
        candidates = symbolic.get(_skeleton(address), ())
        code = next((one for one in candidates if _fits(one.address, address)), None)
        unloaded = code is None and (
            declared is None or definition_address(address).startswith(missing_code)
        )
        rest.extend(Pair(code, one, unloaded) for one in states)
    if recorded is None:
        # How many there are is not known, so nothing can be said to be absent.
        rest.extend(Pair(one, None) for found in symbolic.values() for one in found)
    return pairs + rest


def _skeleton(address: str) -> str:
    return _KEYS.sub("[]", address)


def _fits(symbolic: str, address: str) -> bool:
    """Whether the keys of an address are those of a symbolic one, where that knows them."""
    pairs = zip(_KEYS.findall(symbolic), _KEYS.findall(address), strict=True)
    return all(wanted in ("[*]", key) for wanted, key in pairs)


def _unloaded_modules(declared: Iterable[Resource]) -> tuple[str, ...]:
    """Prefixes ``module.a.`` of calls below which nothing at all was loaded."""
    calls = {
        definition_address(one.address) + "." for one in declared if one.type == "terraform_module"
    }
    for one in declared:
        if one.type == "terraform_module" or not calls:
            continue
        address = definition_address(one.address)
        calls = {prefix for prefix in calls if not address.startswith(prefix)}
    return tuple(calls)


def _near(one: str, other: str) -> bool:
    return not one or not other or one.casefold() == other.casefold()


@dataclass(slots=True)
class LiveIndex:
    """The live view by join key. `claimed`: what code or state owns, by object identity."""

    view: LiveView
    projections: Mapping[str, Projection]
    claimed: set[int] = field(default_factory=set)
    # Nearly always one; the lists are only made when somebody asks for what is in no such place.
    _exact: dict[tuple[str, str, str, str], Resource | None] = field(default_factory=dict)
    _by_key: dict[tuple[str, str], list[Resource]] | None = None
    _unread: dict[tuple[str, str | None], list[Unread]] = field(default_factory=dict)
    # The types that have the same live objects, by the one that these are known by.
    _names: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for projection in self.projections.values():
            self._names.setdefault(projection.objects_of, []).append(projection.type)
        for unread in self.view.unread:
            self._unread.setdefault((unread.type, unread.id), []).append(unread)
        for one, key in self._keyed():
            at = one.account, one.region, one.type, key
            self._exact[at] = None if at in self._exact else one

    def _keyed(self) -> Iterator[tuple[Resource, str]]:
        """The live resources that can be joined, with their keys."""
        for one in self.view.resources:
            projection = self.projections.get(one.type)
            key = projection.key(one) if projection else None
            if key is not None:
                yield one, key

    def find(self, resource: Resource, key: str) -> Resource | Unread | None:
        """The live counterpart; why it is not known; or None when it does not exist."""
        one = self._exact.get((resource.account, resource.region, resource.type, key))
        if one is not None:
            self.claimed.add(id(one))
            return one
        found = self._near(resource, key)
        if len(found) == 1:
            self.claimed.add(id(found[0]))
            return found[0]
        if found:
            self.claimed.update(map(id, found))
            places = ", ".join(sorted(f"{one.account}/{one.region}" for one in found))
            return Unread(resource.type, key, f"found in several places: {places}")
        return self._absent(resource, key)

    def claim(self, resource: Resource) -> None:
        """Note that somebody owns the live counterpart, under whatever name of its type."""
        projection = self.projections.get(resource.type)
        key = projection.key(resource) if projection else None
        if projection is None or key is None:
            return
        for name in self._names[projection.objects_of]:
            self.find(replace(resource, type=name), key)

    def _near(self, resource: Resource, key: str) -> list[Resource]:
        """Those with the key, where the account and region are the same as far as both tell."""
        if self._by_key is None:
            self._by_key = {}
            for one, its in self._keyed():
                self._by_key.setdefault((one.type, its), []).append(one)
        return [
            one
            for one in self._by_key.get((resource.type, key), ())
            if _near(one.account, resource.account) and _near(one.region, resource.region)
        ]

    def _absent(self, resource: Resource, key: str) -> Unread | None:
        for id_ in (key, resource.id, None):
            for unread in self._unread.get((resource.type, id_), ()):
                if _near(unread.account, resource.account) and _near(
                    unread.region, resource.region
                ):
                    return unread
        for account, region, type_ in self.view.listed:
            if (
                type_ == resource.type
                and _near(account, resource.account)
                and _near(region, resource.region)
            ):
                return None
        return Unread(resource.type, key, "not read: its account or region was not listed")

    def unclaimed(self) -> list[Resource]:
        """What nobody owns, of the types that can be compared."""
        return [
            one
            for one in self.view.resources
            if id(one) not in self.claimed and one.type in self.projections
        ]
