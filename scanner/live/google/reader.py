"""Targets -> LiveView for Google projects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.errors import LiveError
from scanner.live.google.inventory import MissingType
from scanner.live.google.kinds import Context, Item, Reader, reader_for
from scanner.live.notread import NotRead, check
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource, Unknown
from scanner.projection import LiveView, Unread

if TYPE_CHECKING:
    from scanner.live.google.session import ExportSession, GoogleSession

    Session = GoogleSession | ExportSession


@dataclass(frozen=True, slots=True)
class Target:
    """What to read of one type in one project. unmanaged: also what nobody manages."""

    project: str
    type: str
    managed: tuple[Resource, ...] = ()
    unmanaged: bool = True


def read(
    targets: Iterable[Target],
    sessions: Mapping[str, Session],
    *,
    workers: int = 16,
    strict: bool = False,
    everything: bool = False,
    progress: Callable[[int, int], None] | None = None,
    deadline: float | None = None,
) -> LiveView:
    """What the projects hold of `targets`; types without a reader are left out.

    sessions: by project. strict: also report unmanaged resources that every project has.
    everything: nobody manages anything, and whatever there is is wanted. deadline: a time of
    `time.monotonic`, after which no request begins and the rest is unread.
    Raises LiveError when a target's project has none.
    """
    from concurrent.futures import ThreadPoolExecutor

    resources: list[Resource] = []
    unread: list[Unread] = []
    listed: set[tuple[str, str, str]] = set()
    jobs = _jobs(targets, sessions, everything, deadline)
    shown = strict or everything
    with ThreadPoolExecutor(workers, thread_name_prefix="trueup-google") as pool:
        for done, (found, missed, complete) in enumerate(
            pool.map(lambda job: _read_target(job[0], job[1], job[2], shown, deadline), jobs), 1
        ):
            resources += found
            unread += missed
            if complete is not None:
                listed.add(complete)
            if progress is not None:
                progress(done, len(jobs))
    return LiveView(tuple(resources), tuple(unread), frozenset(listed))


def _jobs(
    targets: Iterable[Target],
    sessions: Mapping[str, Session],
    everything: bool,
    deadline: float | None,
) -> list[tuple[Target, Reader, Context]]:
    """Each target with its reader, and what the targets of its project share."""
    by_project: dict[str, list[tuple[Target, Reader]]] = {}
    for target in targets:
        reader = reader_for(target.type)
        if reader is not None:
            by_project.setdefault(target.project, []).append((target, reader))
    jobs: list[tuple[Target, Reader, Context]] = []
    for project, pairs in by_project.items():
        session = sessions.get(project)
        if session is None:
            raise LiveError(f"Google: no session for project {project}")
        context = Context(
            session,
            session.inventory(
                [one for _, reader in pairs for one in reader.resources],
                [one for _, reader in pairs for one in reader.policies],
            ),
            {target.type: target.managed for target, _ in pairs},
            frozenset(target.type for target, _ in pairs),
            everything,
            deadline,
        )
        jobs += [(target, reader, context) for target, reader in pairs]
    return jobs


def _read_target(
    target: Target, reader: Reader, context: Context, strict: bool, deadline: float | None
) -> tuple[list[Resource], list[Unread], tuple[str, str, str] | None]:
    keys = {key for one in target.managed if (key := reader.projection.key(one))}
    unread: list[Unread] = []
    complete: tuple[str, str, str] | None = None
    found: dict[str, Item] = {}
    elsewhere: set[str] = set()
    try:
        check(deadline)
        # What a listing gave before it failed is there.
        for item in reader.listing(context):
            found[item.key] = item
        complete = (target.project, "", target.type)
    except MissingType as error:
        # An export need not hold everything; that matters only where something is expected.
        if target.managed:
            unread.append(_unread(target, None, error))
    except NotRead as error:
        unread.append(_unread(target, None, error))
    for key in sorted(keys - found.keys()) if reader.find is not None else ():
        # In another project, or not listed: asked for by name.
        try:
            check(deadline)
            raw = reader.find(context, key) if reader.find is not None else None
        except NotRead as error:
            unread.append(_unread(target, key, error))
            continue
        if raw is not None:
            found[key] = Item(key, raw)
            elsewhere.add(key)
        elif complete is None:
            absent = NotRead("it was not found, but the list could not be read either")
            unread.append(_unread(target, key, absent))
    resources = [
        _resource(target, reader, item, own=key not in elsewhere)
        for key, item in found.items()
        if key in keys or (target.unmanaged and _is_surplus(reader, context, item, strict))
    ]
    return resources, unread, complete


def _is_surplus(reader: Reader, context: Context, item: Item, strict: bool) -> bool:
    if item.everywhere and not strict:
        return False
    return reader.surplus is None or reader.surplus(context, item)


def _unread(target: Target, key: str | None, error: NotRead) -> Unread:
    return Unread(target.type, key, f"not read: {error}", error.denied, target.project)


def _resource(target: Target, reader: Reader, item: Item, *, own: bool) -> Resource:
    # Google tells a bucket's project by number only; what the project lists is its own.
    project = target.project if own else Unknown("not read: the platform tells no project name")
    key = item.key
    return Resource(
        type=target.type,
        address=f"{target.type}.{key}",
        attributes={"project": project, **reader.read(item.raw)},
        origin=Origin.LIVE,
        source=LiveSource(f"google://{target.project}/{target.type}/{key}"),
        scope=f"{target.project}/global",
        id=key,
        account=target.project,
    )
