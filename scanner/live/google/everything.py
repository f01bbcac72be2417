"""Every readable resource of a Google project, for judging what is live without code or state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from scanner.live.everything import Everything

if TYPE_CHECKING:
    from scanner.live.google.session import ExportSession, GoogleSession


def read_project(
    session: GoogleSession | ExportSession,
    types: Iterable[str],
    *,
    workers: int = 16,
    progress: Callable[[int, int], None] | None = None,
) -> Everything:
    """Read all resources of `types` in a project; the session's guard allows their requests.

    Types that an export has no asset of are neither complete nor unread: it may have left them
    out, and there may be none.
    """
    from scanner.live.google.reader import Target, read

    targets = [Target(session.project, name) for name in sorted(set(types))]
    view = read(
        targets, {session.project: session}, workers=workers, everything=True, progress=progress
    )
    unclear = {one.type for one in view.unread}
    listed = {type_ for _, _, type_ in view.listed}
    return Everything(
        resources=tuple(replace(one, scope=f"google/{one.account}") for one in view.resources),
        unread=view.unread,
        complete=frozenset(listed - unclear),
        account=session.project,
        regions=(),
    )


def google_types(names: Sequence[str]) -> tuple[str, ...]:
    """The named types, by default every one that can be read."""
    from scanner.live.google.kinds import supported_types

    return tuple(names) or supported_types()
