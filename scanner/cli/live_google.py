"""`trueup scan --live google`: the project, asked for or from a file of its assets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from scanner.live.everything import Everything

OPTIONS = (
    click.option("--google-project", metavar="ID",
                 help="With --live google: the project, instead of the credentials' own."),
    click.option("--google-assets", metavar="FILE", type=click.Path(),
                 help="With --live google: read a file of `gcloud asset export` instead."),
)  # fmt: skip


def read_google(options: dict[str, Any]) -> Everything:
    """What the project holds of the types asked for. Raises LiveError and UsageError."""
    from scanner.cli.progress import progress_bar
    from scanner.errors import UsageError
    from scanner.live.google.everything import google_types, read_project
    from scanner.live.google.export import read_export
    from scanner.live.google.kinds import reader_for
    from scanner.live.google.opening import open_export, open_project

    types = google_types(options["types"])
    for name in types:
        if reader_for(name) is None:
            raise UsageError(
                f"--type {name}: no live reader for it on Google Cloud; `trueup drift --types` "
                "lists what has one"
            )
    file, project = options["google_assets"], options["google_project"] or ""
    session = open_export(read_export(file), project) if file else open_project(types, project)
    with progress_bar("Reading live resources") as progress:
        return read_project(session, types, workers=options["workers"], progress=progress)
