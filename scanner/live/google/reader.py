"""Targets -> LiveView for Google projects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scanner.errors import LiveError
from scanner.live.google.kinds import Reader, reader_for
from scanner.live.notread import NotRead, check
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource, Unknown
from scanner.projection import LiveView, Unread

if TYPE_CHECKING:
    from scanner.live.google.session import GoogleSession


@dataclass(frozen=True, slots=True)
class Target:
    """What to read of one type in one project. unmanaged: also what nobody manages."""

    project: str
    type: str
    managed: tuple[Resource, ...] = ()
    unmanaged: bool = True


def read(
    targets: Iterable[Target],
    sessions: Mapping[str, GoogleSession],
    *,
    workers: int = 16,
    progress: Callable[[int, int], None] | None = None,
    deadline: float | None = None,
) -> LiveView:
    """What the projects hold of `targets`; types without a reader are left out.

    sessions: by project. deadline: a time of `time.monotonic`, after which no request begins and
    the rest is unread. Raises LiveError when a target's project has none.
    """
    from concurrent.futures import ThreadPoolExecutor

    resources: list[Resource] = []
    unread: list[Unread] = []
    listed: set[tuple[str, str, str]] = set()
    with ThreadPoolExecutor(workers, thread_name_prefix="trueup-google") as pool:
        jobs = []
        for target in targets:
            reader = reader_for(target.type)
            if reader is None:
                continue
            if target.project not in sessions:
                raise LiveError(f"Google: no session for project {target.project}")
            jobs.append((target, reader, sessions[target.project]))
        for done, (found, missed, complete) in enumerate(
            pool.map(lambda job: _read_target(job[0], job[1], job[2], deadline), jobs), 1
        ):
            resources += found
            unread += missed
            if complete is not None:
                listed.add(complete)
            if progress is not None:
                progress(done, len(jobs))
    return LiveView(tuple(resources), tuple(unread), frozenset(listed))


def _read_target(
    target: Target, reader: Reader, session: GoogleSession, deadline: float | None
) -> tuple[list[Resource], list[Unread], tuple[str, str, str] | None]:
    keys = {key for one in target.managed if (key := reader.projection.key(one))}
    unread: list[Unread] = []
    complete: tuple[str, str, str] | None = None
    found: dict[str, Mapping[str, Any]] = {}
    elsewhere: set[str] = set()
    try:
        check(deadline)
        found = dict(reader.listing(session))
        complete = (target.project, "", target.type)
    except NotRead as error:
        unread.append(_unread(target, None, error))
    for key in sorted(keys - found.keys()):
        # In another project, or not listed: asked for by name.
        try:
            check(deadline)
            raw = reader.find(session, key)
        except NotRead as error:
            unread.append(_unread(target, key, error))
            continue
        if raw is not None:
            found[key] = raw
            elsewhere.add(key)
        elif complete is None:
            absent = NotRead("it was not found, but the list could not be read either")
            unread.append(_unread(target, key, absent))
    resources = [
        _resource(target, reader, key, raw, own=key not in elsewhere)
        for key, raw in found.items()
        if key in keys or target.unmanaged
    ]
    return resources, unread, complete


def _unread(target: Target, key: str | None, error: NotRead) -> Unread:
    return Unread(target.type, key, f"not read: {error}", error.denied, target.project)


def _resource(
    target: Target, reader: Reader, key: str, raw: Mapping[str, Any], *, own: bool
) -> Resource:
    # Google tells a bucket's project by number only; what the project lists is its own.
    project = target.project if own else Unknown("not read: the platform tells no project name")
    return Resource(
        type=target.type,
        address=f"{target.type}.{key}",
        attributes={"project": project, **reader.read(raw)},
        origin=Origin.LIVE,
        source=LiveSource(f"google://{target.project}/{target.type}/{key}"),
        scope=f"{target.project}/global",
        id=key,
        account=target.project,
    )
