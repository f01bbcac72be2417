"""Workflow commands of GitHub Actions: what a step prints becomes annotations of the change.

``::error file=main.tf,line=3,endLine=3,col=5,endColumn=20,title=RULE (high)::MESSAGE``

GitHub shows ten annotations of a kind for each step, so these are the ten worst, and a notice says
how many there are beyond. Every line is one of our commands: scanned text is escaped and cannot
begin another, neither in this syntax nor in the older ``##[command]``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scanner.model import Kind, Level
from scanner.report.summary import summarize
from scanner.report.visible import visible
from scanner.report.words import (
    count,
    detail_lines,
    errors,
    failing,
    incomplete_words,
    message_of,
    place_of,
    repository_paths,
    rule_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scanner.model import Location
    from scanner.outcome import Report, Result

MAX_OF_A_KIND = 10
MAX_MESSAGE = 4_000
_MAX_REASONS = 5
KINDS = {
    Level.CRITICAL: "error",
    Level.HIGH: "error",
    Level.MEDIUM: "warning",
    Level.LOW: "notice",
}
# `##[x]` and Azure's `##vso[x]` act wherever they stand in a line.
_OLD_COMMAND = re.compile(r"##(?=\[|vso\[)")


def render(report: Report) -> bytes:
    """`report` as commands, a line each, and a last line with the sums.

    Errors for critical and high findings, warnings for medium, notices for low ones and for what
    the exit code does not count. With ``--since`` only what is new.
    """
    path_of = repository_paths(report)
    by_kind: dict[str, list[Result]] = {"error": [], "warning": [], "notice": []}
    known = 0
    for result in failing(report.results):
        if report.knows(result):
            known += 1
        else:
            by_kind[KINDS[result.severity] if result.gating else "notice"].append(result)
    lines = list(_incomplete(report, path_of))
    left: dict[str, int] = {}
    for kind, found in by_kind.items():
        # One error says that the run is incomplete, and one notice what is not shown.
        room = MAX_OF_A_KIND - (len(lines) if kind == "error" else kind == "notice")
        lines += [_annotation(kind, one, report, path_of) for one in found[:room]]
        if len(found) > room:
            left[kind] = len(found) - room
    lines.append(_summary(report, known, left))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _incomplete(report: Report, path_of: Callable[[str], str | None]) -> Iterator[str]:
    reasons = incomplete_words(report, _MAX_REASONS)
    if not reasons:
        return
    placed = next((one for one in errors(report) if one.path and path_of(one.path)), None)
    properties = {"title": "trueup is incomplete"}
    if placed is not None and placed.path:
        where = {"file": visible(path_of(placed.path) or "")}
        if placed.line:
            where["line"] = str(placed.line)
        properties = where | properties
    text = "Not everything in scope was checked; what is missing is not clean."
    yield command("error", properties, "\n".join([text, *(f"- {one}" for one in reasons)]))


def _annotation(
    kind: str, result: Result, report: Report, path_of: Callable[[str], str | None]
) -> str:
    path = path_of(result.location.path)
    properties = {} if path is None else {"file": visible(path), **_region(result.location)}
    properties["title"] = f"{rule_of(result)} ({result.severity.value})"
    rows = [message_of(result), *detail_lines(result, report)]
    if path is None and result.location.path:
        rows.append(f"at {place_of(result.location.path, result.location.start_line)}")
    return command(kind, properties, "\n".join(rows))


def _region(location: Location) -> dict[str, str]:
    """Lines, and columns where it is one line: the runner drops them otherwise, with a warning.
    Its end column is the last one, ours the one after it."""
    start = max(1, location.start_line)
    end = max(start, location.end_line)
    found = {"line": start, "endLine": end}
    if start == end:
        column = max(1, location.start_column)
        found |= {"col": column, "endColumn": max(column, location.end_column - 1)}
    return {name: str(number) for name, number in found.items()}


def _summary(report: Report, known: int, left: dict[str, int]) -> str:
    """The sums. Only our own words and numbers, so that the plain line cannot be a command."""
    by_kind = summarize(report).by_kind
    parts = [count(by_kind[Kind.FAIL.value], "finding")]
    parts += [f"{known} of them not new"] if known else []
    parts += [f"{len(report.gone)} no longer found"] if report.gone else []
    for kind in (Kind.OPEN, Kind.SUPPRESSED):
        parts += [f"{by_kind[kind.value]} {kind.value}"] if by_kind[kind.value] else []
    text = f"trueup {report.command}: {', '.join(parts)}"
    if not left:
        return text
    beyond = ", ".join(count(number, kind) for kind, number in left.items())
    text += f". Not shown here, where GitHub takes {MAX_OF_A_KIND} of a kind: {beyond}"
    return command("notice", {"title": "trueup: more findings"}, text)


def command(name: str, properties: dict[str, str], message: str) -> str:
    """A workflow command; the runner gives back the properties and the message as they are."""
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    if len(message) > MAX_MESSAGE:
        message = f"{message[: MAX_MESSAGE - 3]}..."
    return f"::{name}{f' {listed}' if listed else ''}::{_data(message)}"


def _data(text: str) -> str:
    text = _OLD_COMMAND.sub("# #", text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
