"""A resource type as a table: what the provider's schema and the service's own API tell alike.

Google's provider names its arguments after the fields of the API, ``privateIpGoogleAccess`` as
``private_ip_google_access``, block by block. So a type's file says only where they part::

    READER = tabled(
        "google_compute_subnetwork",
        "compute.googleapis.com/Subnetwork",
        key=by("region", "name"),
        at={"log_config": "logConfig"},
        same={"ip_cidr_range": cidr},
        defaults={"purpose": "PRIVATE"},
        uncovered={"timeouts": "how long Terraform waits"},
    )

Every settable argument of the schema that is not named in `apply_only`, `write_only` or
`uncovered` is read and compared; a test holds each place that is read against the API's discovery
document. Single blocks become a row for each of their arguments, repeated ones one row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from scanner.compare import Same, blocks, empty, google_link, google_value, google_values, tags
from scanner.live.google.inventory import Asset
from scanner.live.google.kinds import RESOURCES, Context, Item, Reader
from scanner.live.google.places import ASSET, COMMON, MANAGED, PROJECT
from scanner.live.google.values import Source, camel, last, typed, value_at, with_ids
from scanner.live.notread import ByItselfError, NotRead
from scanner.model import Unknown
from scanner.projection import BY_ITSELF, NO_DEFAULT, Attribute, AttributeKind, Missing, Projection
from scanner.terraform.schemas import BlockSchema, find

if TYPE_CHECKING:
    from scanner.model import Resource, Value
    from scanner.terraform.schemas.code import AttributeSchema

TIMEOUTS: Final = {"timeouts": "how long Terraform waits"}


@dataclass(frozen=True, slots=True)
class Table:
    """How a type is read; see `tabled`."""

    block: BlockSchema
    at: Mapping[str, Source]
    same: Mapping[str, Same]
    defaults: Mapping[str, Value]
    computed: Mapping[str, Source]
    skipped: Collection[str]
    whole: Collection[str]
    ordered: Mapping[str, bool] = field(default_factory=dict)
    sensitive: Collection[str] = ()
    told: Mapping[str, Source] = field(default_factory=dict)
    present: Collection[str] = ()
    leaves_out: bool = False
    filled: Collection[str] = ()

    def rows(self, block: BlockSchema | None = None, prefix: str = "") -> Iterator[Attribute]:
        """A row for each argument, through single blocks; one for each repeated block."""
        block = block or self.block
        for name, one in block.attributes.items():
            path = prefix + name
            if settable(one) and (prefix or name != "id") and path not in self.skipped:
                yield self._row(path, self.comparator(path, one))
        for name, nested in block.blocks.items():
            path = prefix + name
            if path in self.skipped or name == "timeouts":
                continue
            single = nested.max_items == 1 and path not in self.whole
            rows = list(self.rows(nested.block, path + ".")) if single else []
            if rows:
                yield from rows
            else:
                yield self._row(path, self.same.get(path) or self.blocks(path, nested))

    def _row(self, path: str, same: Same) -> Attribute:
        default: Value | Missing = self.defaults.get(path, NO_DEFAULT)
        secret = any(path == one or path.startswith(f"{one}.") for one in self.sensitive)
        kind = AttributeKind.SENSITIVE if secret else AttributeKind.SETTABLE
        return Attribute(path, same, kind, default)

    def comparator(self, path: str, one: AttributeSchema) -> Same:
        """How the values of an argument compare, by its type."""
        if path in self.same:
            return self.same[path]
        kind = one.type if isinstance(one.type, str) else one.type[0]
        if path == "labels":
            return tags
        if path in ("region", "zone", "location"):
            return google_link
        if kind in ("list", "set"):
            return google_values(ordered=self.ordered.get(path, kind != "set"))
        return google_value

    def blocks(self, path: str, nested: Any) -> Same:
        """How a block compares as a whole."""
        block: BlockSchema = nested.block
        same: dict[str, Same] = {}
        ignored = [name for name, one in block.attributes.items() if not settable(one)]
        defaults: dict[str, Value] = {}
        for name, one in block.attributes.items():
            inside = f"{path}.{name}"
            if inside in self.skipped:
                ignored.append(name)
            compare = self.comparator(inside, one)
            same[name] = _where_declared(compare) if one.computed else compare
            if inside in self.defaults:
                defaults[name] = self.defaults[inside]
        for name, below in block.blocks.items():
            inside = f"{path}.{name}"
            if inside in self.skipped:
                ignored.append(name)
            else:
                compare = self.same.get(inside) or self.blocks(inside, below)
                same[name] = _where_declared(compare) if inside in self.filled else compare
        ordered = self.ordered.get(path, nested.nesting != "set")
        return blocks(same=same, defaults=defaults, ignore=ignored, ordered=ordered)

    def read(self, data: Mapping[str, Any]) -> dict[str, Value]:
        """The attributes of a resource; those that raise NotRead are Unknown."""
        found = _taken(self._values(self.block, data, ""))
        for name, source in self.computed.items():
            found[name] = value_at(data, source)
        return found

    def _values(
        self, block: BlockSchema, raw: Any, prefix: str, alone: bool = True
    ) -> Iterator[tuple[str, Callable[[], Any]]]:
        """alone: neither the block nor one around it can be repeated."""
        for name, one in block.attributes.items():
            path = prefix + name
            if not settable(one) or path == "id":
                continue
            if path in self.told:
                yield name, partial(value_at, raw, self.told[path])
            elif path not in self.skipped:
                yield name, self._attribute(path, one, raw)
            elif prefix and alone:
                # Beside what was read it would look like nothing.
                yield name, _nowhere
        for name, nested in block.blocks.items():
            path = prefix + name
            if path not in self.skipped and name != "timeouts":
                yield name, self._block(path, nested, raw, alone)

    def _attribute(self, path: str, one: AttributeSchema, raw: Any) -> Callable[[], Any]:
        def value() -> Any:
            found = value_at(raw, self.at.get(path, camel(path.rpartition(".")[2])))
            if found is None and not self.defaults.get(path, True):
                return self.defaults[path]
            if found is None and self.leaves_out and path not in self.present:
                return _left_out(one)
            return typed(found, one.type)

        return value

    def _block(self, path: str, nested: Any, raw: Any, alone: bool) -> Callable[[], Any]:
        inside = alone and nested.max_items == 1 and path not in self.whole
        block: BlockSchema = nested.block
        # Whether an empty object stands for a block without arguments, or for none.
        empty = not (any(map(settable, block.attributes.values())) or block.blocks)
        bare = empty or self.leaves_out or path in self.present

        def value() -> Any:
            at = self.at.get(path, camel(path.rpartition(".")[2]))
            found = value_at(raw, at)
            if found is None and path not in self.at:
                # What is repeated has a name in the plural there.
                found = value_at(raw, f"{at}s")
            if found is None or found is False or (found == {} and not bare):
                return []
            several = found if isinstance(found, (list, tuple)) else (found,)
            return [
                _taken(self._values(block, each, f"{path}.", inside))
                for each in several
                if isinstance(each, Mapping)
            ]

        return value


def _taken(values: Iterable[tuple[str, Callable[[], Any]]]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in values:
        try:
            found[name] = value()
        except NotRead as error:
            found[name] = Unknown(f"not read: {error}")
        except ByItselfError as error:
            found[name] = Unknown(f"{BY_ITSELF}: {error}")
    return found


def _nowhere() -> Any:
    raise NotRead("no answer has it")


def _left_out(one: AttributeSchema) -> Any:
    """What an answer says that has no field: nothing of a kind, or false."""
    kind = one.type if isinstance(one.type, str) else one.type[0]
    return [] if kind in ("list", "set") else False if kind == "bool" else None


def tabled(
    type_name: str,
    asset: str,
    *,
    key: Callable[[Resource], str | None],
    at: Mapping[str, Source] | None = None,
    same: Mapping[str, Same] | None = None,
    defaults: Mapping[str, Value] | None = None,
    computed: Mapping[str, Source] | None = None,
    apply_only: Sequence[str] = (),
    write_only: Sequence[str] = (),
    uncovered: Mapping[str, str] | None = None,
    whole: Sequence[str] = (),
    unordered: Sequence[str] = (),
    sensitive: Sequence[str] = (),
    beside: Mapping[str, str] | None = None,
    only: Callable[[Asset], bool] | None = None,
    everywhere: Callable[[Asset], bool] | None = None,
    form: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None,
    told: Mapping[str, Source] | None = None,
    present: Sequence[str] = (),
    leaves_out: bool = False,
    filled: Sequence[str] = (),
    identity: Source | None = None,
    surplus: Callable[[Context, Item], bool] | None = None,
    import_id: str | None = "",
) -> Reader:
    """The reader of a table.

    asset: the asset type. key: the join key, see `by`. at: arguments and blocks by their path,
    where the API has them in another place than the same words. same: comparators by path.
    defaults: what live says where nothing is declared. computed: watched attributes that the
    platform sets. apply_only: arguments that only steer Terraform. write_only: never readable.
    uncovered: arguments that are not compared, with the reason. whole: single blocks that are
    compared as one. unordered: repeated blocks and lists without a meaning in their order.
    sensitive: paths whose values are never shown. beside: other asset types that say something of
    these resources, by the name under which the object has their data by relative name, or the
    NotRead that stood in the way. only: which assets are of this type.
    everywhere: what every project has. form: the answer in the words that the table is written
    in, where the inventory uses others. told: what the answer tells of arguments that are not
    compared, or NotRead. present: blocks that say something with nothing in them, where an empty
    object is no block otherwise. leaves_out: the answer has no field for what is false or empty;
    arguments among `present` are unset then. filled: blocks inside of repeated ones that the
    platform fills in where none is declared. identity: Terraform's id, by default the asset's
    name below its service. surplus: which of those that nobody manages are unmanaged.
    import_id: what ``terraform import`` wants, by default the project and what `by` names; None
    where it imports none.
    """
    schema = find(type_name)
    if schema is None:
        raise ValueError(f"{type_name}: not in the provider's schema")
    reasons = {**TIMEOUTS, **(uncovered or {})}
    if "timeouts" not in schema.block.blocks:
        del reasons["timeouts"]
    table = Table(
        schema.block,
        at={**COMMON, **(at or {})},
        same={"project": google_value, **(same or {})},
        defaults={"labels": {}, **(defaults or {})},
        computed=_computed(schema.block, computed or {}),
        skipped=frozenset((*apply_only, *write_only, *reasons)),
        whole=frozenset(whole),
        ordered=dict.fromkeys(unordered, False),
        sensitive=sensitive,
        told=told or {},
        present=frozenset(present),
        leaves_out=leaves_out,
        filled=frozenset(filled),
    )
    rows = (
        *table.rows(),
        *(
            Attribute(name, tags if name == "effective_labels" else google_value, _COMPUTED)
            for name in table.computed
        ),
        *(Attribute(name, kind=AttributeKind.APPLY_ONLY) for name in apply_only),
        *(Attribute(name, kind=AttributeKind.WRITE_ONLY) for name in write_only),
    )
    if import_id == "":
        import_id = key.import_id if isinstance(key, By) else "{id}"
    projection = Projection(type_name, rows, key, reasons, import_id)

    wanted = tuple(dict.fromkeys((asset, *(beside or {}).values())))

    def listing(context: Context) -> Iterable[Item]:
        assets = context.inventory.resources(asset)
        others = {name: _by_name(context, kind) for name, kind in (beside or {}).items()}
        ids = {context.inventory.number: context.project}
        managed = context.managed.get(type_name, ())
        for one in assets:
            if only is not None and not only(one):
                continue
            said = with_ids(one.data if form is None else form(one.data), ids)
            data = {**said, **others, ASSET: one, PROJECT: context.project, MANAGED: managed}
            attributes = table.read(data)
            attributes["id"] = (
                with_ids(one.relative, ids) if identity is None else value_at(data, identity)
            )
            found = key(_Keyed(attributes))  # type: ignore[arg-type]
            if found is None:
                raise NotRead(f"{type_name}: {one.name} does not tell what identifies it")
            yield Item(found, attributes, everywhere is not None and everywhere(one))

    return Reader(projection, (RESOURCES,), listing, _as_read, resources=wanted, surplus=surplus)


def _by_name(context: Context, kind: str) -> Mapping[str, Any] | NotRead:
    try:
        found = context.inventory.resources(kind)
    except NotRead as error:
        return error
    return {one.relative.partition("/")[2].partition("/")[2]: one.data for one in found}


_COMPUTED: Final = AttributeKind.COMPUTED


def _as_read(attributes: Mapping[str, Value]) -> Mapping[str, Value]:
    return attributes


@dataclass(frozen=True, slots=True)
class _Keyed:
    """What a join key looks at."""

    attributes: Mapping[str, Value]
    id: str | None = None


def _computed(block: BlockSchema, given: Mapping[str, Source]) -> dict[str, Source]:
    found = dict(given)
    if "effective_labels" in block.attributes:
        found.setdefault("effective_labels", lambda raw: raw.get("labels") or {})
    return found


def _where_declared(same: Same) -> Same:
    """What the provider fills in where nothing is declared is no difference."""
    return lambda expected, live: empty(expected) or same(expected, live)


def settable(one: AttributeSchema) -> bool:
    """Whether code may set an attribute."""
    return one.required or one.optional


@dataclass(frozen=True, slots=True)
class By:
    """See `by`."""

    names: tuple[str, ...]

    def __call__(self, resource: Resource) -> str | None:
        found = [last(resource.attributes.get(name)) for name in self.names]
        if all(isinstance(one, (str, int)) and one != "" for one in found):
            return "/".join(map(str, found))
        return None

    @property
    def import_id(self) -> str:
        """What the provider imports, in the spelling that all its types take."""
        return "/".join(f"{{{name}}}" for name in ("project", *self.names))


def by(*names: str) -> By:
    """The join key: arguments that identify a resource in its project, links by their last
    segment."""
    return By(names)


def inside(parent: str, *names: str) -> Callable[[Resource], str | None]:
    """The join key of what stands in another resource, whose full name an argument holds."""

    def key(resource: Resource) -> str | None:
        above = resource.attributes.get(parent)
        below = by(*names)(resource)
        if not isinstance(above, str) or not above or below is None:
            return None
        parts = above.strip("/").split("/")
        return "/".join((*(parts[2:] if parts[0] == "projects" else parts), below))

    return key
