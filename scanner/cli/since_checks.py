"""What a change edits of the user's own checks, which judge both sides of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Final

from scanner.cli.since_files import Folders
from scanner.load.git import Git
from scanner.model import Diagnostic, DiagnosticLevel

_ENDINGS: Final = (".py", ".yaml", ".yml", ".json")
_MAX_SHOWN: Final = 3


def changed_checks(
    git: Git, folders: Folders, directories: Sequence[str], name: str
) -> Iterator[Diagnostic]:
    """A note that names what the working tree has changed in some directories, if anything: unlike
    a policy or a rule, a check is not taken from the revision.

    directories: absolute paths; one outside of the repository is nobody's change. name: of the
    revision.
    """
    changed: dict[str, None] = {}
    for directory in directories:
        relative = folders.relative(directory)
        if relative is not None:
            changed.update(dict.fromkeys(_changed(git, folders, directory, relative)))
    if not changed:
        return
    shown = [folders.here.display(os.path.join(folders.here.root, path)) for path in changed]
    told = ", ".join(shown[:_MAX_SHOWN])
    if len(shown) > _MAX_SHOWN:
        told += f" and {len(shown) - _MAX_SHOWN} more"
    yield Diagnostic(
        DiagnosticLevel.NOTE,
        "since-checks",
        f"the change edits your own checks ({told}), which judge {name} as well; review them",
        shown[0],
    )


def _changed(git: Git, folders: Folders, directory: str, relative: str) -> Iterator[str]:
    """Files that are there in only one of both, or with another text."""
    below = "" if relative == "." else f"{relative}/"
    before = {
        path: entry.object
        for path, entry in folders.trusted_files.items()
        if path.startswith(below) and path.endswith(_ENDINGS)
    }
    texts = dict(zip(before, git.objects(before.values()), strict=True))
    now = {
        os.path.normpath(
            os.path.join(relative, os.path.relpath(os.path.join(above, one), directory))
        )
        for above, _, names in os.walk(directory)
        for one in names
        if one.endswith(_ENDINGS)
    }
    for path in sorted({*before, *now}):
        try:
            with open(os.path.join(folders.here.root, path), "rb") as file:
                text: bytes | None = file.read()
        except OSError:
            text = None
        known = texts.get(path)
        # Line ends are no difference.
        if text is None or known is None or text.replace(b"\r", b"") != known.replace(b"\r", b""):
            yield path
