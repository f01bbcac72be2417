"""Dockerfiles -> one resource each, of type ``dockerfile``.

Attributes, in the shape that rules read (see `scanner.shapes.stages`)::

    args            the defaults of the ARGs before the first FROM, by name
    ignore_file     the name of the .dockerignore that applies, absent without one: beside the
                    Dockerfile, or in a folder above it up to the repository's root
    syntax, escape, check  the parser directives, absent without
    stages          a list, one for each FROM:
      name          as given by AS, in lower case; None without one
      index         from 0
      final         whether it is the last one, which becomes the image
      image         text, name, tag, digest as written; stage: the index of the earlier stage that
                    it names, absent for an image
      platform      of --platform, absent without one; platform_text: as written
      user, group   in force at its end (of the last USER); None: whatever the base image has
      workdir       in force at its end; None: the base image's
      shell         in force at its end, a list
      env, args     in force at its end, by name; those of an earlier stage it is built on included
      instructions  a list, FROM left out:
        instruction   in upper case
        form          "exec" (JSON array), "shell" (command line) or "none"
        text          as written after the flags, on one line
        flags         by name without "--", True for one without a value; mount, exclude and
                      device, which may be repeated, are lists
        arguments     the array's elements; the words; for a command line one string
        pairs         ARG, ENV, LABEL: name, value; ARG also default: whether it has one
        commands      RUN, CMD, ENTRYPOINT, HEALTHCHECK: words, env and operator of each command
                      (`scanner.shell.split_commands`), here-documents included
        heredocs      name, content (as written), expand
        mode          HEALTHCHECK: CMD or NONE
        trigger       ONBUILD: the instruction it holds back, in this same shape

Variables are replaced where Docker replaces them: not in RUN, CMD, ENTRYPOINT, HEALTHCHECK and
SHELL, whose variables belong to the shell. A variable that only the builder or the base image can
know is Unknown.

What a stage inherits from an earlier stage is included; its location is where that stage set it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from scanner.model import (
    Comment,
    Diagnostic,
    DiagnosticLevel,
    Loaded,
    Location,
    Origin,
    Path,
    Resource,
)
from scanner.project import Project

if TYPE_CHECKING:
    from scanner.load.dockerfile.instructions import Instruction
    from scanner.load.dockerfile.lines import Line, Lines
    from scanner.load.dockerfile.written import Written
    from scanner.load.source import TextFile

MAX_BYTES: Final = 2 * 1024 * 1024
"""BuildKit reads no larger Dockerfile either."""

_MAX_PROBLEMS: Final = 20


@dataclass(frozen=True, slots=True)
class DockerfileSource:
    """Where the parts of a Dockerfile stand: offsets by path. head: of its first FROM."""

    file: TextFile
    spans: dict[Path, tuple[int, int]] = field(repr=False)
    head: tuple[int, int] = (0, 0)

    def locate(self, path: Path) -> Location:
        """See `scanner.model.Source`. A stage is its FROM line."""
        for length in range(len(path), 0, -1):
            span = self.spans.get(path[:length])
            if span:
                return self.file.location(*span)
        return self.file.first_line(*self.head)

    def written(self) -> Iterator[Written]:
        """Every instruction and comment as it is written, in order."""
        from scanner.load.dockerfile.written import written

        return written(self)


def load_dockerfiles(files: Sequence[str], project: Project) -> Loaded:
    """The Dockerfiles (absolute paths). Never raises for what is on disk.

    A resource has type and address ``dockerfile`` and the file as its scope.
    Diagnostics: those of `scanner.load.source.read_text`, and dockerfile-syntax.
    """
    from scanner.load.source import read_text

    resources: list[Resource] = []
    diagnostics: list[Diagnostic] = []
    comments: list[Comment] = []
    read: list[str] = []
    for path in files:
        text = read_text(path, project, MAX_BYTES)
        if isinstance(text, Diagnostic):
            diagnostics.append(text)
            continue
        read.append(text.path)
        ignore_file = _ignore_file(path, project)
        resource, found, hashes = _load(text, project.scope(path), ignore_file)
        diagnostics += found
        if resource:
            resources.append(resource)
        comments += _ignore_comments(text, hashes)
    return Loaded(tuple(resources), tuple(diagnostics), tuple(read), tuple(comments))


def _load(
    file: TextFile, scope: str, ignore_file: str = ""
) -> tuple[Resource | None, list[Diagnostic], tuple[int, ...]]:
    from scanner.load.dockerfile.lines import split_lines
    from scanner.load.dockerfile.stages import build

    lines = split_lines(file.text)
    escape = "`" if lines.directives.get("escape") == "`" else "\\"
    problems = list(lines.problems)
    instructions = list(_instructions(lines, escape, problems))
    built = build(instructions, escape)
    problems += built.problems
    if not built.attributes["stages"] and not problems:
        problems.append(("there is no FROM", 0))
    diagnostics = [_problem(file, *problem) for problem in problems[:_MAX_PROBLEMS]]
    if not built.attributes["stages"]:
        return None, diagnostics, ()
    for name, value in lines.directives.items():
        built.attributes[name] = value
        built.spans[name,] = lines.directive_spans[name]
    if ignore_file:
        built.attributes["ignore_file"] = ignore_file
    source = DockerfileSource(file, built.spans, built.spans["stages", 0])
    resource = Resource(
        "dockerfile", "dockerfile", built.attributes, Origin.CODE, source, scope
    )  # fmt: skip
    return resource, diagnostics, lines.comments


def _ignore_file(path: str, project: Project) -> str:
    """The name of the ignore file that a build would take, "" without one.

    Which folder is the build's context is not written anywhere: the Dockerfile's own, or one
    above it. BuildKit takes ``NAME.dockerignore`` beside the Dockerfile first.
    """
    folder, name = os.path.split(path)
    if os.path.isfile(f"{path}.dockerignore"):
        return f"{name}.dockerignore"
    while True:
        if os.path.isfile(os.path.join(folder, ".dockerignore")):
            return ".dockerignore"
        parent = os.path.dirname(folder)
        if parent == folder or project.repository_path(parent) is None:
            return ""
        folder = parent


def _ignore_comments(file: TextFile, hashes: Sequence[int]) -> list[Comment]:
    from scanner.load.source import IGNORE_WORDS

    words = [word for word in (*IGNORE_WORDS, "hadolint") if word in file.text]
    if not words:
        return []
    comments = map(file.comment, hashes)
    return [comment for comment in comments if any(word in comment.text for word in words)]


def _instructions(
    lines: Lines, escape: str, problems: list[tuple[str, int]]
) -> Iterator[Instruction]:
    from scanner.load.dockerfile.instructions import InstructionError, parse_instruction

    line: Line
    for line in lines.lines:
        try:
            yield parse_instruction(line, escape)
        except InstructionError as error:
            problems.append((str(error), line.start))


def _problem(file: TextFile, message: str, offset: int) -> Diagnostic:
    text = f"not a valid Dockerfile: {message}; correct it"
    error = DiagnosticLevel.ERROR
    return Diagnostic(error, "dockerfile-syntax", text, file.path, file.line(offset))
