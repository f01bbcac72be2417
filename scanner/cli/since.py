"""`trueup scan --since REF`: the revision to compare with, and whose policy decides the gate."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from scanner.cli.config import NAME, find_settings, tree_root
from scanner.cli.matrix import Matrix, read_matrix
from scanner.cli.run import Setup, judge_waivers, prepare
from scanner.cli.scan import NO_RECORDS, Values, judge_files
from scanner.errors import ConfigurationError, UsageError
from scanner.load.git import Entry, Git, GitError
from scanner.load.ignores import is_inside
from scanner.load.revision import (
    Written,
    is_plain,
    lend_ignored,
    lend_modules,
    write_files,
    write_revision,
)
from scanner.model import Diagnostic, DiagnosticLevel
from scanner.project import Project, find_project
from scanner.terraform.revisions import Revisions

if TYPE_CHECKING:
    from scanner.outcome import Finding, Gone
    from scanner.settings import Settings

_MAX_EXTENDED = 100
_MAX_SHOWN = 3
_DEEPEN = (
    "this clone is shallow, so fetch more of its history (with actions/checkout: fetch-depth: 0)"
)


@dataclass(frozen=True, slots=True)
class Point:
    """The revision asked for. name: as the user wrote it. tip: what it stands for, a commit or
    tree. base: what the working tree is compared with: mostly where it branched off from tip."""

    name: str
    tip: str
    base: str


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
    _folders: _Folders
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
    ) -> ComparedRun:
        """The working tree's findings beside those of the revision, which is judged here.

        plain, judged: as for `scanner.since.compare`. diagnostics: of the working tree. What is
        there no longer is told only where nothing was missed.
        """
        from scanner.grouping import group
        from scanner.since import compare, gone

        folders = self._folders
        project = folders.code
        self.shared.earlier = True
        tree = None if self.setup.tree is None else project.root
        setup = replace(self.setup, project=project, tree=tree)
        matrix, values = _earlier_matrix(setup, self._options, self._values, folders)
        paths = [folders.in_code(path) for path in self._paths]
        before = judge_files(
            setup,
            matrix,
            [path for path in paths if os.path.lexists(path)],
            self._options,
            values,
            shared=self.shared,
            tracked=lambda _: True,
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
                f"this ignore is new since {self.point.name}, and what it would ignore is new as "
                "well: it counts until a reviewer has let it in"
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
        tracked, absent = git.index()
        with TemporaryDirectory(prefix="trueup-") as scratch:
            scratch = os.path.realpath(scratch)
            if is_inside(scratch, project.root):
                raise UsageError(
                    "the folder for temporary files lies within the repository, where --since "
                    "writes nothing; set TMPDIR to one elsewhere"
                )
            folders = _folders(git, point, project, scratch, absent, options["render"])
            yield _earlier(git, point, folders, named, options, values, tracked)
    except GitError as error:
        raise UsageError(
            f"--since {point.name}: git cannot read this revision: {error}; fetch it whole"
        ) from error


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
        if not is_inside(absolute, project.root):
            raise UsageError(
                f"{path}: lies outside of the repository {project.root}, whose revisions --since "
                "compares; run it in the repository of what you name"
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
        raise UsageError(f"--since {name}: git cannot read this repository: {error}") from error
    return Point(name, tip, base)


def _why_unknown(git: Git, plain: str) -> str:
    text = f"there is no branch, tag or commit {plain}"
    if git.is_shallow():
        return f"{text} in this clone; {_DEEPEN}"
    if "/" not in plain and git.commit(f"refs/remotes/origin/{plain}"):
        return f"{text}; there is origin/{plain}"
    return f"{text}; git fetch gets those of a remote, as origin/NAME"


# ---- its files --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Folders:
    """code: the revision compared with. policy: of the revision named, what decides the gate, and
    `trusted_files`, all its files. Both are laid out as the repository is."""

    here: Project
    code: Project
    policy: Project
    written: Written
    trusted_files: Mapping[str, Entry]
    parents: frozenset[str]

    def in_code(self, relative: str) -> str:
        """The absolute path of a repository-relative one in the revision."""
        return os.path.normpath(os.path.join(self.code.root, relative))

    def relative(self, path: str) -> str | None:
        """A path of the user's relative to the repository's root; None outside of it."""
        absolute = os.path.normpath(os.path.join(self.here.cwd, path))
        if not is_inside(absolute, self.here.root):
            return None
        return os.path.relpath(absolute, self.here.root)

    def has(self, relative: str) -> bool:
        """Whether the revision that is trusted has a file or folder."""
        return relative in self.trusted_files or relative in self.parents

    def trusted(self, path: str) -> str | None:
        """Where a file or folder of the user's lies as the revision has it; None if it has none."""
        relative = self.relative(path)
        if relative is None or not self.has(relative):
            return None
        return os.path.join(self.policy.root, relative)


def _folders(
    git: Git, point: Point, here: Project, scratch: str, absent: Collection[str], everything: bool
) -> _Folders:
    projects = []
    for name in ("code", "policy"):
        root = os.path.join(scratch, name)
        # What looks for the repository around a folder finds the root.
        os.makedirs(os.path.join(root, ".git"), mode=0o700)
        cwd = os.path.normpath(os.path.join(root, os.path.relpath(here.cwd, here.root)))
        projects.append(Project(cwd, root))
    code, policy = projects
    written = write_revision(git, point.base, code.root, absent=absent, everything=everything)
    trusted = written.files if point.tip == point.base else git.files(point.tip)
    parents = {"."}
    for path in trusted:
        while (path := os.path.dirname(path)) and path not in parents:
            parents.add(path)
    return _Folders(here, code, policy, written, trusted, frozenset(parents))


def _earlier(
    git: Git,
    point: Point,
    folders: _Folders,
    named: tuple[str, ...],
    options: dict[str, Any],
    values: Values,
    tracked: Collection[str],
) -> Earlier:
    here = folders.here
    # Made where the revision has none, so that the way up from what is scanned is the same.
    for project in (folders.code, folders.policy):
        _make_folders(project.cwd, project.root)
    paths = [os.path.join(here.root, path) for path in named]
    for path, relative in zip(paths, named, strict=True):
        if os.path.isdir(path):
            _make_folders(os.path.join(folders.policy.root, relative), folders.policy.root)
    trusted = _Trusted(git, folders)
    own_settings = find_settings(paths, here, options["config_file"])
    try:
        setup = trusted.setup([os.path.join(folders.policy.root, path) for path in named], options)
    except ConfigurationError as error:
        raise ConfigurationError(
            f"--since {point.name}: its configuration decides the gate and cannot be used: {error}"
        ) from error
    tree = tree_root(paths, here) if options["config_file"] is None else None
    setup = replace(setup, project=here, tree=tree)
    merged = _with_new_environments(setup.settings, own_settings, here)
    matrix = read_matrix(values.given, values.workspaces, options, here, merged, tree)
    code = folders.written.code
    lend_ignored(git, folders.code.root, code, _value_files(matrix, values, folders))
    shared = Revisions(folders=lend_modules(here.root, folders.code.root, code))
    notes = [*folders.written.notes, *trusted.changed(own_settings, point.name, options)]
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
        _tracked=_with_parents(tracked, here.root),
    )


def _make_folders(path: str, root: str) -> None:
    """Make a folder below a private root; not where the revision has a file or a link."""
    if os.path.realpath(os.path.dirname(path)) == os.path.dirname(path) or path == root:
        try:
            os.makedirs(path, mode=0o700, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            return


def _with_parents(paths: Iterable[str], root: str) -> frozenset[str]:
    """Absolute paths, and those of the folders above them with a slash at the end."""
    found: set[str] = set()
    prefix = root.rstrip("/") + "/"
    for path in paths:
        found.add(prefix + path)
        while (path := os.path.dirname(path)) and (folder := f"{prefix}{path}/") not in found:
            found.add(folder)
    return frozenset(found)


# ---- what decides the gate --------------------------------------------------------------------


@dataclass(slots=True)
class _Trusted:
    """The configuration, the policies, rules and baseline of the revision that --since names."""

    git: Git
    folders: _Folders
    files: dict[str, Entry] = field(default_factory=dict)

    def setup(self, paths: Sequence[str], options: dict[str, Any]) -> Setup:
        """The run's setup, by that revision. paths: what is scanned, where it lies in `policy`.

        What the user names and the revision does not have is taken as it is: it was named for
        the first time by whoever wrote the command line.
        """
        folders = self.folders
        own = dict(options)
        self._take(path for path in folders.trusted_files if os.path.basename(path) == NAME)
        for key in ("config_file", "policy", "baseline"):
            if own[key] is not None:
                self._take_named(own[key])
        for directory in own["rule_directories"]:
            self._take_named(directory)
        own["rule_directories"] = [folders.trusted(d) or d for d in own["rule_directories"]]
        if own["config_file"] is not None and folders.trusted(own["config_file"]) is None:
            own["config_file"] = os.path.abspath(own["config_file"])
        if own["policy"] is not None and not self._is_built_in(own["policy"]):
            own["policy"] = folders.trusted(own["policy"]) or own["policy"]
        settings = find_settings(paths, folders.policy, own["config_file"])
        self._take_policies(settings, own["policy"])
        return prepare(paths, own, folders.policy)

    def changed(
        self, own: Settings | None, name: str, options: dict[str, Any]
    ) -> Iterator[Diagnostic]:
        """A note that names what the working tree has changed of all this, if anything."""
        folders = self.folders
        paths = dict.fromkeys(
            path for path, one in self.files.items() if self._is_changed(path, one)
        )
        if own is not None:
            relative = folders.relative(own.path)
            if relative is not None and not folders.has(relative):
                paths[relative] = None
        shown = [folders.here.display(os.path.join(folders.here.root, path)) for path in paths]
        if not shown:
            return
        names = ", ".join(shown[:_MAX_SHOWN])
        if len(shown) > _MAX_SHOWN:
            names += f" and {len(shown) - _MAX_SHOWN} more"
        yield _note(
            "since-configuration",
            f"the change edits what decides the gate ({names}), and is judged by what {name} says; "
            "its own counts once it is merged",
            shown[0],
        )

    def _is_changed(self, path: str, entry: Entry) -> bool:
        """Whether the working tree has another file there; line ends are no difference."""
        try:
            with open(os.path.join(self.folders.here.root, path), "rb") as file:
                now = file.read()
            with open(os.path.join(self.folders.policy.root, path), "rb") as file:
                before = file.read()
        except OSError:
            return True
        return now != before and now.replace(b"\r", b"") != before.replace(b"\r", b"")

    def _is_built_in(self, policy: str) -> bool:
        from scanner.policy import policy_names

        return policy in policy_names()

    def _take_named(self, path: str) -> None:
        relative = self.folders.relative(path)
        if relative is None or not self.folders.has(relative):
            return
        below = f"{relative}/"
        self._take(
            one for one in self.folders.trusted_files if one == relative or one.startswith(below)
        )

    def _take_policies(self, settings: Settings | None, named: str | None) -> None:
        """The policy that is chosen and what it extends, as far as the revision has them."""
        folders = self.folders
        pending: list[tuple[str, str]] = []
        if settings is not None:
            base = os.path.join(folders.policy.cwd, os.path.dirname(settings.path))
            pending = [(base, str(settings.values.get("policy", "")))]
            for directory in settings.values.get("rules", ()):
                self._take_in_policy(os.path.join(base, directory))
        if named is not None:
            pending.append((folders.policy.cwd, named))
        for base, name in pending:
            path = os.path.normpath(os.path.join(base, name))
            if not name or len(pending) > _MAX_EXTENDED or not self._take_in_policy(path):
                continue
            from scanner.settings import read_settings

            extended = read_settings(path, "policy", name).values.get("extends", ())
            pending += [(os.path.dirname(path), str(one)) for one in extended]

    def _take_in_policy(self, path: str) -> bool:
        """Take a file or folder by its path in `policy`; whether it is a file that is there."""
        path = os.path.normpath(path)
        if is_inside(path, self.folders.policy.root):
            relative = os.path.relpath(path, self.folders.policy.root)
            self._take_named(os.path.join(self.folders.here.root, relative))
        return os.path.isfile(path)

    def _take(self, paths: Iterable[str]) -> None:
        """Write files of the revision; a link as the file that it leads to within the tree."""
        new: dict[str, Entry] = {}
        for path in paths:
            entry = self._entry(path)
            if entry is not None and path not in self.files and is_plain(path):
                new[path] = entry
        write_files(self.git, new, self.folders.policy.root)
        self.files.update(new)

    def _entry(self, path: str) -> Entry | None:
        for _ in range(5):
            entry = self.folders.trusted_files.get(path)
            if entry is None or entry.mode != "120000":
                return entry
            (target,) = self.git.objects([entry.object])
            path = os.path.normpath(os.path.join(os.path.dirname(path), os.fsdecode(target or b"")))
        return None


# ---- environments -----------------------------------------------------------------------------


def _with_new_environments(
    trusted: Settings | None, own: Settings | None, here: Project
) -> Settings | None:
    """The trusted settings with the environments that only the working tree's have.

    One of the trusted settings whose files are gone is the working tree's own matter.
    """
    entries = [] if own is None else list(own.values.get("environments", ()))
    if trusted is None:
        if not entries or own is None:
            return None
        return replace(own, values={"environments": entries})
    folder = os.path.join(here.cwd, os.path.dirname(trusted.path))
    kept = [
        (entry, trusted.lines.get(("environments", index), 1))
        for index, entry in enumerate(trusted.values.get("environments", ()))
        if all(
            path.startswith("{root}/") or os.path.isfile(os.path.join(folder, path))
            for path in entry.get("var_files", ())
        )
    ]
    names = {entry["name"] for entry, _ in kept}
    kept += [(entry, 1) for entry in entries if entry["name"] not in names]
    lines = {path: line for path, line in trusted.lines.items() if path[:1] != ("environments",)}
    lines.update((("environments", index), line) for index, (_, line) in enumerate(kept))
    values = {**trusted.values, "environments": [entry for entry, _ in kept]}
    return replace(trusted, values=values, lines=lines)


def _earlier_matrix(
    setup: Setup, options: dict[str, Any], values: Values, folders: _Folders
) -> tuple[Matrix, Values]:
    """The environments of the revision, and what the command line gives its code."""
    given = []
    for kind, value in values.given:
        if kind == "var-file":
            relative = folders.relative(value)
            if relative is None:
                value = os.path.abspath(value)
            elif os.path.isfile(folders.in_code(relative)):
                value = folders.in_code(relative)
            else:
                continue  # the change brings it
        given.append((kind, value))
    own = replace(values, given=tuple(given))
    chosen = dict(options)
    configured = setup.settings.values.get("environments", ()) if setup.settings else ()
    if options["matrix"] and not (own.workspaces or any(kind == "var-file" for kind, _ in given)):
        chosen["matrix"] = False
    chosen["environments"] = ()
    matrix = read_matrix(
        own.given, own.workspaces, chosen, setup.project, setup.settings, setup.tree
    )
    wanted = set(options["environments"])
    entries = [entry for entry in matrix.entries if not wanted or entry.name in wanted]
    if configured and not entries:
        return Matrix(setup.project), own
    return Matrix(setup.project, tuple(entries), matrix.tree, lenient=True), own


def _value_files(matrix: Matrix, values: Values, folders: _Folders) -> Iterator[str]:
    """The files of variables that are named, relative to the repository's root."""
    named = [value for kind, value in values.given if kind == "var-file"]
    named += [path for entry in matrix.entries for path in entry.files if os.path.isabs(path)]
    for path in named:
        relative = folders.relative(path)
        if relative is not None:
            yield relative


def _note(code: str, message: str, path: str | None = None, line: int | None = None) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.NOTE, code, message, path, line)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
