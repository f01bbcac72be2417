"""Targets -> LiveView: lists, finds and reads in a pool of threads, one failure costing one answer.

Three rounds: every target is listed; managed resources that a listing lacks are asked for by
name; the parts of every resource in scope are read. Each round only waits for the network, so
the threads share it fairly however the work is spread over accounts, regions and types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from scanner.live.aws.api import Api, Calls, Gone
from scanner.live.aws.kinds import WITHHELD, Item, Managed, Part, Reader, reader_for
from scanner.live.notread import NotRead
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource, Unknown, Value
from scanner.projection import LiveView, Unread

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from scanner.live.aws.session import AwsSession

T = TypeVar("T")
R = TypeVar("R")

NOBODY = "not read: nobody manages it"


@dataclass(frozen=True, slots=True)
class Target:
    """What to read of one type in one account and region.

    region: ``""`` for types without one. managed: recorded or declared resources of that type.
    unmanaged: also report resources that nobody manages.
    """

    account: str
    region: str
    type: str
    managed: tuple[Resource, ...] = ()
    unmanaged: bool = True


@dataclass(slots=True)
class _Work:
    """One target under way. items: managed ones by key, after the first two rounds."""

    target: Target
    reader: Reader
    api: Api
    wanted: Mapping[str, Resource]
    managed: Managed = field(default_factory=Managed)
    listed: Mapping[str, Item] | None = None
    items: dict[str, Item] = field(default_factory=dict)
    extra: list[Item] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def failed(self, error: NotRead, key: str | None = None) -> None:
        """Note that the whole target, or one resource of it, could not be read."""
        at = self.target
        self.unread.append(
            Unread(at.type, key, f"not read: {error}", error.denied, at.account, at.region)
        )


def read(
    targets: Iterable[Target],
    sessions: Mapping[str, AwsSession],
    *,
    workers: int = 16,
    strict: bool = False,
    details: bool = False,
    progress: Callable[[int, int], None] | None = None,
    deadline: float | None = None,
) -> LiveView:
    """What the accounts hold of `targets`. Types without a reader are left out.

    sessions: by account; a session reads every region of its account.
    strict: also report unmanaged resources that every account has.
    details: read unmanaged resources as deeply as managed ones.
    progress: called with (requests done, requests known of) from this thread.
    deadline: a time of `time.monotonic`, after which no request begins and the rest is unread.
    Raises LiveError when a target's account has no session.
    """
    from concurrent.futures import ThreadPoolExecutor

    works = _prepare(targets, sessions, details, deadline)
    with ThreadPoolExecutor(workers, thread_name_prefix="trueup-aws") as pool:
        _each(pool, _list, works, progress)
        missing = [
            (work, key)
            for work in works
            if work.reader.find is not None
            for key in work.wanted
            if key not in work.items
        ]
        _each(pool, lambda pair: _find(*pair), missing, progress)
        _choose_unmanaged(works)
        jobs = [
            (work, item, part)
            for work in works
            for unmanaged, items in ((False, work.items.values()), (True, work.extra))
            for item in items
            for part in work.reader.parts
            if part.bulk or details or not unmanaged
        ]
        outcomes = _each(pool, lambda job: _read_part(*job), jobs, progress)
    by_item: dict[tuple[int, str], list[tuple[Part, Any]]] = {}
    for (work, item, part), outcome in zip(jobs, outcomes, strict=True):
        by_item.setdefault((id(work), item.id), []).append((part, outcome))
    resources: list[Resource] = []
    for work in works:
        hidden = None if strict else work.reader.everywhere
        for item in (*work.items.values(), *work.extra):
            resource = _assemble(work, item, by_item.get((id(work), item.id), []))
            if resource is None:
                continue
            if (
                hidden is not None
                and item.id not in work.wanted
                and hidden(item, resource.attributes)
            ):
                continue
            resources.append(resource)
    return LiveView(
        resources=tuple(resources),
        unread=tuple(entry for work in works for entry in work.unread),
        listed=frozenset(
            (work.target.account, work.target.region, work.target.type)
            for work in works
            if work.listed is not None
        ),
    )


def _prepare(
    targets: Iterable[Target],
    sessions: Mapping[str, AwsSession],
    everything: bool,
    deadline: float | None,
) -> list[_Work]:
    from scanner.errors import LiveError

    works: list[_Work] = []
    calls: dict[str, Calls] = {}
    for target in targets:
        reader = reader_for(target.type)
        if reader is None:
            continue
        session = sessions.get(target.account)
        if session is None:
            raise LiveError(
                f"AWS: no session for account {target.account}, which holds {target.type}; "
                "give credentials or --assume-role for it"
            )
        if target.account not in calls:
            calls[target.account] = Calls(session, deadline)
        partition = session.identity().partition
        api = Api(calls[target.account], target.account, target.region or session.region, partition)
        keys = ((reader.projection.key(resource), resource) for resource in target.managed)
        works.append(_Work(target, reader, api, {key: one for key, one in keys if key}))
    for work in works:
        by_type: dict[str, dict[str, Resource]] = {}
        for other in works:
            if other.target.account == work.target.account and other.target.region in (
                work.target.region,
                "",
            ):
                for name in {other.target.type, other.reader.projection.objects_of}:
                    by_type.setdefault(name, {}).update(other.wanted)
        work.managed = Managed(by_type, everything)
    return works


def _each(
    pool: Executor,
    function: Callable[[T], R],
    jobs: Sequence[T],
    progress: Callable[[int, int], None] | None,
) -> list[R]:
    """`function` of every job, in order; `progress` as they end."""
    results: list[R] = []
    for result in pool.map(function, jobs):
        results.append(result)
        if progress is not None:
            progress(len(results), len(jobs))
    return results


def _list(work: _Work) -> None:
    try:
        found = {item.id: item for item in work.reader.listing(work.api, work.managed)}
    except (NotRead, Gone) as error:
        work.failed(error if isinstance(error, NotRead) else NotRead(str(error)))
        return
    work.listed = found
    work.items = {key: found[key] for key in work.wanted if key in found}


def _find(work: _Work, key: str) -> None:
    if work.reader.find is None:
        return
    try:
        item = work.reader.find(work.api, key, work.wanted[key])
    except NotRead as error:
        work.failed(error, key)
        return
    except Gone:
        item = None
    if item is not None:
        work.items[key] = item
    elif work.listed is None:
        # Said to be absent by a direct answer, but the contract knows no absence without a
        # complete listing; unread is the careful choice.
        work.failed(NotRead("it was not found, but the list could not be read either"), key)


def _choose_unmanaged(works: Sequence[_Work]) -> None:
    """Fill `extra` with what nobody manages, each live object once."""
    claimed: dict[tuple[str, str], set[str]] = {}
    unclear = {
        (work.target.account, work.target.region, name): work.target.type
        for work in works
        if work.listed is None and work.wanted
        for name in work.reader.claims
    }
    for work in works:
        place = work.target.account, work.target.region
        for item in work.items.values():
            claimed.setdefault(place, set()).update(_objects(work, item))
    for work in sorted(
        works, key=lambda work: (bool(work.reader.projection.same_as), work.reader.rank)
    ):
        if not work.target.unmanaged or work.listed is None:
            continue
        at = work.target
        if (at.account, at.region, at.type) in unclear:
            other = unclear[at.account, at.region, at.type]
            work.failed(NotRead(f"what nobody manages is not known, as {other} was not listed"))
            continue
        taken = claimed.setdefault((work.target.account, work.target.region), set())
        owners = _shared_owners(work)
        for item in work.listed.values():
            if item.id in work.wanted or _objects(work, item) & taken:
                continue
            if work.reader.owner is not None and work.reader.owner(item) not in owners:
                continue
            taken.update(_objects(work, item))
            work.extra.append(item)


def _objects(work: _Work, item: Item) -> frozenset[str]:
    """What an item stands for: also for what types of other names see as their own."""
    return item.objects | {f"{work.reader.projection.objects_of}/{item.id}"}


def _shared_owners(work: _Work) -> set[tuple[str, str]]:
    """(parent, attribute) of managed parents that leave the attribute to managed siblings."""
    of = work.managed.of
    parents = {*of(work.reader.parent_type), *of(work.reader.adopted_type)}
    owners: set[tuple[str, str]] = set()
    for type_name in work.reader.siblings:
        sibling = reader_for(type_name)
        if sibling is None or sibling.owner_of is None:
            continue
        for resource in work.managed.of(type_name).values():
            owner = sibling.owner_of(resource)
            if owner is not None and owner[0] in parents:
                owners.add(owner)
    return owners


def _read_part(work: _Work, item: Item, part: Part) -> Mapping[str, Value] | NotRead | Gone:
    try:
        return part.read(work.api, item)
    except (NotRead, Gone) as outcome:
        return outcome


def _assemble(work: _Work, item: Item, outcomes: Sequence[tuple[Part, Any]]) -> Resource | None:
    """The resource of what its parts said; None when it is gone, or nothing of it was read."""
    attributes: dict[str, Value] = {
        name: Unknown(NOBODY) for part in work.reader.parts for name in part.attributes
    }
    failures: list[NotRead] = []
    for part, outcome in outcomes:
        if isinstance(outcome, Gone):
            return None
        if isinstance(outcome, NotRead):
            failures.append(outcome)
            attributes.update({name: Unknown(f"not read: {outcome}") for name in part.attributes})
        else:
            attributes.update(outcome)
    if failures and len(failures) == len(outcomes):
        work.failed(failures[0], item.id)
        return None
    at = work.target
    place = f"{at.account}/{at.region or 'global'}"
    return Resource(
        type=at.type,
        address=f"{at.type}.{item.id}",
        attributes={name: one for name, one in attributes.items() if one is not WITHHELD},
        origin=Origin.LIVE,
        source=LiveSource(f"aws://{place}/{at.type}/{item.id}"),
        scope=place,
        id=item.id,
        account=at.account,
        region=at.region,
    )
