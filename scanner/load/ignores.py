"""What discovery leaves out: git's ignore files and --exclude, within a bound of work."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from scanner.project import Project

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_IGNORE_WORK = 50_000_000
"""Patterns tried in one discovery, those that backtrack counted as often as they may: far above
what large repositories need, and some 20 seconds."""


class Chain(NamedTuple):
    """The ignore files that hold in a folder, the nearest first: (folder with "/", patterns)."""

    specs: tuple[tuple[str, _Patterns], ...] = ()
    excludes: bool = True


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Compiled patterns. costs: how many there are of each (most ``*`` in a segment, inner
    ``**``), which bounds how often their regular expressions can backtrack."""

    spec: GitIgnoreSpec
    costs: Mapping[tuple[int, int], int]

    def work(self, path: str) -> int:
        """How many simple patterns matching a path may cost as much as."""
        segments = path.split("/")
        longest = max(map(len, segments))
        total = 0
        for (stars, inner), count in self.costs.items():
            steps = math.comb(longest + 1, stars) * math.comb(len(path), inner) * len(segments)
            total += count * (1 + steps // 100 if stars + inner > 1 else 1)
        return total


class Ignores:
    """git's ignore files and --exclude. Loads pathspec only when there is a pattern."""

    def __init__(
        self,
        project: Project,
        excludes: tuple[str, ...],
        tracked: Callable[[str], bool] | None = None,
    ) -> None:
        """excludes: the patterns of --exclude, relative to the current directory. tracked: whether
        git tracks a file, or something in a folder (its path ends with "/"): of that no ignore
        file leaves anything out."""
        self.project = project
        self.tracked = tracked
        self.base = project.cwd.rstrip("/") + "/"
        self.excludes = _compile(excludes) if excludes else None
        self.work = 0

    def below(self, path: str) -> Chain:
        """The ignore files above `path` that hold below it; none if they ignore `path` itself,
        because then naming it overruled them."""
        excludes = not self._excluded(path + "/")
        chain = Chain((), excludes)
        root = self.project.root
        if path == root or not is_inside(path, root):
            return chain
        folder = root
        for part in os.path.relpath(path, root).split(os.sep):
            if os.path.isfile(os.path.join(folder, ".gitignore")):
                # What cannot be read above the named path leaves out nothing below it.
                with suppress(OSError):
                    chain = self.extend(chain, folder)
            folder = os.path.join(folder, part)
            if self._verdict(chain, folder + "/"):
                return Chain((), excludes)
        return chain

    def extend(self, chain: Chain, folder: str) -> Chain:
        """The chain with the folder's own ignore file. Raises OSError."""
        from scanner.load.source import read_bytes

        data = read_bytes(os.path.join(folder, ".gitignore"), 1024 * 1024)
        if data is None:
            raise OSError(0, "larger than 1 MB")
        lines = data.decode("utf-8-sig", "replace").splitlines()
        if not any(line.strip() and not line.startswith("#") for line in lines):
            return chain
        specs = ((folder.rstrip("/") + "/", _compile(lines)), *chain.specs)
        return Chain(specs, chain.excludes)

    def ignored(self, chain: Chain, path: str) -> bool:
        """Whether a path (a folder's ends with "/") is left out."""
        tracked = self.tracked is not None and self.tracked(path)
        if chain.specs and not tracked and self._verdict(chain, path):
            return True
        return chain.excludes and self._excluded(path)

    def _excluded(self, path: str) -> bool:
        if self.excludes is None or not path.startswith(self.base):
            return False
        return bool(self._match(self.excludes, path[len(self.base) :]))

    def _verdict(self, chain: Chain, path: str) -> bool:
        for base, patterns in chain.specs:
            include = self._match(patterns, path[len(base) :])
            if include is not None:
                return include
        return False

    def _match(self, patterns: _Patterns, path: str) -> bool | None:
        """None also once the work is used up: then nothing is left out any more, loudly."""
        if self.work <= MAX_IGNORE_WORK:
            self.work += patterns.work(path)
        if self.work > MAX_IGNORE_WORK:
            return None
        return patterns.spec.check_file(path).include


def _compile(lines: Sequence[str]) -> _Patterns:
    from collections import Counter

    from pathspec import GitIgnoreSpec

    def means_something(line: str) -> bool:
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            return False
        return True

    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    try:
        spec = GitIgnoreSpec.from_lines(lines)
    except ValueError:  # git passes over a pattern that means nothing; pathspec refuses them all
        lines = [line for line in lines if means_something(line)]
        spec = GitIgnoreSpec.from_lines(lines)
    return _Patterns(spec, Counter(map(_wildcards, lines)))


def _wildcards(line: str) -> tuple[int, int]:
    """The most ``*`` in one segment of a pattern, and how many ``**`` stand between others."""
    segments = line.split("/")
    stars = max((part.count("*") for part in segments if part != "**"), default=0)
    return stars, sum(1 for segment in segments[1:-1] if segment == "**")


def is_inside(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies below it, by their names."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
