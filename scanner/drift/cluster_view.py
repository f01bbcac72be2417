"""What is compared: declared objects, what a state holds of them, and what a cluster answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from scanner.drift.fields import Schema
from scanner.model import Resource
from scanner.projection import Unread


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a Terraform state holds of an object.

    item: as an API object, None when the state lacks it. removed: the code no longer declares it.
    undeclared: what is declared is not known, as its module could not be read. exact: the state
    has what was declared and nothing else, as of a ``kubernetes_manifest``. replaced_by: the name
    of the object that the code declares in its place.
    """

    item: Resource | None
    removed: bool = False
    undeclared: bool = False
    exact: bool = False
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class ClusterPair:
    """A declared object and what the cluster said: the live one, that there is none (None), or
    why it is not known.

    declared: the recorded one where the code has none. recorded: of the state; None where no state
    tells of it.
    """

    declared: Resource
    live: Resource | Unread | None
    recorded: Recorded | None = None


@dataclass(frozen=True, slots=True)
class ClusterView:
    """What a cluster answered.

    pairs: of every declared object that can be asked for. others: live objects that nobody
    declares, of the kinds and namespaces that were listed. unread: kinds that were not listed.
    nameless: declared objects whose name the server makes. left_out: those outside of the wanted
    namespaces. schema: of the declared kinds. seal: what stands for a value of a Secret.
    """

    pairs: tuple[ClusterPair, ...]
    others: tuple[Resource, ...] = ()
    unread: tuple[Unread, ...] = ()
    nameless: tuple[Resource, ...] = ()
    left_out: tuple[Resource, ...] = ()
    schema: Schema = field(default_factory=Schema)
    seal: Callable[[bytes], str] = repr
