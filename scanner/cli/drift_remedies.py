"""`trueup drift --write-imports` and `--write-patch`: remedies in new files, never applied."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from scanner.errors import UsageError

if TYPE_CHECKING:
    from scanner.outcome import Report

_FILES = {"write_imports": "--write-imports", "write_patch": "--write-patch"}
_ADVICE = "name a new one, or remove it first"


def check_new_files(options: dict[str, Any]) -> None:
    """Refuse files that exist before anything is read: that may take minutes.

    Raises UsageError.
    """
    named = [options[name] for name in _FILES if options[name] is not None]
    for path in named:
        if os.path.lexists(path):
            raise UsageError(f"{path}: exists already and is not overwritten; {_ADVICE}")
    if len(set(map(os.path.abspath, named))) < len(named):
        raise UsageError("--write-imports and --write-patch name the same file; give each its own")


def write_remedies(report: Report, options: dict[str, Any]) -> None:
    """Write the files that were asked for, and say on standard error what is in them.

    Raises UsageError for one that cannot be written.
    """
    from scanner.cli.run import write_new
    from scanner.drift import import_file, patch_file

    for name in _FILES:
        path = options[name]
        if path is None:
            continue
        if name == "write_imports":
            written, what = import_file(report.results), "import block"
        else:
            written, what = patch_file(report.results, report.read), "accepted change"
        if not written.count:
            click.echo(f"{path}: not written, as there is no {what} to write", err=True)
        else:
            write_new(path, written.text.encode("utf-8"), _ADVICE)
            plural = "" if written.count == 1 else "s"
            click.echo(
                f"{path}: {written.count} {what}{plural}; review it, nothing was applied", err=True
            )
        for address in written.left_out:
            from scanner.report.visible import visible

            click.echo(
                f"{path}: left out, since its line changed or is wanted otherwise: "
                f"{visible(address)}",
                err=True,
            )
