"""What code scanning keeps apart: the category of a run.

GitHub replaces the alerts of a category by those of the next upload in it. Two jobs of one commit
that look at different roots, environments or accounts must therefore have different categories,
or each closes the alerts of the other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from scanner.cli.options import variables

if TYPE_CHECKING:
    from scanner.project import Project

_LONGEST = 200


def category_of(paths: Sequence[str], options: Mapping[str, Any], project: Project) -> str:
    """The category of a run without the tool's part, such as ``envs/prod/eu``.

    It is empty for all of a repository with the values that its files give, so that most users
    never meet it. ``--category`` wins; else it is made of the folders and of what chooses an
    environment, an account or a cluster.
    """
    wanted: str | None = options.get("category")
    if wanted is not None:
        return wanted.strip("/")
    from urllib.parse import quote

    text = "/".join(quote(part, safe="/@:=+.-_") for part in _parts(paths, options, project))
    if len(text) <= _LONGEST:
        return text
    from hashlib import sha256

    return f"{text[:_LONGEST]}~{sha256(text.encode()).hexdigest()[:16]}"


def _parts(paths: Sequence[str], options: Mapping[str, Any], project: Project) -> Iterator[str]:
    folders = {_place(os.path.realpath(path), project) for path in paths if path != "-"}
    if "-" in paths:
        folders.add("stdin")
    if folders and "." not in folders:
        yield "+".join(sorted(folders))
    context = click.get_current_context(silent=True)
    given = variables(context) if context is not None else ()
    chosen = [*options.get("environments", ())]
    if not chosen:
        chosen = [os.path.splitext(os.path.basename(v))[0] for kind, v in given if kind != "var"]
    if options.get("workspace", "default") != "default":
        chosen.append(options["workspace"])
    if chosen:
        yield "+".join(dict.fromkeys(chosen))
    for name in _PLATFORM:
        value = options.get(name)
        if value:
            yield "+".join(_texts(value))
    roles = [role for name in ("role", "roles") for role in _texts(options.get(name))]
    if roles:
        from hashlib import sha256

        # An account's number is not for everybody who may see the alerts.
        yield f"role-{sha256(' '.join(roles).encode()).hexdigest()[:12]}"


def _place(path: str, project: Project) -> str:
    """A path in the repository, or the last part of one outside, such as a plan in a folder for
    temporary files: the next run must find the same category."""
    return project.repository_path(project.display(path)) or os.path.basename(path) or "root"


_PLATFORM = (
    "live",
    "regions",
    "region",
    "profile",
    "profiles",
    "google_project",
    "context",
    "namespaces",
)
"""Options that choose what is read live."""


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else []
