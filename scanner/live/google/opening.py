"""Sessions for exactly the types that are read: of a project, or of an export's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.errors import LiveError
from scanner.live.google.session import ExportSession, GoogleSession, Guard, open_session

if TYPE_CHECKING:
    from scanner.live.google.export import Export


def open_project(types: Iterable[str], project: str = "", account: str = "") -> GoogleSession:
    """A project behind a guard for these types, the credentials' own by default.

    account: a service account to be impersonated.
    Raises LiveError without credentials or project.
    """
    from scanner.live.google.kinds import POLICIES, RESOURCES, requests

    needed = requests(types)
    assets = RESOURCES in needed or POLICIES in needed
    return open_session(
        Guard(needed), project=project or None, account=account or None, assets=assets
    )


def open_export(export: Export, project: str = "") -> ExportSession:
    """A project of a file, its only one by default.

    Raises LiveError when the file has none of that name, or several to choose from.
    """
    if not project:
        if len(export.projects) != 1:
            raise LiveError(
                f"{export.name}: assets of {len(export.projects)} projects; name one with "
                "--google-project"
            )
        project = export.projects[0]
    if project not in export.projects:
        raise LiveError(f"{export.name}: no assets of project {project}; export it as well")
    return ExportSession(export, project)
