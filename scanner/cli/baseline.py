"""`trueup baseline`: the findings that are known, so that a run fails for new ones alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from scanner.baseline import Baseline, Entry
    from scanner.model import Diagnostic
    from scanner.outcome import Finding

_MAX_BYTES = 256 << 20


@click.group(short_help="Write down what is known.")
def baseline() -> None:
    """Write down the findings of a run, so that later runs with --baseline count only new ones.

    \b
    trueup scan --output json=scan.json
    trueup drift live --output json=drift.json
    trueup baseline write baseline.json scan.json drift.json
    trueup scan --baseline baseline.json
    """


@baseline.command(short_help="A baseline of all that is found.")
@click.argument("file", type=click.Path(dir_okay=False))
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
def write(file: str, reports: tuple[str, ...]) -> None:
    """Write to FILE every finding of the JSON reports REPORT (- for standard input).

    Identities are written, no values. An existing FILE is not overwritten; see `update`.
    """
    from scanner.baseline import dump, merged, of_report
    from scanner.cli.run import write_new

    entries = merged(of_report(one) for one in _reports(reports))
    write_new(file, dump(entries), "update it with `trueup baseline update`")
    click.echo(f"{file}: {_findings(len(entries))}")


@baseline.command(short_help="Take out what is mended.")
@click.argument("file", type=click.Path(dir_okay=False))
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option("--add", is_flag=True, help="Also add what is new.")
def update(file: str, reports: tuple[str, ...], add: bool) -> None:
    """Take out of FILE what the JSON reports REPORT (- for standard input) do not have any more.

    Give it reports of all that FILE is about. Without a drift report, what is known of drift stays,
    and without a scan's what is known of that.
    """
    from scanner.baseline import dump, known_of_report, merged, of_report
    from scanner.cli.run import write_file

    found = _reports(reports)
    now = merged(of_report(one) for one in found)
    commands = {one.get("command") for one in found}
    present = {entry.digest for entry in now}
    before = read_baseline(file).entries
    kept = [entry for entry in before if entry.digest in present or _other(entry, commands)]
    own = os.path.realpath(file)

    def is_it(name: str) -> bool:
        return os.path.realpath(name) == own

    # What a run with this baseline knew, but has at another address now, was moved.
    moved = [entry for one in found for entry in known_of_report(one, is_it)]
    entries = merged([kept, now if add else moved])
    write_file(file, dump(entries))
    new = len({entry.digest for entry in entries} - {entry.digest for entry in before})
    gone = len(before) - len(kept)
    click.echo(f"{file}: {_findings(len(entries))}; {gone} taken out, {new} added")


def _other(entry: Entry, commands: Collection[Any]) -> bool:
    """Whether no report is about an entry."""
    rule = entry.rule or ""
    return ("drift" if rule.startswith("drift-") else "scan") not in commands


def _findings(count: int) -> str:
    return f"{count} known finding{'' if count == 1 else 's'}"


def _reports(names: Sequence[str]) -> list[dict[str, Any]]:
    """The trees of JSON reports. Raises UsageError for what is none, or is not complete: what was
    not looked at would count as mended."""
    import json

    from scanner.errors import UsageError

    found = []
    for name in names:
        shown = "standard input" if name == "-" else name
        try:
            tree = json.loads(_bytes(name))
        except (ValueError, RecursionError):
            tree = None
        if not isinstance(tree, dict) or tree.get("schema") != "trueup/1":
            raise UsageError(
                f"{shown}: no JSON report of trueup; write one with --output json=FILE"
            )
        if not _is_report(tree):
            raise UsageError(f"{shown}: a report with a part that makes no sense; write it again")
        if not tree["summary"].get("complete"):
            raise UsageError(
                f"{shown}: this run was incomplete, and what it missed would count as mended; "
                "mend the errors it tells and run again"
            )
        found.append(tree)
    return found


def _is_report(tree: dict[str, Any]) -> bool:
    """Whether a report has all that is read of it."""
    from scanner.baseline import known_of_report, of_report

    if not isinstance(tree.get("summary"), dict) or not isinstance(tree.get("command"), str):
        return False
    try:
        list(of_report(tree))
        list(known_of_report(tree, lambda _: True))
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    return True


def _bytes(name: str) -> bytes:
    import sys

    from scanner.errors import UsageError

    if name == "-":
        return sys.stdin.buffer.read(_MAX_BYTES)
    try:
        with open(name, "rb") as file:
            return file.read(_MAX_BYTES)
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror}") from error


# ---- in a scan or drift run ----------------------------------------------------------------


def read_baseline(path: str, shown: str | None = None) -> Baseline:
    """The baseline in a file; shown: its name for messages, where it was read from elsewhere.

    Raises UsageError or ConfigurationError.
    """
    from scanner.baseline import load

    return load(_bytes(path), shown or path)


def judge_baseline(
    path: str | None,
    findings: Sequence[Finding],
    ran: Collection[str] | Callable[[str], bool],
    scopes: Collection[str],
    complete: bool,
    shown: str | None = None,
) -> tuple[list[Finding], list[Diagnostic]]:
    """Findings with those of the baseline suppressed, and notes on those it has in vain.

    path: of --baseline. ran: the rules asked. scopes: of what was looked at. complete: nothing was
    missed, so that what is not found is not there. shown: see `read_baseline`.
    """
    if path is None:
        return list(findings), []
    known = read_baseline(path, shown)
    judged = known.apply(findings)
    return judged, known.absent(ran, scopes) if complete else []
