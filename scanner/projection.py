"""What of a resource type can drift: the contract between live readers and `scanner.drift`.

A projection is a table, one row an attribute. Only projected paths can drift; whatever else a
declaration says is counted as not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from scanner.model import Resource, Value


class AttributeKind(StrEnum):
    """settable: an argument. computed: the platform sets it. apply_only: it steers Terraform and
    is nowhere live (``force_destroy``). write_only: sent, never readable. sensitive: compared,
    never shown."""

    SETTABLE = "settable"
    COMPUTED = "computed"
    APPLY_ONLY = "apply_only"
    WRITE_ONLY = "write_only"
    SENSITIVE = "sensitive"


class Missing:
    """The type of `NO_DEFAULT`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NO_DEFAULT"


NO_DEFAULT: Final = Missing()


BY_ITSELF: Final = "changes by itself"
"""How the reason of an Unknown begins that stands for a live value which the platform steers here:
it is neither drift nor unread, and not compared."""


def identical(left: Value, right: Value) -> bool:
    """The plainest comparator: equal values of equal type; 1 is not True."""
    return bool(left == right) and isinstance(left, bool) == isinstance(right, bool)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One row.

    path: Terraform's path with dots through single blocks: ``"tags"``,
        ``"versioning_configuration.status"``. A repeated block is one row, compared as a whole.
    same: ``same(expected, live)`` decides equality after canonicalisation. See `scanner.compare`.
    default: what live says when nothing was declared; folded only when live equals it.
    """

    path: str
    same: Callable[[Value, Value], bool] = identical
    kind: AttributeKind = AttributeKind.SETTABLE
    default: Value | Missing = NO_DEFAULT


@dataclass(frozen=True, slots=True)
class Projection:
    """What of one resource type is read live and compared.

    type: Terraform's resource type.
    key: the join key of a resource of this type, declared, recorded or live: its normalised id
        inside (account, region, type), or None when the resource does not tell (declared with a
        generated name).
    uncovered: settable arguments of the provider's schema without a row, with the reason.
    import_id: what ``terraform import`` wants, with attributes in braces; None when a resource of
        this type cannot be imported.
    same_as: the type whose live objects these are too, by the same keys: it has another name
        (``aws_alb``), or makes them in another way (``aws_ami_copy``). What either manages is no
        surplus of the other, and what nobody manages is reported as that type.
    """

    type: str
    attributes: tuple[Attribute, ...]
    key: Callable[[Resource], str | None]
    uncovered: Mapping[str, str] = field(default_factory=dict)
    import_id: str | None = "{id}"
    same_as: str = ""

    @property
    def objects_of(self) -> str:
        """The type that its live objects are known by."""
        return self.same_as or self.type


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in scope that could not be read. id None: the whole type (in this region).

    denied: by missing permissions, as against throttled, timed out or failed.
    """

    type: str
    id: str | None
    reason: str
    denied: bool = False
    account: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class LiveView:
    """What the platform answered.

    resources: origin live, with id, account and region; exactly the projected attributes, those
        that could not be read being ``Unknown("not read: ...")``.
    listed: (account, region, type) that were enumerated completely, so that what is absent is
        missing and what is extra is unmanaged. Region is ``""`` for global types.
    """

    resources: tuple[Resource, ...] = ()
    unread: tuple[Unread, ...] = ()
    listed: frozenset[tuple[str, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """A call that changed a resource, as the platform's audit log has it.

    actor: who, a principal's ARN or name. at: when, ISO 8601 in UTC. tool: with what, ``aws-cli``,
    ``console``. event: the call, ``PutBucketPolicy``.
    """

    actor: str
    at: str
    tool: str
    event: str
