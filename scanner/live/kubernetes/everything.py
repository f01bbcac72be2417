"""Every object of a cluster that rules judge, for judging it without any manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

from scanner.drift.bookkeeping import settled
from scanner.errors import LiveError
from scanner.identity import object_type
from scanner.live.kubernetes.api import Discovery, Kind, listed
from scanner.live.kubernetes.reader import SECRET, live_object
from scanner.live.kubernetes.secrets import new_seal
from scanner.live.kubernetes.session import KubernetesSession
from scanner.live.kubernetes.wellknown import SYSTEM_NAMESPACES
from scanner.live.notread import NotRead
from scanner.model import Resource
from scanner.projection import Unread

# What makes something else by itself is judged there: the pod of a Deployment in the Deployment.
_OWNERS: Final = frozenset(
    {"CronJob", "DaemonSet", "Deployment", "Job", "Node", "ReplicaSet", "ReplicationController",
     "StatefulSet"}
)  # fmt: skip


# Roles that the API server itself writes, and writes anew when they are changed.
_BOOTSTRAPPED: Final = "kubernetes.io/bootstrapping"


@dataclass(frozen=True, slots=True)
class Objects:
    """resources: origin live, one scope, so that rules see them beside each other. unread: kinds
    that could not be listed. complete: types that were read in full. place: of the cluster."""

    resources: tuple[Resource, ...]
    unread: tuple[Unread, ...]
    complete: frozenset[str]
    place: str

    def joined(self, other: Objects) -> Objects:
        """These, and those of other types."""
        return Objects(
            (*self.resources, *other.resources),
            tuple(dict.fromkeys((*self.unread, *other.unread))),
            self.complete | other.complete,
            self.place,
        )


def read_objects(
    session: KubernetesSession,
    types: Iterable[str] | None,
    namespaces: tuple[str, ...] = (),
    *,
    system: bool = False,
    workers: int = 16,
    progress: Callable[[int, int], None] | None = None,
) -> Objects:
    """Read all objects of the resource types (``Deployment``, ``Certificate.cert-manager.io``), or
    of every kind.

    namespaces: only these, and then nothing that is in none. system: also in kube-system and its
    like, and the roles that every cluster has. Raises LiveError when the cluster does not answer.
    """
    scope = f"kubernetes/{session.place.context or 'in-cluster'}"
    try:
        discovery = Discovery.of(session)
    except NotRead as error:
        raise LiveError(f"the cluster does not answer: {error}") from error
    wanted = set(types) if types is not None else None
    kinds = [
        one
        for one in discovery.everything()
        if (wanted is None or object_type(one.kind, one.group) in wanted)
        and (one.namespaced or not namespaces)
    ]
    seal = new_seal()

    def read(kind: Kind) -> tuple[list[Resource], NotRead | None]:
        secret = object_type(kind.kind, kind.group) == SECRET
        found: list[Resource] = []
        try:
            for namespace in namespaces or ("",):
                for item in listed(session, kind, namespace, metadata_only=secret):
                    if _is_judged(item, system or bool(namespaces)):
                        one = live_object(kind, item, scope, seal)
                        found.append(replace(one, attributes=settled(one.attributes)))
        except NotRead as error:
            return found, error
        return found, None

    resources: list[Resource] = []
    unread = [
        Unread(version, None, str(failure), failure.denied)
        for version, failure in discovery.failed.items()
    ]
    complete = _not_served(wanted or (), discovery)
    with ThreadPoolExecutor(workers) as pool:
        for done, (kind, answer) in enumerate(zip(kinds, pool.map(read, kinds), strict=True), 1):
            found, problem = answer
            resources += found
            name = object_type(kind.kind, kind.group)
            if problem is None:
                complete.add(name)
            else:
                unread.append(Unread(name, None, str(problem), problem.denied))
            if progress is not None:
                progress(done, len(kinds))
    return Objects(tuple(resources), tuple(unread), frozenset(complete), scope)


def _not_served(wanted: Iterable[str], discovery: Discovery) -> set[str]:
    """The types that the cluster does not know, so that it has no objects of them.

    Whether a group whose server does not answer has one, nobody knows.
    """
    known = {object_type(one.kind, one.group) for one in discovery.kinds.values()}
    failed = [version.rpartition("/")[0] for version in discovery.failed]
    return {
        name
        for name in wanted
        if name not in known
        and all(object_type(name.partition(".")[0], group) != name for group in failed)
    }


def _is_judged(item: dict[str, object], system: bool) -> bool:
    metadata = item.get("metadata")
    if not isinstance(metadata, dict):
        return False
    if metadata.get("namespace") in SYSTEM_NAMESPACES and not system:
        return False
    labels = metadata.get("labels")
    if isinstance(labels, dict) and _BOOTSTRAPPED in labels and not system:
        return False
    owners = metadata.get("ownerReferences")
    return not isinstance(owners, list) or not any(
        isinstance(one, dict) and one.get("controller") and one.get("kind") in _OWNERS
        for one in owners
    )
