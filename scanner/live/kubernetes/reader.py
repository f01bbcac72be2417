"""Declared objects and their live counterparts: one list per kind, in several threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

from scanner.drift.cluster_view import ClusterPair, ClusterView
from scanner.identity import object_address, object_type
from scanner.live.kubernetes.api import Discovery, Gone, Kind, fetch, listed
from scanner.live.kubernetes.schema import schema_for
from scanner.live.kubernetes.secrets import Seal, new_seal, without_values
from scanner.live.kubernetes.session import KubernetesSession
from scanner.live.kubernetes.wellknown import is_well_known
from scanner.live.notread import NotRead
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource, Unknown
from scanner.projection import Unread

Progress = Callable[[int, int], None]
_FEW_NAMESPACES: Final = 4
_LATE: Final = "the time of --timeout was over"
SECRET: Final = "Secret"  # noqa: S105 - the name of a kind


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read. namespaces: only these, or those of the declared objects. unmanaged: also
    look for what nobody declares. strict: and for what every cluster has. all_kinds: of every
    kind that there is. deadline: of time.monotonic(), after which nothing more is asked."""

    namespaces: tuple[str, ...] = ()
    unmanaged: bool = True
    strict: bool = False
    all_kinds: bool = False
    workers: int = 16
    deadline: float | None = None


@dataclass(frozen=True, slots=True)
class _Declared:
    resource: Resource
    kind: Kind
    namespace: str
    name: str


@dataclass(slots=True)
class _Plan:
    """What is declared, sorted by what can be asked. answers: of what needs no question."""

    asked: list[_Declared] = field(default_factory=list)
    answers: dict[int, Unread | None] = field(default_factory=dict)
    nameless: list[Resource] = field(default_factory=list)
    left_out: list[Resource] = field(default_factory=list)


def default_namespace(session: KubernetesSession, namespaces: Sequence[str]) -> str:
    """Where an object is that does not say: as kubectl has it."""
    return namespaces[0] if len(namespaces) == 1 else session.place.namespace or "default"


def secrets_of(declared: Iterable[Resource], home: str) -> list[tuple[str, str]]:
    """(namespace, name) of the declared Secrets: those whose values are compared."""
    found = []
    for one in declared:
        name, namespace = _identity(one)
        if one.type == SECRET and isinstance(name, str) and not isinstance(namespace, Unknown):
            found.append((str(namespace or home), name))
    return found


def _identity(resource: Resource) -> tuple[Any, Any]:
    metadata = resource.attributes.get("metadata")
    if not isinstance(metadata, Mapping):
        return None, None
    return metadata.get("name"), metadata.get("namespace")


def read_cluster(
    declared: Sequence[Resource],
    session: KubernetesSession,
    wanted: Wanted,
    progress: Progress | None = None,
) -> ClusterView:
    """Ask the cluster for every declared object, and for what else there is of their kinds.

    declared: API objects (`scanner.load.kubernetes`, `scanner.load.api_objects`). Raises NotRead
    when the cluster does not answer at all; what it refuses is in the view as unread.
    """
    discovery = Discovery.of(session)
    home = default_namespace(session, wanted.namespaces)
    plan = _planned(declared, discovery, wanted, home)
    seal = new_seal()
    by_kind: dict[Kind, list[_Declared]] = {}
    for one in plan.asked:
        by_kind.setdefault(one.kind, []).append(one)
    if wanted.all_kinds and wanted.unmanaged:
        known = {(kind.group, kind.kind) for kind in by_kind}
        for kind in discovery.everything():
            if (kind.group, kind.kind) not in known:
                by_kind[kind] = []
    spaces = tuple(sorted({one.namespace for one in plan.asked if one.namespace}))
    run = _Run(session, wanted, wanted.namespaces or spaces, seal, _place(session))
    done = 0

    def advance() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, len(by_kind))

    with ThreadPoolExecutor(wanted.workers) as pool:
        schema = schema_for(by_kind, session, pool.map)
        tasks = [pool.submit(run.kind, kind, mine) for kind, mine in by_kind.items()]
        answers = []
        for task in tasks:
            answers.append(task.result())
            advance()
    found: dict[int, Resource | Unread | None] = dict(plan.answers)
    others: dict[tuple[str, str], Resource] = {}
    unread: list[Unread] = []
    claimed = {
        object_address(one.kind.kind, one.kind.group, one.namespace or "-", one.name)
        for one in plan.asked
    }
    for answer in answers:
        found |= answer.found
        unread += answer.unread
        others |= {(one.type, one.address): one for one in answer.others}
    volumes = _claims(plan.asked)
    return ClusterView(
        pairs=tuple(ClusterPair(one, found[id(one)]) for one in declared if id(one) in found),
        others=tuple(
            one
            for one in others.values()
            if one.address not in claimed
            and not (one.type == "PersistentVolumeClaim" and one.address.startswith(volumes))
        ),
        unread=tuple(unread),
        nameless=tuple(plan.nameless),
        left_out=tuple(plan.left_out),
        schema=schema,
        seal=seal,
    )


def _place(session: KubernetesSession) -> str:
    """The scope of what is only live."""
    return f"kubernetes/{session.place.context or 'in-cluster'}"


def _planned(
    declared: Sequence[Resource], discovery: Discovery, wanted: Wanted, home: str
) -> _Plan:
    plan = _Plan()
    for one in declared:
        version, kind = one.attributes.get("apiVersion"), one.attributes.get("kind")
        name, namespace = _identity(one)
        if not isinstance(version, str) or not isinstance(kind, str):
            continue
        if not isinstance(name, str) or not name or isinstance(namespace, Unknown):
            plan.nameless.append(one)
            continue
        try:
            known = discovery.find(version, kind)
        except NotRead as error:
            plan.answers[id(one)] = Unread(one.type, name, str(error), error.denied)
            continue
        if known is None:
            plan.answers[id(one)] = _not_served(one, version, kind, discovery)
            continue
        where = str(namespace or home) if known.namespaced else ""
        if wanted.namespaces and where and where not in wanted.namespaces:
            plan.left_out.append(one)
        else:
            plan.asked.append(_Declared(one, known, where, name))
    return plan


def _not_served(one: Resource, version: str, kind: str, discovery: Discovery) -> Unread | None:
    """A kind that the cluster does not have has no objects; one that it has in other versions
    only may have this one."""
    versions = discovery.versions(version.rpartition("/")[0], kind)
    if not versions:
        return None
    return Unread(
        one.type,
        None,
        f"the cluster does not serve {kind} as {version}, only as {', '.join(sorted(versions))}",
    )


def _claims(declared: Iterable[_Declared]) -> tuple[str, ...]:
    """How the claims begin that declared StatefulSets make; these have no owner."""
    found = []
    for one in declared:
        spec = one.resource.attributes.get("spec")
        templates = spec.get("volumeClaimTemplates") if isinstance(spec, Mapping) else None
        for template in templates if isinstance(templates, list) else ():
            metadata = template.get("metadata") if isinstance(template, Mapping) else None
            if isinstance(metadata, Mapping):
                start = f"{metadata.get('name')}-{one.name}-"
                found.append(object_address("PersistentVolumeClaim", "", one.namespace, start))
    return tuple(found) or ("\0",)


@dataclass(slots=True)
class _Answer:
    found: dict[int, Resource | Unread | None] = field(default_factory=dict)
    others: list[Resource] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Run:
    session: KubernetesSession
    wanted: Wanted
    namespaces: tuple[str, ...]
    seal: Seal
    scope: str

    def kind(self, kind: Kind, declared: Sequence[_Declared]) -> _Answer:
        """The objects of one kind. Never raises NotRead."""
        answer = _Answer()
        if self._is_late():
            name = object_type(kind.kind, kind.group)
            answer.unread.append(Unread(name, None, _LATE))
            answer.found = {id(one.resource): Unread(name, one.name, _LATE) for one in declared}
            return answer
        secret = object_type(kind.kind, kind.group) == SECRET
        # Cluster-wide kinds are nobody's in a run that looks at some namespaces only.
        unmanaged = self.wanted.unmanaged and (kind.namespaced or not self.wanted.namespaces)
        items: list[dict[str, Any]] = []
        complete = kind.listable and (unmanaged or not secret)
        if complete:
            try:
                items = self._listed(kind, secret)
            except NotRead as error:
                complete = False
                if unmanaged:
                    name = object_type(kind.kind, kind.group)
                    answer.unread.append(Unread(name, None, str(error), error.denied))
        live = {_key(item): item for item in items}
        for one in declared:
            item = live.get((one.namespace, one.name))
            if complete and item is None:
                answer.found[id(one.resource)] = None
            elif item is None or secret:
                answer.found[id(one.resource)] = self._one(one)
            else:
                answer.found[id(one.resource)] = self._resource(kind, item)
        if complete and unmanaged:
            mine = {(one.namespace, one.name) for one in declared}
            answer.others = [
                self._resource(kind, item)
                for key, item in live.items()
                if key not in mine and (self.wanted.strict or not is_well_known(item))
            ]
        return answer

    def _listed(self, kind: Kind, secret: bool) -> list[dict[str, Any]]:
        """In the namespaces wanted: all at once when they are many, if that is allowed."""
        if not kind.namespaced:
            return listed(self.session, kind, metadata_only=secret)
        if len(self.namespaces) > _FEW_NAMESPACES:
            try:
                found = listed(self.session, kind, metadata_only=secret)
            except NotRead as error:
                if not error.denied:
                    raise
            else:
                return [item for item in found if _key(item)[0] in self.namespaces]
        return [
            item
            for namespace in self.namespaces
            for item in listed(self.session, kind, namespace, metadata_only=secret)
        ]

    def _is_late(self) -> bool:
        import time

        return self.wanted.deadline is not None and time.monotonic() > self.wanted.deadline

    def _one(self, one: _Declared) -> Resource | Unread | None:
        if self._is_late():
            return Unread(one.resource.type, one.name, _LATE)
        try:
            item = fetch(self.session, one.kind.path(one.namespace, one.name))
        except Gone:
            return None
        except NotRead as error:
            return Unread(one.resource.type, one.name, str(error), error.denied)
        if not isinstance(item, dict) or _key(item) != (one.namespace, one.name):
            return Unread(one.resource.type, one.name, "the answer is not this object")
        head = {"apiVersion": one.kind.version, "kind": one.kind.kind}
        return self._resource(one.kind, item | head)

    def _resource(self, kind: Kind, item: dict[str, Any]) -> Resource:
        return live_object(kind, item, self.scope, self.seal)


def live_object(kind: Kind, item: dict[str, Any], scope: str, seal: Seal) -> Resource:
    """An object of an answer as a resource; of a Secret only digests."""
    namespace, name = _key(item)
    address = object_address(kind.kind, kind.group, namespace or "-", name)
    type_ = object_type(kind.kind, kind.group)
    return Resource(
        type=type_,
        address=address,
        attributes=without_values(item, seal) if type_ == SECRET else item,
        origin=Origin.LIVE,
        source=LiveSource(f"kubernetes://{scope.partition('/')[2]}/{address}"),
        scope=scope,
        id=f"{namespace}/{name}" if namespace else name,
    )


def _key(item: Mapping[str, Any]) -> tuple[str, str]:
    metadata = item.get("metadata")
    metadata = metadata if isinstance(metadata, Mapping) else {}
    return str(metadata.get("namespace") or ""), str(metadata.get("name") or "")
