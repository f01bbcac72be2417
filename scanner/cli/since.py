"""`trueup scan --since REF`: the revision to compare with, and whose policy decides the gate."""

from __future__ import annotations

import gc
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from scanner.cli.category import category_of
from scanner.cli.config import find_settings, tree_root
from scanner.cli.files import NO_RECORDS, Values, judge_files
from scanner.cli.matrix import Matrix, read_matrix
from scanner.cli.run import Setup, judge_waivers
from scanner.cli.since_files import Folders, Point, lay_out, make_folders, tracked_paths
from scanner.cli.since_trust import Trusted
from scanner.cli.since_values import (
    earlier_matrix,
    limit_added,
    value_files,
    with_new_environments,
)
from scanner.errors import ConfigurationError, UsageError
from scanner.load.git import Git, GitError, Index
from scanner.load.ignores import is_inside
from scanner.load.revision import lend_ignored, lend_modules, place_for
from scanner.model import Diagnostic, DiagnosticLevel
from scanner.project import Project, find_project
from scanner.terraform.revisions import Revisions

if TYPE_CHECKING:
    from scanner.cli.packs_run import Pack
    from scanner.outcome import Finding, Gone

_DEEPEN = (
    "this clone is shallow, so fetch more of its history (with actions/checkout: fetch-depth: 0)"
)
_KINDS = (("tags", "a tag"), ("heads", "a branch"), ("remotes", "a branch of a remote"))


@dataclass(frozen=True, slots=True)
class ComparedRun:
    """What `scanner.since` makes of two runs. diagnostics: notes for the report."""

    findings: list[Finding]
    gone: tuple[Gone, ...]
    diagnostics: list[Diagnostic]


@dataclass(slots=True)
class Earlier:
    """The revision to compare with.

    setup, matrix: of the working tree, by the policy of the revision. shared: what both
    evaluations share.
    """

    point: Point
    setup: Setup
    matrix: Matrix
    shared: Revisions
    notes: list[Diagnostic]
    _folders: Folders
    _options: dict[str, Any]
    _values: Values
    _paths: tuple[str, ...]
    _tracked: Collection[str]

    def is_tracked(self, path: str) -> bool:
        """Whether git keeps a file, or something in a folder, whose path ends with a slash."""
        return path in self._tracked

    def trusted(self, path: str) -> str:
        """Where a file that was named is read from: from the revision, if it has it."""
        return self._folders.trusted(path) or path

    def compare(
        self,
        plain: Sequence[Finding],
        judged: Sequence[Finding],
        diagnostics: Iterable[Diagnostic],
        pack: Pack | None = None,
    ) -> ComparedRun:
        """The working tree's findings beside those of the revision, which is judged here.

        plain, judged: as for `scanner.since.compare`. diagnostics: of the working tree. pack: that
        it was judged by. What is there no longer is told only where nothing was missed.
        """
        from scanner.grouping import group
        from scanner.since import compare, gone

        folders = self._folders
        project = folders.code
        self.shared.earlier = True
        # What the working tree's evaluation made is kept to the end.
        gc.freeze()
        tree = None if self.setup.tree is None else project.root
        setup = replace(self.setup, project=project, tree=tree)
        matrix, values = earlier_matrix(setup, self._options, self._values, folders)
        paths = [folders.in_code(path) for path in self._paths]
        before = judge_files(
            setup,
            matrix,
            [path for path in paths if os.path.lexists(path)],
            self._options,
            values,
            shared=self.shared,
            tracked=lambda _: True,
            pack=pack,
        )
        known = judge_waivers(
            before.setup, before.rules, before.ran, before.findings, before.loaded, values.workspace
        ).findings
        compared = compare(known, plain, judged)
        diagnostics = list(diagnostics)
        missed = any(d.level is DiagnosticLevel.ERROR for d in diagnostics)
        notes = [*self.notes, *self._told(before.diagnostics, diagnostics)]
        for where in compared.refused:
            text = (
                f"this ignore was added since {self.point.name}, and so was what it ignores: the "
                "finding counts; a reviewer may merge it all the same"
            )
            notes.append(_note("since-ignore", text, where.path, where.start_line))
        return ComparedRun(compared.findings, () if missed else gone(group(compared.gone)), notes)

    def _told(
        self, before: Iterable[Diagnostic], after: Iterable[Diagnostic]
    ) -> Iterator[Diagnostic]:
        """What the evaluation of the revision did not see, in a few notes."""
        name = self.point.name
        before = list(before)
        errors = [d for d in before if d.level is DiagnosticLevel.ERROR]
        if errors:
            first = f"{errors[0].path or ''}: {errors[0].message}".removeprefix(": ")
            text = f"{_count(len(errors), 'error')} in {name}, so that what could not be read "
            yield _note("since-incomplete", f"{text}there counts as new; first: {first}")
        lacking = {d.message for d in after if d.code == "module-not-installed"}
        modules = [
            d for d in before if d.code == "module-not-installed" and d.message not in lacking
        ]
        if modules:
            text = (
                f"{_count(len(modules), 'module')} that {name} calls otherwise than the working "
                "tree, and what is installed is the working tree's: what is found there counts as "
                f"new; first: {modules[0].message}"
            )
            yield _note("since-module", text, modules[0].path, modules[0].line)


@contextmanager
def earlier_revision(
    paths: Sequence[str], options: dict[str, Any], values: Values
) -> Iterator[Earlier]:
    """The revision that --since names, read into a private folder that goes with the context.

    Raises UsageError where there is none, or it cannot be compared with what was named, and
    ConfigurationError for a configuration that cannot be used.
    """
    from tempfile import TemporaryDirectory

    project = find_project()
    git = _repository(project)
    named = _named(paths, project)
    point = _point(git, options["since"])
    try:
        index = git.index()
        files = git.files(point.base)
        with (
            _stopped_cleanly(),
            TemporaryDirectory(prefix="trueup-", dir=place_for(files)) as scratch,
        ):
            scratch = os.path.realpath(scratch)
            if is_inside(scratch, project.root):
                raise UsageError(
                    "the folder for temporary files lies within the repository, where --since "
                    "writes nothing; set TMPDIR to one elsewhere"
                )
            try:
                folders = lay_out(git, point, files, project, scratch, index, options["render"])
                before = _earlier(git, point, folders, named, options, values, index)
            except OSError as error:
                raise UsageError(
                    f"--since {point.name}: its files cannot be written to {scratch}: "
                    f"{error.strerror}; make room, or set TMPDIR to another folder"
                ) from error
            yield before
    except GitError as error:
        raise UsageError(
            f"--since {point.name}: git cannot read this revision: {error}; fetch it whole"
        ) from error


@contextmanager
def _stopped_cleanly() -> Iterator[None]:
    """Let a run that is asked to end (as CI ends a job that is cancelled) remove its files."""
    import signal
    from threading import current_thread, main_thread

    def stop(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


# ---- which revision ---------------------------------------------------------------------------


def _repository(project: Project) -> Git:
    if not os.path.exists(os.path.join(project.root, ".git")):
        raise UsageError(
            f"--since compares revisions of a git repository, and {project.cwd} is in none; run "
            "it in one"
        )
    return Git(project.root)


def _named(paths: Sequence[str], project: Project) -> tuple[str, ...]:
    """What was named, relative to the repository's root."""
    found = []
    for path in paths:
        if path == "-":
            raise UsageError(f"standard input has no earlier revision; {NO_RECORDS}")
        absolute = os.path.normpath(os.path.join(project.cwd, path))
        if not is_inside(absolute, project.root):
            absolute = os.path.realpath(absolute)
        real = os.path.realpath(absolute)
        if not (is_inside(absolute, project.root) and is_inside(real, project.root)):
            raise UsageError(
                f"{path}: lies outside of the repository {project.root}, whose revisions --since "
                "compares; run it in the repository of what you name"
            )
        if (
            find_project(real if os.path.isdir(real) else os.path.dirname(real)).root
            != project.root
        ):
            raise UsageError(
                f"{path}: lies in a repository of its own (a submodule); run --since in it"
            )
        found.append(os.path.relpath(absolute, project.root))
    return tuple(found)


def _point(git: Git, name: str) -> Point:
    """The revision that a name stands for: ``REF``, ``REF...`` (the same) or ``REF..``, which is
    REF itself even where the working tree's branch left it long ago."""
    plain = name.removesuffix("...") if name.endswith("...") else name.removesuffix("..")
    exact = name.endswith("..") and not name.endswith("...")
    if not plain or plain.startswith("-") or ".." in plain or not plain.isprintable():
        raise UsageError(
            f"--since {name}: not the name of a revision; name one branch, tag or commit, such "
            "as origin/main"
        )
    try:
        _refuse_ambiguous(git, name, plain)
        tip = git.commit(plain)
        if tip is None:
            tree = git.tree(plain)
            if tree is not None:
                return Point(name, tree, tree)
            raise UsageError(f"--since {name}: {_why_unknown(git, plain)}")
        if exact:
            return Point(name, tip, tip)
        head = git.commit("HEAD")
        if head is None:
            raise UsageError(f"--since {name}: nothing is committed here yet; commit something")
        base = git.merge_base(tip, head)
        if base is None:
            advice = _DEEPEN if git.is_shallow() else f"write {plain}.. to compare with it as it is"
            raise UsageError(
                f"--since {name}: it has no commit in common with what is checked out; {advice}"
            )
    except GitError as error:
        raise UsageError(f"--since {name}: git cannot tell what this is: {error}") from error
    return Point(name, tip, base)


def _refuse_ambiguous(git: Git, name: str, plain: str) -> None:
    """Raise UsageError for a name that git would take for one of several things without a word.

    Whoever can push a tag could otherwise decide what origin/main is. Raises GitError.
    """
    import re

    base = re.split(r"[~^:]|@\{", plain, maxsplit=1)[0]
    if not base or base == "HEAD" or base.startswith("refs/"):
        return
    found: dict[str, tuple[str, str]] = {}
    for kind, called in _KINDS:
        full = f"refs/{kind}/{base}"
        meant = git.commit(full) or git.tree(full)
        if meant is not None:
            found[full] = (called, meant)
    if len({meant for _, meant in found.values()}) > 1:
        what = " and ".join(called for called, _ in found.values())
        first, *others = list(found)[::-1]
        raise UsageError(
            f"--since {name}: {base} is {what}; write {first} (or {' or '.join(others)})"
        )


def _why_unknown(git: Git, plain: str) -> str:
    text = f"there is no branch, tag or commit {plain}"
    if git.is_shallow():
        return f"{text} in this clone; {_DEEPEN}"
    if "/" not in plain and git.commit(f"refs/remotes/origin/{plain}"):
        return f"{text}; there is origin/{plain}"
    return f"{text}; git fetch gets those of a remote, as origin/NAME"


# ---- what is compared ------------------------------------------------------------------------


def _earlier(
    git: Git,
    point: Point,
    folders: Folders,
    named: tuple[str, ...],
    options: dict[str, Any],
    values: Values,
    index: Index,
) -> Earlier:
    here = folders.here
    # Made where the revision has none, so that the way up from what is scanned is the same.
    for project in (folders.code, folders.policy):
        make_folders(project.cwd, project.root)
    paths = [os.path.join(here.root, path) for path in named]
    for path, relative in zip(paths, named, strict=True):
        if os.path.isdir(path):
            make_folders(os.path.join(folders.policy.root, relative), folders.policy.root)
    trusted = Trusted(git, folders)
    own_settings = find_settings(paths, here, options["config_file"])
    try:
        setup = trusted.setup([os.path.join(folders.policy.root, path) for path in named], options)
    except ConfigurationError as error:
        raise ConfigurationError(
            f"--since {point.name}: its configuration decides the gate and cannot be used: {error}"
        ) from error
    tree = tree_root(paths, here) if options["config_file"] is None else None
    category = category_of(paths, options, here)
    setup = replace(setup, project=here, tree=tree, category=category)
    merged, added = with_new_environments(setup.settings, own_settings, here)
    matrix = read_matrix(values.given, values.workspaces, options, here, merged, tree)
    matrix = limit_added(matrix, added, setup.settings, here)
    code = folders.written.code
    unlent = lend_ignored(
        git, folders.code.root, code, value_files(matrix, values, folders), index.submodules
    )
    tracked = tracked_paths(git, index, here.root)
    lent = lend_modules(here.root, folders.code.root, code, tracked)
    shared = Revisions(here.root, folders.code.root, lent)
    notes = [*folders.written.notes, *trusted.changed(own_settings, point.name)]
    if setup.packs:
        from scanner.cli.packs_run import external_of
        from scanner.cli.since_checks import changed_checks

        directories = external_of(options, setup.settings)
        notes += changed_checks(git, folders, directories, point.name)
    if unlent is not None:
        text = (
            f"which files of values git ignores could not be told ({unlent}): {point.name} is "
            "evaluated without them, so that what they change counts as new"
        )
        notes.append(_note("since-ignored-files", text))
    if added and own_settings is not None and merged is setup.settings:
        text = (
            f"the change adds environments ({', '.join(added)}) where {point.name} has none, and "
            "is evaluated without; they count once they are merged"
        )
        notes.append(_note("since-environment", text, own_settings.path))
    return Earlier(
        point=point,
        setup=setup,
        matrix=matrix,
        shared=shared,
        notes=notes,
        _folders=folders,
        _options=options,
        _values=values,
        _paths=named,
        _tracked=tracked,
    )


def _note(code: str, message: str, path: str | None = None, line: int | None = None) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.NOTE, code, message, path, line)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
