"""Remedies of many findings as one text each: a patch of the code, import blocks. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from scanner.model import Kind
from scanner.outcome import Drift, DriftClass, Result

_HUNK: Final = re.compile(r"@@ -(\d{1,9}),(\d{1,9}) \+\d{1,9},\d{1,9} @@")
_TO: Final = re.compile(r"^(\s*to\s*=\s*)(\S+)$", re.MULTILINE)
_NO_NEWLINE: Final = "\\ No newline at end of file"


@dataclass(frozen=True, slots=True)
class Written:
    """text: empty where there is nothing to write. count: findings in it. left_out: addresses of
    those that could not be put in, as they want the same line otherwise, or the file changed."""

    text: str
    count: int = 0
    left_out: tuple[str, ...] = ()


def import_file(results: Iterable[Result]) -> Written:
    """The import blocks of unmanaged resources that count, each with a name of its own."""
    blocks: list[str] = []
    names: set[str] = set()
    environment = ""
    for result, drift in _counted(results):
        if drift.drift_class is not DriftClass.UNMANAGED or not drift.accept:
            continue
        found = _TO.search(drift.accept)
        if found is None:
            continue
        name, number = found[2], 1
        while name in names:
            number += 1
            name = f"{found[2]}_{number}"
        names.add(name)
        own = ", ".join(result.environments)
        head = f"# {own}\n" if own != environment else ""
        environment = own
        start, end = found.span(2)
        blocks.append(head + drift.accept[:start] + name + drift.accept[end:])
    return Written("\n".join(blocks), len(blocks))


@dataclass(slots=True)
class _File:
    """The edits of one file: line number from 1 -> (what it is now, what it is to be). shown: the
    first and last line of each patch, which hold no secret."""

    edits: dict[int, tuple[str, str]] = field(default_factory=dict)
    owners: dict[int, list[str]] = field(default_factory=dict)
    shown: list[tuple[int, int]] = field(default_factory=list)


def patch_file(results: Iterable[Result], read: Callable[[str], bytes]) -> Written:
    """The patches that accept drift, as one unified diff with a part for each file.

    read: the bytes of a file by its display path; may raise OSError.
    """
    files: dict[str, _File] = {}
    left_out: list[str] = []
    for result, drift in _counted(results):
        if drift.drift_class is DriftClass.UNMANAGED or not drift.accept:
            continue
        path = result.location.path
        line, was, now, shown = _edit(drift.accept)
        file = files.setdefault(path, _File())
        if file.edits.setdefault(line, (was, now)) == (was, now):
            file.owners.setdefault(line, []).append(result.instances[0].address)
            file.shown.append(shown)
        else:
            left_out.append(result.instances[0].address)
    parts, count = [], 0
    for path, file in sorted(files.items()):
        text = _diff(path, file, read)
        owners = [address for found in file.owners.values() for address in found]
        if text is None:
            left_out += owners
        else:
            parts.append(text)
            count += len(owners)
    return Written("".join(parts), count, tuple(dict.fromkeys(left_out)))


def _counted(results: Iterable[Result]) -> Iterable[tuple[Result, Drift]]:
    return ((one, one.drift) for one in results if one.drift and one.kind is Kind.FAIL)


def _edit(patch: str) -> tuple[int, str, str, tuple[int, int]]:
    """The one line that a patch of ours changes: its number, what it is, what it is to be; and the
    first and last line that the patch shows, which hold no secret."""
    number, was, now, shown = 0, "", "", (0, 0)
    for row in patch.split("\n"):
        found = _HUNK.fullmatch(row)
        if found:
            number = int(found[1])
            shown = number, number + int(found[2]) - 1
        elif row.startswith(" "):
            number += not was
        elif row.startswith("-") and not row.startswith("--- "):
            was = row[1:]
        elif row.startswith("+") and not row.startswith("+++ "):
            now = row[1:]
    return number, was, now, shown


def _diff(path: str, file: _File, read: Callable[[str], bytes]) -> str | None:
    """The diff of one file; None where it is not what it was when it was read."""
    try:
        lines = read(path).decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return None
    for number, (was, _) in file.edits.items():
        if number > len(lines) or lines[number - 1] != was:
            return None
    # A tab ends a name with blanks in it.
    tail = "\t" if " " in path else ""
    out = [f"--- a/{path}{tail}", f"+++ b/{path}{tail}"]
    for first, last in _joined(file.shown):
        count = last - first + 1
        out.append(f"@@ -{first},{count} +{first},{count} @@")
        for number in range(first, last + 1):
            line = lines[number - 1]
            changed = file.edits.get(number)
            rows = (f"-{line}", f"+{changed[1]}") if changed else (f" {line}",)
            for row in rows:
                out.append(row)
                if number == len(lines):
                    # Behind the last newline there is no line; without one, this is the last.
                    out.append(_NO_NEWLINE)
    return "\n".join(out) + "\n"


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of lines, those that touch as one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found
