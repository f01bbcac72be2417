"""Which resources belong together: those of one root, and those that name each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from scanner.model import ABSENT, Location, Origin, Path, Resource, Unknown, Value

# The attributes by which other resources name one of a type; every type also has id and arn.
IDENTITY_ATTRIBUTES = ("id", "arn", "name", "bucket", "function_name", "self_link")

# Types whose name is an attribute of another name, by which others name them too.
NAMED_OTHERWISE: Final[Mapping[str, str]] = {
    "aws_db_instance": "identifier",
    "aws_docdb_cluster": "cluster_identifier",
    "aws_elasticache_cluster": "cluster_id",
    "aws_elasticache_replication_group": "replication_group_id",
    "aws_elasticsearch_domain": "domain_name",
    "aws_lambda_function": "function_name",
    "aws_msk_cluster": "cluster_name",
    "aws_neptune_cluster": "cluster_identifier",
    "aws_opensearch_domain": "domain_name",
    "aws_rds_cluster": "cluster_identifier",
    "aws_rds_global_cluster": "global_cluster_identifier",
    "aws_redshift_cluster": "cluster_identifier",
    "aws_redshiftserverless_namespace": "namespace_name",
    "aws_redshiftserverless_workgroup": "workgroup_name",
}

Keys = Callable[[Resource], "Iterable[Hashable] | None"]
"""What a resource can be looked up by; None where that cannot be told from its attributes, so that
it is always looked at. Made once for each function, which therefore must be the same object."""

Join = Literal["any", "every", "within"]

_LIVE: Final = Origin.LIVE.value
_NOT_READ: Final = Unknown("not read: this type could not be read, or not all of it")


class _NothingKnown(dict[str, Value]):
    """Attributes of which none is known."""

    def __missing__(self, name: str) -> Value:
        return _NOT_READ

    def get(self, name: str, default: Value = None) -> Value:
        return _NOT_READ


@dataclass(frozen=True, slots=True)
class _Nowhere:
    """The place of what was not read."""

    type: str

    def locate(self, path: Path) -> Location:
        return Location(f"(not read)/{self.type}")


def _unread_resource(type_: str, scope: str) -> Resource:
    """Stands for those of a type that may be live and were not read."""
    return Resource(
        type_,
        f"{type_}.(not read)",
        _NothingKnown(),
        Origin.LIVE,
        _Nowhere(type_),
        scope,
        existence=(_NOT_READ,),
    )


class Index:
    """Every resource of a run, by root and type, so that a rule can look at what belongs together.

    Resources of different roots, accounts, environments or origins never see each other.
    """

    def __init__(
        self, resources: Iterable[Resource] = (), unread: Callable[[str], bool] | None = None
    ) -> None:
        """unread: of live resources, whether there may be others of a type that nobody could
        read. Then one that nothing is known of stands for them."""
        self._unread = unread
        self._with_unread: dict[tuple[str, str, str, str], list[Resource]] = {}
        self._by_type: dict[tuple[str, str, str, str], list[Resource]] = {}
        self._joins: dict[tuple[str, str, str, str, str], _Join] = {}
        self._tables: dict[tuple[str, str, str, tuple[str, ...], Keys, bool], _Table] = {}
        for resource in resources:
            key = (resource.origin.value, resource.environment, resource.scope, resource.type)
            self._by_type.setdefault(key, []).append(resource)

    def _listed(self, key: tuple[str, str, str, str]) -> Sequence[Resource]:
        found = self._by_type.get(key, ())
        if self._unread is None or key[0] != _LIVE or not self._unread(key[3]):
            return found
        if key not in self._with_unread:
            self._with_unread[key] = [*found, _unread_resource(key[3], key[2])]
        return self._with_unread[key]

    def of(self, beside: Resource, *types: str) -> list[Resource]:
        """The resources of these types in the root (folder, account) of `beside`.

        One that is not instantiated protects and endangers nothing but what would come with it.
        """
        found: list[Resource] = []
        for name in types:
            key = (beside.origin.value, beside.environment, beside.scope, name)
            found += self._listed(key)
        if beside.not_instantiated:
            return found
        return [resource for resource in found if not resource.not_instantiated]

    def candidates(self, wanted: Resource, type_: str, attribute: str) -> list[Resource]:
        """The resources of a type whose `attribute` may name `wanted`, in order.

        Of many resources few are, and every resource of a root asks: a table by what the
        attribute holds, made once, keeps that from being a product.
        """
        key = (wanted.origin.value, wanted.environment, wanted.scope, type_, attribute)
        join = self._joins.get(key)
        if join is None:
            join = self._joins[key] = _Join.of(self._listed(key[:4]), attribute)
        if not join.resources:
            return []
        found = join.may_name(wanted)
        if wanted.not_instantiated:
            return found
        return [resource for resource in found if not resource.not_instantiated]

    def keyed(
        self,
        beside: Resource,
        types: tuple[str, ...],
        keys: Keys,
        wanted: Iterable[Hashable],
        join: Join = "any",
    ) -> Iterator[Resource]:
        """The resources of these types in the root of `beside`, but for those whose keys certainly
        do not fit. A table by key, made once, keeps a join from being a product.

        join: it has "any" of the wanted keys, or "every" one of them, or all its keys are "within"
        the wanted ones. Of several keys the rarest is looked up by.
        """
        within = join == "within"
        key = (beside.origin.value, beside.environment, beside.scope, types, keys, within)
        table = self._tables.get(key)
        if table is None:
            found = [r for name in types for r in self._listed((*key[:3], name))]
            table = self._tables[key] = _Table.of(found, keys, within)
        for resource in table.holding(wanted, join == "every"):
            if beside.not_instantiated or not resource.not_instantiated:
                yield resource


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Resources by key, and those whose keys cannot be told. What certainly exists comes first,
    so that it answers before anything has to be decided."""

    held: Mapping[Hashable, Sequence[Resource]]
    unclear: Sequence[Resource]

    @classmethod
    def of(cls, resources: Iterable[Resource], keys: Keys, rarest: bool) -> _Table:
        """By each key, or by the rarest of each resource's keys only."""
        ordered = sorted(resources, key=lambda resource: len(resource.existence))
        known = [(resource, keys(resource)) for resource in ordered]
        unclear = [resource for resource, found in known if found is None]
        filed = [(resource, list(dict.fromkeys(found))) for resource, found in known if found]
        if rarest:
            counts = Counter(key for _, found in filed for key in found)
            filed = [(one, [min(found, key=lambda key: counts[key])]) for one, found in filed]
        held: dict[Hashable, list[Resource]] = {}
        for resource, found in filed:
            for key in found:
                held.setdefault(key, []).append(resource)
        return cls(held, unclear)

    def holding(self, wanted: Iterable[Hashable], every: bool) -> Iterator[Resource]:
        """Each once: those with a wanted key (every: that may have all), then the unclear ones."""
        lists = [self.held.get(key, ()) for key in dict.fromkeys(wanted)]
        if every:
            lists = [min(lists, key=len, default=())]
        seen: set[int] = set()
        for found in lists:
            for resource in found:
                if id(resource) not in seen:
                    seen.add(id(resource))
                    yield resource
        yield from self.unclear


@dataclass(frozen=True, slots=True, eq=False)
class _Join:
    """Resources by what one of their attributes holds: a text, a reference to a definition, or
    something that has to be looked at (unclear). Each is a list of positions in `resources`."""

    resources: Sequence[Resource]
    texts: Mapping[str, list[int]]
    definitions: Mapping[str, list[int]]
    unclear: list[int]

    @classmethod
    def of(cls, resources: Sequence[Resource], attribute: str) -> _Join:
        texts: dict[str, list[int]] = {}
        definitions: dict[str, list[int]] = {}
        unclear: list[int] = []
        names = tuple(attribute.split("."))
        for position, resource in enumerate(resources):
            for path, value in _leaves(resource.attributes, names, ()):
                if isinstance(value, str):
                    texts.setdefault(value, []).append(position)
                elif isinstance(value, Unknown):
                    references = resource.references.get(path, ()) or value.references
                    if not references or value.arms or any(value.pieces):
                        unclear.append(position)
                    else:
                        for reference in references:
                            definitions.setdefault(_definition(reference), []).append(position)
        return cls(resources, texts, definitions, unclear)

    def may_name(self, wanted: Resource) -> list[Resource]:
        """All but those that certainly do not name it."""
        names = [wanted.id, *_names_of(wanted)]
        found = set(self.unclear)
        found.update(self.definitions.get(_definition(wanted.address), ()))
        if any(isinstance(name, Unknown) for name in names):
            found.update(position for held in self.texts.values() for position in held)
        else:
            for name in names:
                if isinstance(name, str):
                    found.update(self.texts.get(name, ()))
        return [self.resources[position] for position in sorted(found)]


def _leaves(value: Value, names: Path, path: Path) -> Iterator[tuple[Path, Value]]:
    """What stands at a dotted attribute, in every block, and in a list each of its elements; an
    Unknown on the way is a leaf."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, names, (*path, index))
    elif isinstance(value, Unknown) or not names:
        yield path, value
    elif isinstance(value, Mapping):
        yield from _leaves(value.get(str(names[0])), names[1:], (*path, names[0]))


def refers(candidate: Resource, attribute: str, wanted: Resource) -> bool | Unknown:
    """Whether `attribute` of `candidate` names `wanted`; an Unknown when that cannot be known."""
    return _named(candidate.attributes, tuple(attribute.split(".")), (), candidate, wanted)


def _named(
    value: Value, names: Path, path: Path, candidate: Resource, wanted: Resource
) -> bool | Unknown:
    """Whether what stands at `names` below `value` (at `path` of the candidate) names `wanted`."""
    if value is ABSENT:
        return False
    if isinstance(value, Unknown) and value.arms:
        verdicts = [_named(arm, names, path, candidate, wanted) for arm in value.arms]
        return verdicts[0] if verdicts[0] is verdicts[1] else value
    if isinstance(value, list):
        items = enumerate(value)
        return _any(_named(item, names, (*path, i), candidate, wanted) for i, item in items)
    if names and not isinstance(value, Unknown):
        inner = value.get(names[0]) if isinstance(value, Mapping) else None
        return _named(inner, names[1:], (*path, names[0]), candidate, wanted)
    if isinstance(value, Unknown) and not any(value.pieces):
        # A text composed of a reference and more (``"${aws_x.y.id}-logs"``) names something else.
        references = candidate.references.get(path, ()) or value.references
        if references:
            return _is_among(references, wanted.address)
    if not isinstance(value, (str, Unknown)):
        return False
    if value == wanted.id:
        return True
    return _any(_same(value, name) for name in _names_of(wanted))


def _names_of(wanted: Resource) -> Iterator[Value]:
    """What its attributes say that it is called."""
    for name in IDENTITY_ATTRIBUTES:
        yield wanted.attributes.get(name)
    if wanted.type in NAMED_OTHERWISE:
        yield wanted.attributes.get(NAMED_OTHERWISE[wanted.type])


def _any(verdicts: Iterable[bool | Unknown]) -> bool | Unknown:
    """True if one is, else an Unknown if there is one, else False."""
    unclear: Unknown | None = None
    for verdict in verdicts:
        if verdict is True:
            return True
        if isinstance(verdict, Unknown):
            unclear = verdict
    return unclear or False


def _same(value: Value, name: Value) -> bool | Unknown:
    """Whether two values are equal, as far as can be known; what is not set names nothing."""
    if name is None or name is ABSENT:
        # A resource that does not set a name gets one from the platform, which no code writes.
        return value if isinstance(value, Unknown) else False
    if value is name:
        return True
    for one, other in ((value, name), (name, value)):
        if isinstance(one, Unknown) and one.arms:
            verdicts = [_same(arm, other) for arm in one.arms]
            return verdicts[0] if verdicts[0] is verdicts[1] else one
    for one in (value, name):
        if isinstance(one, Unknown):
            return one
    return bool(value == name)


def _is_among(references: Iterable[str], address: str) -> bool:
    """Whether an instance is meant; an unknown key (``[*]``) on either side means any instance."""
    whole = _definition(address)
    return any(
        name == address
        or (_definition(name) == whole and (name.endswith("[*]") or address.endswith("[*]")))
        for name in references
    )


def _definition(address: str) -> str:
    """An address without the key of its last step: ``aws_x.y["k"]`` is ``aws_x.y``."""
    return address[: address.rindex("[")] if address.endswith("]") else address
