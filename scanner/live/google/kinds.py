"""The shape of a Google resource type's file, and finding one by the type's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scanner.live.type_files import reader_in, types_in

if TYPE_CHECKING:
    from scanner.live.google.session import GoogleSession
    from scanner.model import Value
    from scanner.projection import Projection

_TYPES = "scanner.live.google.types"


@dataclass(frozen=True, slots=True)
class Request:
    """A request that a reader may send. Only GET exists here.

    path: a regular expression for the whole path of the URL. permission: the IAM permission.
    """

    path: str
    permission: str


@dataclass(frozen=True, slots=True)
class Reader:
    """How one resource type is read.

    requests: everything it may send; the guard and the permissions come from here.
    listing: (join key, raw) of every resource of the project. find: the raw answer about one, or
    None when it does not exist. read: raw to attributes. All may raise NotRead.
    """

    projection: Projection
    requests: tuple[Request, ...]
    listing: Callable[[GoogleSession], Iterable[tuple[str, Mapping[str, Any]]]]
    find: Callable[[GoogleSession, str], Mapping[str, Any] | None]
    read: Callable[[Mapping[str, Any]], Mapping[str, Value]]


def reader_for(type_name: str) -> Reader | None:
    """The reader of a resource type, or None when there is no file for it."""
    reader: Reader | None = reader_in(_TYPES, type_name)
    return reader


def supported_types() -> tuple[str, ...]:
    """Every type with a file, in alphabetical order."""
    return types_in(_TYPES)


def requests(types: Iterable[str]) -> tuple[Request, ...]:
    """What the readers of these types may send, once each."""
    found = {
        request.path: request
        for reader in map(reader_for, sorted(set(types)))
        if reader is not None
        for request in reader.requests
    }
    return tuple(found[path] for path in sorted(found))
