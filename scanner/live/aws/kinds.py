"""The shape of a resource type's file, and finding one by the type's name.

``scanner/live/aws/types/<type>.py`` holds one `Reader` called ``READER``: what it may send, how
the resources are listed, how one is read, and the projection. Nothing registers itself; a type is
supported when its file is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from scanner.live.type_files import reader_in, types_in

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.operations import Operation
    from scanner.live.aws.ownership import Owned
    from scanner.model import Resource, Value
    from scanner.projection import Projection

_TYPES = "scanner.live.aws.types"


class Withheld(Enum):
    """The type of `WITHHELD`."""

    WITHHELD = "never read"


WITHHELD: Any = Withheld.WITHHELD
"""A part's value for an attribute that is never asked for: a secret, or what cannot be compared.
The live resource then lacks the attribute, so that it counts as not compared, and not as unread."""


@dataclass(frozen=True, slots=True)
class Item:
    """One live resource as the listing found it.

    id: its join key, as the projection's `key` gives it for declared and recorded resources.
    raw: what the API said. objects: the platform's ids of what this stands for, where several
    resource types can spell the same object.
    """

    id: str
    raw: Any = None
    objects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """Attributes that are read together, and cost or fail together.

    attributes: top-level names. read: their values; may raise NotRead and Gone, and say
    `WITHHELD`. bulk: costs no request per resource, so it is also read for what nobody manages.
    """

    attributes: tuple[str, ...]
    read: Callable[[Api, Item], Mapping[str, Value]]
    bulk: bool = False


@dataclass(frozen=True, slots=True)
class Managed:
    """What Terraform manages in one account and region: join keys by type.

    everything: nobody manages anything, and whatever there is is wanted. A listing that otherwise
    asks for what is managed alone asks for all then.
    """

    by_type: Mapping[str, Mapping[str, Resource]] = field(default_factory=dict)
    everything: bool = False

    def of(self, type_name: str) -> Mapping[str, Resource]:
        """Managed resources of one type by join key."""
        return self.by_type.get(type_name, {})


@dataclass(frozen=True, slots=True)
class Reader:
    """How one resource type is read.

    operations: everything it may send; the guard and `trueup permissions` come from here.
    listing: the live resources of the account (and region); complete or NotRead.
    parts: how one resource is read. A part that fails leaves its attributes unread.
    find: asks for one managed resource that the listing does not have, or that could not be
        listed; None when it does not exist. Without it the listing alone decides.
    regional: False for what has no region of its own in Terraform (IAM, S3).
    everywhere: tells by the listing's item and the attributes a resource that every account has,
        or that the platform makes by itself.
    owns: attributes of other types that this type's resources can write instead.
    parent_type, owner, owner_of, siblings: for settings of another resource that can also be
        written inside of it. owner and owner_of give (the parent's join key, its attribute) of an
        item and of a managed resource; siblings are the types that write that attribute. Such
        an item is unmanaged only where its parent is managed and has managed siblings for the
        attribute; elsewhere the parent's own attribute shows it.
    adopted_type: the parent's type where Terraform adopts what the platform made instead of
        creating it (the default route table, network ACL and security group of a VPC).
    rank: of types that describe the same live objects, the one with the lowest reports those
        that nobody manages.
    claims: types some of whose objects a resource of this type may stand for. While managed ones
        of this type could not be listed, what nobody manages of those types is not known.
    """

    projection: Projection
    operations: tuple[Operation, ...]
    listing: Callable[[Api, Managed], Iterable[Item]]
    parts: tuple[Part, ...]
    find: Callable[[Api, str, Resource], Item | None] | None = None
    regional: bool = True
    everywhere: Callable[[Item, Mapping[str, Value]], bool] | None = None
    parent_type: str = ""
    adopted_type: str = ""
    owner: Callable[[Item], tuple[str, str]] | None = None
    owner_of: Callable[[Resource], tuple[str, str] | None] | None = None
    siblings: tuple[str, ...] = ()
    rank: int = 0
    owns: tuple[Owned, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """Terraform's resource type."""
        return self.projection.type


def reader_for(type_name: str) -> Reader | None:
    """The reader of a resource type, or None when there is no file for it."""
    reader: Reader | None = reader_in(_TYPES, type_name)
    return reader


def supported_types() -> tuple[str, ...]:
    """Every type with a file, in alphabetical order."""
    return types_in(_TYPES)


def splits(types: Iterable[str]) -> tuple[Owned, ...]:
    """Who owns which attribute of what, as far as resources of these types tell."""
    from scanner.live.aws.ownership import OWNED_ELSEWHERE

    found = [
        owned for reader in map(reader_for, sorted(set(types))) if reader for owned in reader.owns
    ]
    return (*OWNED_ELSEWHERE, *found)


def operations(types: Iterable[str]) -> tuple[Operation, ...]:
    """What the readers of these types may send, once each; types without a reader add nothing.

    The guard allows exactly this, and `scanner.live.permissions` prints exactly this.
    """
    found = {
        operation.pair: operation
        for reader in map(reader_for, sorted(set(types)))
        if reader is not None
        for operation in reader.operations
    }
    return tuple(found[pair] for pair in sorted(found))
