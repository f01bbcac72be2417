"""The revisions that --since reads, laid out as the repository is."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from scanner.errors import UsageError
from scanner.load.git import SUBMODULE, Entry, Git, Index
from scanner.load.ignores import is_inside
from scanner.load.revision import Written, write_revision
from scanner.project import Project

_MAX_NESTED: Final = 10
"""Submodules within submodules, as deep as `scanner.load.revision` writes them."""


@dataclass(frozen=True, slots=True)
class Point:
    """The revision asked for. name: as the user wrote it. tip: what it stands for, a commit or
    tree. base: what the working tree is compared with: mostly where it branched off from tip."""

    name: str
    tip: str
    base: str


@dataclass(frozen=True, slots=True)
class Folders:
    """code: the revision compared with. policy: of the revision named, what decides the gate, and
    `trusted_files`, all its files. Both are laid out as the repository is. submodules: of the
    working tree."""

    here: Project
    code: Project
    policy: Project
    written: Written
    trusted_files: Mapping[str, Entry]
    parents: frozenset[str]
    submodules: Collection[str]

    def in_code(self, relative: str) -> str:
        """The absolute path of a repository-relative one in the revision."""
        return os.path.normpath(os.path.join(self.code.root, relative))

    def relative(self, path: str) -> str | None:
        """A path of the user's relative to the repository's root; None outside of it."""
        absolute = os.path.normpath(os.path.join(self.here.cwd, path))
        if not is_inside(absolute, self.here.root):
            absolute = os.path.realpath(absolute)
        if not is_inside(absolute, self.here.root):
            return None
        return os.path.relpath(absolute, self.here.root)

    def has(self, relative: str) -> bool:
        """Whether the revision that is trusted has a file or folder."""
        return relative in self.trusted_files or relative in self.parents

    def trusted(self, path: str) -> str | None:
        """Where a file or folder of the user's lies as the revision has it; None if it has none."""
        relative = self.trusted_name(path)
        return None if relative is None else os.path.join(self.policy.root, relative)

    def trusted_name(self, path: str) -> str | None:
        """What the trusted revision calls a path of the user's; None if it does not have it. Where
        a folder on the way is a link, it is what that leads to."""
        for one in (path, os.path.realpath(os.path.join(self.here.cwd, path))):
            relative = self.relative(one)
            if relative is not None and self.has(relative):
                return relative
        return None

    def refuse_submodule(self, path: str) -> None:
        """Raise UsageError for a path of the user's that the trusted revision cannot vouch for.

        Of a submodule a revision names the commit only, and a change may name another.
        """
        for one in (path, os.path.realpath(os.path.join(self.here.cwd, path))):
            relative = self.relative(one)
            found = None if relative is None else self._submodule(relative)
            if found is not None:
                raise UsageError(
                    f"{path}: lies in the submodule {found}, whose commit the change may choose; "
                    "name a copy outside of it, or keep it in this repository"
                )

    def _submodule(self, relative: str) -> str | None:
        known = self.has(relative)
        above = relative
        while above:
            entry = self.trusted_files.get(above)
            if entry is not None and entry.mode == SUBMODULE:
                return above
            if not known and above in self.submodules:
                return above
            above = os.path.dirname(above)
        return None


def lay_out(
    git: Git,
    point: Point,
    files: Mapping[str, Entry],
    here: Project,
    scratch: str,
    index: Index,
    everything: bool,
) -> Folders:
    """Write a revision below the folder `scratch`. files: all of `point.base`. index: of
    the working tree. See `write_revision` for the rest."""
    projects = []
    for name in ("code", "policy"):
        root = os.path.join(scratch, name)
        # What looks for the repository around a folder finds the root.
        os.makedirs(os.path.join(root, ".git"), mode=0o700)
        cwd = os.path.normpath(os.path.join(root, os.path.relpath(here.cwd, here.root)))
        projects.append(Project(cwd, root))
    code, policy = projects
    written = write_revision(git, files, code.root, absent=index.absent, everything=everything)
    trusted = files if point.tip == point.base else git.files(point.tip)
    parents = {"."}
    for path in trusted:
        while (path := os.path.dirname(path)) and path not in parents:
            parents.add(path)
    return Folders(here, code, policy, written, trusted, frozenset(parents), index.submodules)


def make_folders(path: str, root: str) -> None:
    """Make a folder below a private root; not where the revision has a file or a link."""
    if os.path.realpath(os.path.dirname(path)) == os.path.dirname(path) or path == root:
        try:
            os.makedirs(path, mode=0o700, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            return


def tracked_paths(git: Git, index: Index, root: str) -> frozenset[str]:
    """What git keeps of the working tree and its submodules: absolute, folders with a slash at
    their end. Raises GitError."""
    return _with_parents(_kept(git, index), root)


def _kept(git: Git, index: Index, depth: int = 0) -> Iterator[str]:
    """The paths that git keeps, and what those of submodules do. Raises GitError."""
    yield from index.paths
    for path in sorted(index.submodules):
        root = os.path.join(git.root, path)
        there = os.path.exists(os.path.join(root, ".git")) and os.path.realpath(root) == root
        if there and depth < _MAX_NESTED:
            yield f"{path}/"
            inner = Git(root)
            for one in _kept(inner, inner.index(), depth + 1):
                yield f"{path}/{one}"


def _with_parents(paths: Iterable[str], root: str) -> frozenset[str]:
    """Absolute paths, and those of the folders above them with a slash at the end."""
    found: set[str] = set()
    prefix = root.rstrip("/") + "/"
    for path in paths:
        found.add(prefix + path)
        while (path := os.path.dirname(path)) and (folder := f"{prefix}{path}/") not in found:
            found.add(folder)
    return frozenset(found)
