"""A Dockerfile's instructions as they are written, for whoever judges lines and not stages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from scanner.model import Path

if TYPE_CHECKING:
    from scanner.load.dockerfile import DockerfileSource
    from scanner.load.dockerfile.lines import Line

COMMENT: Final = "COMMENT"


class Written(NamedTuple):
    """One instruction, or a comment that has a line of its own.

    name: in upper case; COMMENT for a comment. value: what follows it, flags included, on one line
    and with nothing replaced. lines: those it stands on, as they are, comments between them left
    out. first, last: their numbers from 1, here-documents included. path: of its stage (FROM), of
    the instruction in its stage, or of the argument (an ARG before the first FROM); empty for a
    comment and for what Docker refuses. scripts: the contents of its here-documents.
    """

    name: str
    value: str
    lines: tuple[str, ...]
    first: int
    last: int
    path: Path = ()
    scripts: tuple[str, ...] = ()


def written(source: DockerfileSource) -> Iterator[Written]:
    """Everything in a file, in its order."""
    from scanner.load.dockerfile.lines import split_lines

    file = source.file
    found = split_lines(file.text)
    physical = file.text.split("\n")
    paths = _paths(source)
    comments = [_comment(source, offset, physical) for offset in found.comments]
    instructions = [_instruction(source, line, physical, paths) for line in found.lines]
    yield from sorted((*comments, *instructions), key=lambda one: one.first)


def _paths(source: DockerfileSource) -> dict[int, Path]:
    """The line that an instruction begins on -> its path."""
    paths: dict[int, Path] = {}
    for path, (start, _) in source.spans.items():
        is_own = len(path) == 4 if path[2:3] == ("instructions",) else len(path) == 2
        if is_own and path[0] in ("stages", "args"):
            paths.setdefault(source.file.line(start), path)
    return paths


def _comment(source: DockerfileSource, offset: int, physical: list[str]) -> Written:
    line = source.file.line(offset)
    lines = (physical[line - 1].removesuffix("\r"),)
    return Written(COMMENT, source.file.comment(offset).text, lines, line, line)


def _instruction(
    source: DockerfileSource, line: Line, physical: list[str], paths: dict[int, Path]
) -> Written:
    first = source.file.line(line.start)
    end = source.file.line(max(line.start, line.end - 1))
    last = source.file.line(line.heredocs[-1].end) if line.heredocs else end
    name, *rest = line.text.split(None, 1)
    lines = (one.removesuffix("\r") for one in physical[first - 1 : end])
    kept = tuple(one for one in lines if one.strip() and not one.lstrip().startswith("#"))
    scripts = tuple(one.content for one in line.heredocs)
    value = rest[0].rstrip() if rest else ""
    return Written(name.upper(), value, kept, first, last, paths.get(first, ()), scripts)
