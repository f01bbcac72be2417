"""With which values the two revisions of a run with --since are evaluated."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from scanner.cli.config import confine
from scanner.cli.files import Values
from scanner.cli.matrix import Matrix, configured, read_matrix
from scanner.cli.run import Setup
from scanner.cli.since_files import Folders
from scanner.errors import ConfigurationError, UsageError
from scanner.project import Project
from scanner.settings import Settings


def with_new_environments(
    trusted: Settings | None, own: Settings | None, here: Project
) -> tuple[Settings | None, tuple[str, ...]]:
    """The trusted settings with the environments that only the working tree's have, and the names
    of these.

    One of the trusted settings whose files are gone is the working tree's own matter. Where the
    trusted ones have none, no other counts: what is evaluated plainly stays so.
    """
    entries = [] if own is None else list(own.values.get("environments", ()))
    if trusted is None or not trusted.values.get("environments", ()):
        return trusted, tuple(dict.fromkeys(entry["name"] for entry in entries))
    folder = os.path.join(here.cwd, os.path.dirname(trusted.path))
    kept = [
        (entry, trusted.lines.get(("environments", index), 1))
        for index, entry in enumerate(trusted.values.get("environments", ()))
        if all(
            path.startswith("{root}/") or os.path.isfile(os.path.join(folder, path))
            for path in entry.get("var_files", ())
        )
    ]
    names = {entry["name"] for entry, _ in kept}
    added = [entry for entry in entries if entry["name"] not in names]
    if own is not None:
        _confined(added, os.path.join(here.cwd, os.path.dirname(own.path)), here)
    kept += [(entry, 1) for entry in added]
    lines = {path: line for path, line in trusted.lines.items() if path[:1] != ("environments",)}
    lines.update((("environments", index), line) for index, (_, line) in enumerate(kept))
    values = {**trusted.values, "environments": [entry for entry, _ in kept]}
    merged = replace(trusted, values=values, lines=lines)
    return merged, tuple(dict.fromkeys(entry["name"] for entry in added))


def _confined(added: Iterable[Mapping[str, Any]], folder: str, here: Project) -> None:
    """Refuse files of variables outside of the repository that only the change names, even where
    the configuration is one to be trusted: by what REF says of it they are not named."""
    root = os.path.realpath(here.root)
    for entry in added:
        for path in entry.get("var_files", ()):
            below = path.removeprefix("{root}/")
            if below != path and ".." in below.split("/"):
                raise ConfigurationError(
                    f"{path}: leads out of the root module, and only the change names it"
                )
            if below == path:
                confine(os.path.join(folder, path), root, here)


def limit_added(
    matrix: Matrix, added: Collection[str], trusted: Settings | None, here: Project
) -> Matrix:
    """The matrix with environments that a change adds for the roots alone that have others."""
    configured_ones = {entry.name for entry in matrix.entries if entry.place}
    if trusted is None or not configured_ones.intersection(added):
        return matrix
    known = tuple(configured(trusted, (), here))
    return replace(matrix, added=frozenset(added), known=known)


def earlier_matrix(
    setup: Setup, options: dict[str, Any], values: Values, folders: Folders
) -> tuple[Matrix, Values]:
    """The environments of the revision, and what the command line gives its code."""
    given = []
    for kind, value in values.given:
        if kind == "var-file":
            relative = folders.relative(value)
            if relative is None:
                value = os.path.abspath(value)
            elif os.path.isfile(folders.in_code(relative)):
                value = folders.in_code(relative)
            else:
                continue  # the change brings it
        given.append((kind, value))
    own = replace(values, given=tuple(given))
    chosen = dict(options)
    configured = setup.settings.values.get("environments", ()) if setup.settings else ()
    if options["matrix"] and not (own.workspaces or any(kind == "var-file" for kind, _ in given)):
        chosen["matrix"] = False
    chosen["environments"] = ()
    try:
        matrix = read_matrix(
            own.given, own.workspaces, chosen, setup.project, setup.settings, setup.tree
        )
    except UsageError:
        # What is left of --var-file and --workspace no longer goes together.
        return Matrix(setup.project), replace(own, given=_plain(own))
    wanted = set(options["environments"])
    entries = [entry for entry in matrix.entries if not wanted or entry.name in wanted]
    if configured and not entries:
        return Matrix(setup.project), own
    return Matrix(setup.project, tuple(entries), matrix.tree, lenient=True), own


def _plain(values: Values) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in values.given if pair[0] == "var")


def value_files(matrix: Matrix, values: Values, folders: Folders) -> Iterator[str]:
    """The files of variables that are named, relative to the repository's root."""
    named = [value for kind, value in values.given if kind == "var-file"]
    named += [path for entry in matrix.entries for path in entry.files if os.path.isabs(path)]
    for path in named:
        relative = folders.relative(path)
        if relative is not None:
            yield relative
