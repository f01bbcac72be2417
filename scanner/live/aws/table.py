"""A resource type as a table: Terraform's path, where the answer holds it, how the two compare.

Most types are read like this: one call lists them, each element of the list says most of what
there is, and a call for each managed resource says the rest::

    READER = tabled(
        "aws_vpc",
        listed(VPCS, "Vpcs", "VpcId"),
        key=by_id,
        fields=(field("cidr_block", "CidrBlock", cidr), ...),
        details=(detail(ATTRIBUTE, {"VpcId": "."}, (field(...),), Attribute="enableDnsSupport"),),
    )

The reader's operations, parts and projection all come from this one table, so that they cannot
differ. What fits no table is written with `scanner.live.aws.kinds.Reader` itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from scanner.compare import Same, blocks, empty, scalar
from scanner.live.aws.api import required
from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.live.aws.tags import TAG_ROWS, tag_map
from scanner.projection import NO_DEFAULT, Attribute, AttributeKind, Missing, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.operations import Operation
    from scanner.model import Resource, Value

Raw = Mapping[str, Any]
Source = str | Callable[[Any], Any]
"""Where an answer holds a value: its path with dots, ``"Endpoint.Address"``, or a function of the
answer. A function may raise NotRead, which leaves the attributes read with it unread."""


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the projection, and where an answer holds it."""

    attribute: Attribute
    source: Source

    @property
    def name(self) -> str:
        """The top-level attribute."""
        return self.attribute.path.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Listing:
    """How the resources are enumerated. operations: everything that `items` sends."""

    operations: tuple[Operation, ...]
    items: Callable[[Api, Managed], Iterable[Item]]


@dataclass(frozen=True, slots=True)
class Detail:
    """What a further call says of one resource. operations: everything that `answer` sends."""

    operations: tuple[Operation, ...]
    answer: Callable[[Api, Item], Any]
    fields: tuple[Field, ...]
    bulk: bool = False


def field(
    path: str,
    source: Source,
    same: Same = scalar,
    *,
    kind: AttributeKind = AttributeKind.SETTABLE,
    default: Value | Missing = NO_DEFAULT,
) -> Field:
    """A settable argument, compared as `scalar` unless said otherwise.

    path: ``"a.b"`` is attribute ``b`` of the single block ``a``. default: what live says where
    nothing was declared; a default of false, zero, [] or {} also stands in for a value that the
    answer leaves out.
    """
    return Field(Attribute(path, same, kind, default), source)


def computed(path: str, source: Source, same: Same = scalar) -> Field:
    """What the platform sets: compared with the state, never with code."""
    return field(path, source, same, kind=AttributeKind.COMPUTED)


def block(
    path: str,
    source: Source,
    rows: Mapping[str, Source],
    *,
    key: Sequence[str] = (),
    same: Mapping[str, Same] | None = None,
    defaults: Mapping[str, Value] | None = None,
    ignore: Sequence[str] = (),
    ordered: bool = False,
    default: Value | Missing = NO_DEFAULT,
) -> Field:
    """A block, single or repeated, compared as a whole.

    source: where the answer holds the object, or the list of them. rows: attributes of the block.
    The rest: see `scanner.compare.blocks`.
    """
    compare = blocks(key=key, same=same, defaults=defaults, ignore=ignore, ordered=ordered)
    return field(path, nested(source, rows), compare, default=default)


def nested(source: Source, rows: Mapping[str, Source]) -> Callable[[Any], list[dict[str, Value]]]:
    """The blocks that an answer's object, or list of objects, stands for; for use in `rows`."""

    def build(raw: Any) -> list[dict[str, Value]]:
        found = value_at(raw, source)
        if not found:
            return []
        several = found if isinstance(found, (list, tuple)) else (found,)
        return [{name: value_at(one, at) for name, at in rows.items()} for one in several]

    return build


def tagged(source: Source = "Tags") -> tuple[Field, ...]:
    """``tags`` and ``tags_all`` of ``[{Key, Value}]`` or of a plain map. Live cannot tell the
    resource's own tags from the provider's default ones, so both hold the same."""

    def read(raw: Any) -> dict[str, str]:
        found = value_at(raw, source)
        if isinstance(found, Mapping):
            return {str(name): str(value) for name, value in found.items() if name[:4] != "aws:"}
        return tag_map(found)

    return tuple(Field(row, read) for row in TAG_ROWS)


def value_at(raw: Any, source: Source) -> Any:
    """What `source` says of an answer; None where there is nothing."""
    if not isinstance(source, str):
        return source(raw)
    for name in source.split("."):
        if not isinstance(raw, Mapping):
            return None
        raw = raw.get(name)
    return raw


# ---- listings and details ------------------------------------------------------------------


def listed(
    operation: Operation,
    key: str,
    id: str | Callable[[Any], str],
    *,
    only: Callable[[Any], bool] | None = None,
    **parameters: Any,
) -> Listing:
    """Every element of the list `key` over all pages of one call.

    id: the field (or function of the element) that is the join key. only: which elements count.
    An element that is no mapping, a bare name or ARN, is the item's raw answer as it is.
    """

    def items(api: Api, managed: Managed) -> Iterable[Item]:
        for one in api.items(operation, key, **parameters):
            if only is None or only(one):
                yield Item(required(one, id) if isinstance(id, str) else id(one), one)

    return Listing((operation,), items)


def recalling(type_name: str, listing: Listing) -> Listing:
    """The listing with what is recorded (or declared) of each managed resource under
    ``"Recorded"``, for what the platform answers in a way that depends on how it was asked for.
    Values that are not known are left out: they would read as if they could not be read live."""

    def items(api: Api, managed: Managed) -> Iterable[Item]:
        from scanner.drift.values import has_unknown

        known = managed.of(type_name)
        for item in listing.items(api, managed):
            said = known[item.id].attributes if item.id in known else {}
            recorded = {name: one for name, one in said.items() if not has_unknown(one)}
            yield Item(item.id, {**item.raw, "Recorded": recorded}, item.objects)

    return Listing(listing.operations, items)


def detail(
    operation: Operation,
    parameters: Mapping[str, Source],
    fields: tuple[Field, ...],
    *,
    result: str = "",
    **fixed: Any,
) -> Detail:
    """A call for each resource.

    parameters: the call's parameters, from the listing's element; ``"."`` is the join key.
    fixed: the other parameters. result: where the answer holds what `fields` read. An error that
    the operation calls absent reads as an empty answer.
    """

    def answer(api: Api, item: Item) -> Any:
        asked = {
            name: item.id if source == "." else value_at(item.raw, source)
            for name, source in parameters.items()
        }
        found = api.call(operation, **asked, **fixed)
        return (value_at(found, result) if result else found) or {}

    return Detail((operation,), answer, fields)


# ---- join keys -----------------------------------------------------------------------------


def by_id(resource: Resource) -> str | None:
    """The id that AWS gave it: nothing to join on without a state."""
    found = resource.attributes.get("id")
    return found if isinstance(found, str) and found else resource.id


def by(*names: str, separator: str = "/") -> Callable[[Resource], str | None]:
    """The values of arguments that identify a resource in its account and region together."""

    def key(resource: Resource) -> str | None:
        found = [resource.attributes.get(name) for name in names]
        if all(isinstance(one, (str, int)) and one != "" for one in found):
            return separator.join(map(str, found))
        return resource.id

    return key


# ---- the reader ----------------------------------------------------------------------------


def tabled(
    type_name: str,
    listing: Listing,
    *,
    key: Callable[[Resource], str | None],
    fields: tuple[Field, ...],
    details: tuple[Detail, ...] = (),
    find: Detail | None = None,
    apply_only: Sequence[str] = (),
    write_only: Sequence[str] = (),
    uncovered: Mapping[str, str] | None = None,
    import_id: str | None = "{id}",
    same_as: str = "",
    **more: Any,
) -> Reader:
    """The reader of a table.

    key: the join key of a resource, see `by_id` and `by`. fields: of the listing's element.
    details: of further calls. find: asks for one managed resource that the listing lacks (its
    answer becomes the item's raw answer; an empty one means that there is none).
    apply_only: arguments that only steer Terraform. write_only: sent, never readable.
    uncovered: settable arguments that are not compared, with the reason.
    import_id, same_as: see `Projection`.
    more: further fields of `Reader`.
    """
    every = (*fields, *(one for each in details for one in each.fields))
    rows = (
        *(one.attribute for one in every),
        *(Attribute(name, kind=AttributeKind.APPLY_ONLY) for name in apply_only),
        *(Attribute(name, kind=AttributeKind.WRITE_ONLY) for name in write_only),
    )
    sent = [*listing.operations, *(op for one in details for op in one.operations)]
    if find is not None:
        sent += find.operations
        more["find"] = partial(_find, find)
    return Reader(
        projection=Projection(type_name, rows, key, dict(uncovered or {}), import_id, same_as),
        operations=tuple(dict.fromkeys(sent)),
        listing=listing.items,
        parts=tuple(
            part
            for part in (
                _part(fields, lambda api, item: item.raw, bulk=True),
                *(_part(one.fields, one.answer, one.bulk) for one in details),
            )
            if part.attributes
        ),
        **more,
    )


def _find(finder: Detail, api: Api, key: str, resource: Resource) -> Item | None:
    found = finder.answer(api, Item(key, resource.attributes))
    return Item(key, found) if found else None


def _part(fields: Sequence[Field], answer: Callable[[Api, Item], Any], bulk: bool) -> Part:
    names = tuple(dict.fromkeys(one.name for one in fields))
    return Part(names, lambda api, item: values(fields, answer(api, item)), bulk)


def values(fields: Sequence[Field], raw: Any) -> dict[str, Value]:
    """The attributes that an answer stands for."""
    found: dict[str, Any] = {}
    for one in fields:
        value = value_at(raw, one.source)
        default = one.attribute.default
        if value is None and not default and default != "" and not isinstance(default, Missing):
            # An answer leaves out what is false, zero or empty; the provider records it so. But
            # no text stays nothing: rules take an empty one for one that was set.
            value = default
        *outer, last = one.attribute.path.split(".")
        inside = found
        for name in outer:
            inside = inside.setdefault(name, [{}])[0]
        inside[last] = value
    for name in {one.name for one in fields if "." in one.attribute.path}:
        found[name] = _filled(found[name])
    return found


def _filled(blocks: Any) -> Any:
    """A single block as it is, or none where nothing at all is in it."""
    return [
        {name: _filled(one) if isinstance(one, list) else one for name, one in block.items()}
        if isinstance(block, dict)
        else block
        for block in blocks
        if not (isinstance(block, dict) and _is_hollow(block))
    ]


def _is_hollow(block: Any) -> bool:
    if isinstance(block, dict):
        return all(map(_is_hollow, block.values()))
    if isinstance(block, list):
        return all(isinstance(one, dict) and _is_hollow(one) for one in block)
    return empty(block)
