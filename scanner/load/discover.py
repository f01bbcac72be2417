"""Which files under the given paths are input, and of which kind.

Kinds are told by name where the name is a convention (``*.tf``, ``Dockerfile``,
``.github/workflows/*.yml``) and by content where it is not (Kubernetes manifests, plans, states).

What is *found* is limited: git's ignore files, ``--exclude``, tool folders such as
``.terraform`` and ``node_modules``, and links that lead out of the tree. What is *named* on the
command line is taken whatever these say.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from scanner.load.ignores import MAX_IGNORE_WORK, Chain, Ignores, is_inside
from scanner.load.recognise import (
    CHART,
    COMPOSE,
    DOCKERFILE,
    KUBERNETES,
    KUSTOMIZATION,
    PLAN,
    STATE,
    TERRAFORM,
    WORKFLOW,
    recognise,
    recognise_named,
)
from scanner.model import Diagnostic, DiagnosticLevel
from scanner.project import Project

if TYPE_CHECKING:
    pass

TOOL_FOLDERS = frozenset(
    (".git", ".hg", ".svn", ".terraform", ".terragrunt-cache", "node_modules", ".venv", ".tox",
     ".nox", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache")
)  # fmt: skip
"""Folders that tools fill; never entered unless named. So is any folder with a ``pyvenv.cfg``."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What there is to scan: absolute paths, sorted, each once.

    terraform: folders that hold Terraform or OpenTofu files, also those of `named_files`.
    named_files: Terraform files named on the command line: of their folder, only they were asked.
    plans: plans as JSON (``terraform show -json``). states: states, the file or as JSON.
    named_records: those of both that were named, and not merely found.
    charts, kustomizations: the files that describe Helm charts and Kustomize overlays.
    """

    terraform: tuple[str, ...] = ()
    kubernetes: tuple[str, ...] = ()
    dockerfiles: tuple[str, ...] = ()
    workflows: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    named_files: tuple[str, ...] = ()
    compose: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    kustomizations: tuple[str, ...] = ()
    named_records: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def discover(
    paths: Sequence[str],
    project: Project,
    excludes: Sequence[str] = (),
    tracked: Callable[[str], bool] | None = None,
) -> Inputs:
    """Everything under `paths` that trueup reads. Never raises for what is on disk.

    paths: files and folders, absolute or relative to the current directory.
    excludes: patterns as in a .gitignore at the current directory. tracked: see `Ignores`.
    """
    walk = _Walk(project, tuple(excludes), tracked)
    for path in paths:
        walk.named(os.path.normpath(os.path.join(project.cwd, path)))
    walk.finish_links()
    return walk.inputs()


class _Walk:
    """One discovery: what it has found so far, and what it has been to."""

    def __init__(
        self,
        project: Project,
        excludes: tuple[str, ...],
        tracked: Callable[[str], bool] | None,
    ) -> None:
        self.project = project
        self.found: dict[str, set[str]] = {}
        self.files: set[str] = set()
        self.diagnostics: dict[tuple[str, str], Diagnostic] = {}
        self.visited: set[tuple[int, int]] = set()
        self.links: list[tuple[str, _Tree]] = []
        self.rules = Ignores(project, excludes, tracked)

    def inputs(self) -> Inputs:
        def found(kind: str) -> tuple[str, ...]:
            return tuple(sorted(self.found.get(kind, ())))

        if self.rules.work > MAX_IGNORE_WORK:
            self.error(
                "limit-ignores",
                self.project.root,
                "the .gitignore files and excludes take too long to match; they were set aside "
                "part of the way; write fewer patterns, with fewer wildcards in each",
            )
        diagnostics = sorted(self.diagnostics.values(), key=lambda d: (d.path or "", d.code))
        return Inputs(
            found(TERRAFORM), found(KUBERNETES), found(DOCKERFILE), found(WORKFLOW), found(PLAN),
            found(STATE), found("named"), found(COMPOSE), found(CHART), found(KUSTOMIZATION),
            found("named records"), tuple(diagnostics),
        )  # fmt: skip

    def error(self, code: str, path: str, message: str) -> None:
        self._diagnose(DiagnosticLevel.ERROR, code, path, message)

    def _diagnose(self, level: DiagnosticLevel, code: str, path: str, message: str) -> None:
        display = self.project.display(path)
        display = display.encode("utf-8", "backslashreplace").decode()
        self.diagnostics[code, display] = Diagnostic(level, code, message, display)

    # -- what is named ------------------------------------------------------------------------

    def named(self, path: str) -> None:
        try:
            mode = os.stat(path).st_mode
        except FileNotFoundError:
            message = "there is no such file or folder; check the spelling"
            if os.path.lexists(path):
                message = "this link leads nowhere; mend it or leave it out"
            self.error("path-missing", path, message)
            return
        except OSError as error:
            self._unreadable(path, error)
            return
        if stat.S_ISDIR(mode):
            self.folder(path, self.rules.below(path), self._tree(path))
        elif stat.S_ISREG(mode):
            self._named_file(path)
        else:
            self.error("unreadable", path, "is neither a file nor a folder; leave it out")

    def _named_file(self, path: str) -> None:
        try:
            kind = recognise_named(path)
        except OSError as error:
            self._unreadable(path, error)
            return
        if kind is None:
            self.error(
                "not-recognised",
                path,
                "is neither Terraform, a Kubernetes manifest, a Dockerfile, a GitHub workflow, "
                "a Compose file, a plan as JSON nor a state; leave it out",
            )
        elif kind == TERRAFORM:
            self._add("named", path)
            self._add(TERRAFORM, os.path.dirname(path))
        else:
            self._add(kind, path)
            if kind in (PLAN, STATE):
                self._add("named records", path)

    def _tree(self, path: str) -> _Tree:
        real, root = os.path.realpath(path), os.path.realpath(self.project.root)
        return _Tree(real, root if is_inside(real, root) else real)

    def _unreadable(self, path: str, error: OSError) -> None:
        reason = error.strerror or type(error).__name__
        self.error("unreadable", path, f"cannot be read ({reason}); fix it or exclude it")

    def _add(self, kind: str, path: str) -> None:
        self.found.setdefault(kind, set()).add(path)
        self.files.add(path)

    # -- what is found ------------------------------------------------------------------------

    def folder(self, top: str, chain: Chain, tree: _Tree) -> None:
        """Everything below a folder, depth first without recursion."""
        pending = [(top, chain)]
        while pending:
            path, chain = pending.pop()
            try:
                if not self._first_visit(os.stat(path)):
                    continue
                with os.scandir(path) as iterator:
                    entries = sorted(iterator, key=lambda entry: entry.name)
            except OSError as error:
                self._unreadable(path, error)
                continue
            names = {entry.name for entry in entries}
            if "pyvenv.cfg" in names and path != top and not self._is_tracked(path):
                continue
            if ".gitignore" in names:
                chain = self._with_ignores(chain, path)
            folders = self._entries(path, entries, chain, tree)
            pending.extend((folder, chain) for folder in reversed(folders))

    def _is_tracked(self, folder: str) -> bool:
        """Whether git keeps something in a folder, so that no tool has filled it."""
        return self.rules.tracked is not None and self.rules.tracked(folder + "/")

    def _first_visit(self, status: os.stat_result) -> bool:
        identity = (status.st_dev, status.st_ino)
        if identity in self.visited:
            return False
        self.visited.add(identity)
        return True

    def _with_ignores(self, chain: Chain, path: str) -> Chain:
        try:
            return self.rules.extend(chain, path)
        except OSError as error:
            self._unreadable(os.path.join(path, ".gitignore"), error)
            return chain

    def _entries(
        self, folder: str, entries: list[os.DirEntry[str]], chain: Chain, tree: _Tree
    ) -> list[str]:
        """Takes the files among the entries; returns the folders to enter."""
        folders = []
        for entry in entries:
            if entry.is_symlink():
                self._link(entry, chain, tree)
            elif entry.is_dir(follow_symlinks=False):
                ignored = entry.name in TOOL_FOLDERS or self.rules.ignored(chain, entry.path + "/")
                if not ignored and self._name_is_text(entry.path):
                    folders.append(entry.path)
            elif entry.is_file(follow_symlinks=False):
                self._file(folder, entry.name, entry.path, chain)
        return folders

    def _file(self, folder: str, name: str, path: str, chain: Chain) -> None:
        try:
            kind = recognise(folder, name, lambda: not self.rules.ignored(chain, path))
        except OSError as error:
            self._unreadable(path, error)
            return
        if kind and self._name_is_text(path):
            self._add(kind, folder if kind == TERRAFORM else path)

    def _name_is_text(self, path: str) -> bool:
        try:
            path.encode()
        except UnicodeEncodeError:
            self.error("unreadable", path, "its name is not UTF-8; rename it or exclude it")
            return False
        return True

    # -- links --------------------------------------------------------------------------------

    def _link(self, entry: os.DirEntry[str], chain: Chain, tree: _Tree) -> None:
        target = os.path.realpath(entry.path)
        try:
            mode = os.stat(target).st_mode
        except OSError:
            return  # it leads nowhere or to itself: there is nothing to read
        directory = stat.S_ISDIR(mode)
        if entry.name in TOOL_FOLDERS or self.rules.ignored(
            chain, entry.path + ("/" if directory else "")
        ):
            return
        if not tree.holds(target):
            if directory or stat.S_ISREG(mode):
                message = "this link leads out of the tree and was not followed; name it to scan it"
                self._diagnose(DiagnosticLevel.NOTE, "link-outside", entry.path, message)
        elif directory:
            self.links.append((target, tree))
        elif stat.S_ISREG(mode) and not _in_tool_folder(target, tree):
            self._linked_file(entry, target, chain)

    def _linked_file(self, entry: os.DirEntry[str], target: str, chain: Chain) -> None:
        folder = os.path.dirname(entry.path)
        try:
            kind = recognise(folder, entry.name, lambda: True)
        except OSError as error:
            self._unreadable(entry.path, error)
            return
        if kind == TERRAFORM:
            self._add(kind, folder)
        elif kind and self._name_is_text(entry.path):
            self.found.setdefault("link:" + kind, set()).add(entry.path)

    def finish_links(self) -> None:
        """Follows the links inside of the tree, now that what they lead to may have been seen.

        What is seen both directly and through a link is taken once, by its own path.
        """
        while self.links:
            links, self.links = sorted(set(self.links)), []
            for target, tree in links:
                if not _in_tool_folder(target, tree):
                    self.folder(target, self.rules.below(target), tree)
        taken = {os.path.realpath(path) for path in self.files}
        for kind in (KUBERNETES, DOCKERFILE, WORKFLOW, PLAN, STATE):
            for path in sorted(self.found.pop("link:" + kind, ())):
                target = os.path.realpath(path)
                if target not in taken:
                    taken.add(target)
                    self._add(kind, path)


class _Tree(NamedTuple):
    """A named folder. boundary: links are followed inside of it: the repository around `top`, or
    `top` itself where there is none. Both are real paths."""

    top: str
    boundary: str

    def holds(self, target: str) -> bool:
        """Whether a link may lead there; to what is around `top` it would undo the naming."""
        return is_inside(target, self.boundary) and not (
            target != self.top and is_inside(self.top, target)
        )


def _in_tool_folder(path: str, tree: _Tree) -> bool:
    return not TOOL_FOLDERS.isdisjoint(os.path.relpath(path, tree.boundary).split(os.sep))
