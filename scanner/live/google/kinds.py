"""The shape of a Google resource type's file, and finding one by the type's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from scanner.live.type_files import reader_in, types_in

if TYPE_CHECKING:
    from scanner.live.google.inventory import Inventory
    from scanner.live.google.session import ExportSession, GoogleSession
    from scanner.model import Resource, Value
    from scanner.projection import Projection

_PROJECT = re.compile(r"projects/([a-z][a-z0-9.:-]{1,63})/")
_TYPES = "scanner.live.google.types"


@dataclass(frozen=True, slots=True)
class Request:
    """A request that a reader may send. Only GET exists here.

    path: a regular expression for the whole path of the URL. permission: the IAM permission.
    query: parameters that must be there with exactly these values.
    """

    path: str
    permission: str
    query: tuple[tuple[str, str], ...] = ()


_ASSETS = r"/v1/projects/[a-z0-9.:-]+/assets"
RESOURCES: Final = Request(
    _ASSETS, "cloudasset.assets.listResource", (("contentType", "RESOURCE"),)
)
POLICIES: Final = Request(
    _ASSETS, "cloudasset.assets.listIamPolicy", (("contentType", "IAM_POLICY"),)
)
"""https://cloud.google.com/asset-inventory/docs/reference/rest/v1/assets/list"""


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader may use while it reads one project.

    managed: what Terraform manages in the project, by type. asked: the types that are read.
    everything: nobody manages anything, and whatever there is is wanted. deadline: after it no
    request begins, see `scanner.live.notread.check`.
    """

    session: GoogleSession | ExportSession
    inventory: Inventory
    managed: Mapping[str, tuple[Resource, ...]] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    everything: bool = False
    deadline: float | None = None

    @property
    def project(self) -> str:
        """The project's id."""
        return self.session.project


@dataclass(frozen=True, slots=True)
class Item:
    """One live resource. key: its join key. raw: for the reader's `read`. everywhere: every
    project has it, or the platform made it."""

    key: str
    raw: Any
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """How one resource type is read.

    requests: everything it may send; the guard and the permissions come from here.
    listing: every resource of the project; NotRead when that is not all, at the end if it may be.
    find: the raw answer about one that is not listed, or None when it does not exist.
    read: raw to attributes. All may raise NotRead.
    resources, policies: the asset types whose content it takes from the inventory.
    surplus: whether an item that nobody manages is unmanaged, rather than another type's matter.
    """

    projection: Projection
    requests: tuple[Request, ...]
    listing: Callable[[Context], Iterable[Item]]
    read: Callable[[Any], Mapping[str, Value]]
    find: Callable[[Context, str], Any] | None = None
    resources: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    surplus: Callable[[Context, Item], bool] | None = None

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


ALONGSIDE: Final = {
    "google_kms_crypto_key": "google_kms_crypto_key_iam_member",
    "google_storage_bucket": "google_storage_bucket_iam_member",
}
"""Who may use what is managed is looked at even where no code or state speaks of it."""


def alongside(types: Iterable[str]) -> tuple[str, ...]:
    """The types that are looked for beside these, when what nobody manages is."""
    return tuple(dict.fromkeys(ALONGSIDE[one] for one in types if one in ALONGSIDE))


def requests(types: Iterable[str]) -> tuple[Request, ...]:
    """What the readers of these types may send, once each."""
    found = {
        request
        for reader in map(reader_for, sorted(set(types)))
        if reader is not None
        for request in reader.requests
    }
    return tuple(sorted(found, key=lambda one: (one.path, one.permission)))


def project_of(resource: Resource) -> str:
    """The id of the project that a resource says it is in, ``""`` where it does not."""
    own = resource.attributes.get("project")
    if isinstance(own, str) and own:
        return own
    # Types without the argument stand in another resource, which names the project.
    for name in ("id", "service_account_id", "key_ring", "crypto_key_id"):
        value = resource.attributes.get(name)
        found = (
            re.match(r"projects/([a-z][a-z0-9.:-]{1,63})/", value)
            if isinstance(value, str)
            else None
        )
        if found:
            return found[1]
    return ""
