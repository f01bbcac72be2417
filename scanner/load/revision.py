"""A revision of the repository as a folder of its own, for the loaders to read as any other.

Nothing is checked out: the files are read from git's objects and written below a private folder
outside of the tree, which goes when the run ends. Of a large repository only what trueup may read
is written. Links stay links, made after all files and never below another link; what leads out of
the folder is refused by whoever follows it, as on disk. What git does not keep but an evaluation
needs is lent by the working tree: ignored files of variables, and modules that are installed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from scanner.load.git import LINK, SUBMODULE, Entry, Git, GitError
from scanner.load.source import MAX_BYTES, read_bytes
from scanner.model import Diagnostic, DiagnosticLevel

MAX_TOTAL: Final = 2 << 30
"""Bytes of all files of a revision that trueup recognises."""
MAX_FILES: Final = 500_000
MAX_OTHERS: Final = 20_000
MAX_OTHER_BYTES: Final = 256 << 20
"""Of the files that are only read where code names them."""
_MAX_NESTED: Final = 10
_MEMORY: Final = "/dev/shm"  # noqa: S108 - a folder of our own is made in it, as in /tmp
_MAX_IN_MEMORY: Final = 64 << 20
_PAGE: Final = 4096
"""What the smallest file takes there."""

_TERRAFORM: Final = (".tf", ".tofu", ".tf.json", ".tofu.json")
_VARIABLES: Final = (".tfvars", ".tfvars.json")
_ENDS: Final = (
    *_TERRAFORM, *_VARIABLES, ".json", ".tfstate", ".yaml", ".yml", ".Dockerfile", ".dockerfile",
    ".Containerfile", ".dockerignore",
)  # fmt: skip
_STARTS: Final = ("Dockerfile", "dockerfile", "Containerfile")
_NAMES: Final = frozenset(("Kustomization", "pyvenv.cfg"))
_READS_FILES: Final = re.compile(rb"\b(?:file|templatefile)(?:[a-z0-9]{1,20})?\s{0,20}\(")
_COMMON: Final = frozenset(("100644", "100755", "100664"))
# A larger one is reported, not read: how large it is is all that matters.
_TOO_LARGE: Final = MAX_BYTES + 1


@dataclass(slots=True)
class Written:
    """What was written. notes: what could not be written. code: the folders that hold Terraform
    code, relative to the root. total: bytes."""

    notes: list[Diagnostic] = field(default_factory=list)
    code: set[str] = field(default_factory=set)
    total: int = 0


def place_for(files: Mapping[str, Entry]) -> str | None:
    """The folder to make a private one in for a revision; None for the one of the system's choice.

    A revision of thousands of small files, which go when the run ends, costs a disk more than a
    scan of them takes. Where there is a file system in memory with room enough, it lies there;
    TMPDIR overrules it.
    """
    size = sum(max(one.size, _PAGE) for one in files.values())
    if os.environ.get("TMPDIR") or size > _MAX_IN_MEMORY or not os.access(_MEMORY, os.W_OK):
        return None
    try:
        status = os.statvfs(_MEMORY)
    except OSError:
        return None
    return _MEMORY if status.f_bavail * status.f_frsize > 2 * size else None


def write_revision(
    git: Git,
    files: Mapping[str, Entry],
    folder: str,
    *,
    absent: Collection[str] = (),
    everything: bool = False,
) -> Written:
    """Write what trueup may read of a tree below `folder`, which is empty and private.

    files: of `Git.files`. absent: paths that a sparse checkout leaves out: they are in neither
    revision. everything: all files may be read, whatever they are called. Raises GitError for what
    git cannot read.
    """
    writer = _Writer(absent, everything)
    writer.tree(git, files, folder)
    return writer.written


def write_files(git: Git, files: Mapping[str, Entry], folder: str) -> None:
    """Write some files of a tree below `folder`. Raises GitError."""
    _write(git, {path: one for path, one in files.items() if is_plain(path)}, folder)


def is_plain(path: str) -> bool:
    """Whether a path leads down from its root, and not into git's own folder.

    git makes no other, but a tree may be made by hand.
    """
    return all(
        part not in ("", os.curdir, os.pardir) and part.lower() != ".git"
        for part in path.split("/")
    )


def is_recognised(path: str) -> bool:
    """Whether trueup may read a file because of its name."""
    name = path.rpartition("/")[2]
    return name.endswith(_ENDS) or name.startswith(_STARTS) or name in _NAMES


@dataclass(slots=True)
class _Writer:
    """Writes a tree and those of its submodules; see `write_revision`."""

    absent: Collection[str]
    everything: bool
    written: Written = field(default_factory=Written)

    def tree(
        self,
        git: Git,
        found: Mapping[str, Entry],
        folder: str,
        prefix: str = "",
        depth: int = 0,
    ) -> None:
        """prefix: where the tree belongs, relative to the root, with a slash at its end."""
        files = {
            path: one
            for path, one in found.items()
            if prefix + path not in self.absent and is_plain(path)
        }
        if len(files) > MAX_FILES:
            raise GitError(f"it has more than {MAX_FILES:,} files")
        common = {path: one for path, one in files.items() if one.mode in _COMMON}
        wanted = {path: one for path, one in common.items() if is_recognised(path)}
        self.written.total += sum(min(one.size, _TOO_LARGE) for one in wanted.values())
        if self.written.total > MAX_TOTAL:
            raise GitError(f"what trueup reads of it takes more than {MAX_TOTAL >> 30} GB")
        code = {path.rpartition("/")[0] for path in wanted if path.endswith(_TERRAFORM)}
        self.written.code |= {os.path.normpath(prefix + path) for path in code}
        reads = _write(git, wanted, folder, lambda path: path.endswith(_TERRAFORM))
        if reads or self.everything:
            others = {path: one for path, one in common.items() if path not in wanted}
            self._write_others(git, others, code, folder)
        _write_links(git, {path: one for path, one in files.items() if one.mode == LINK}, folder)
        for path, one in files.items():
            if one.mode == SUBMODULE and depth < _MAX_NESTED:
                self._submodule(git, path, one.object, folder, prefix, depth)

    def _write_others(
        self, git: Git, others: Mapping[str, Entry], code: Collection[str], folder: str
    ) -> None:
        chosen = _others(others, code)
        _write(git, chosen, folder)
        if len(chosen) < len(others):
            text = (
                "the earlier revision has too many or too large files that only code may name; "
                f"left out of it: {len(others) - len(chosen)}"
            )
            self.written.notes.append(_note("since-files-left-out", text))

    def _submodule(
        self, git: Git, path: str, commit: str, folder: str, prefix: str, depth: int
    ) -> None:
        """Write a submodule's own revision, as far as its objects are there."""
        root = os.path.join(git.root, path)
        if not os.path.exists(os.path.join(root, ".git")) or os.path.realpath(root) != root:
            return  # not there in the working tree either
        target = os.path.join(folder, path)
        try:
            os.makedirs(target, mode=0o700, exist_ok=True)
            own = Git(root)
            self.tree(own, own.files(commit), target, f"{prefix}{path}/", depth + 1)
        except (GitError, FileExistsError, NotADirectoryError) as error:
            text = (
                f"the submodule's earlier revision cannot be read ({error}), so that all that is "
                "found in it counts as new; run git fetch in it"
            )
            self.written.notes.append(_note("since-submodule", text, prefix + path))


def _others(files: Mapping[str, Entry], code: Collection[str]) -> dict[str, Entry]:
    """As many as may be, those beside and below code first, the small ones before the large."""

    def order(item: tuple[str, Entry]) -> tuple[bool, int, str]:
        path, one = item
        return not _is_below(path, code), one.size, path

    chosen: dict[str, Entry] = {}
    total = 0
    for path, one in sorted(files.items(), key=order):
        total += one.size
        if len(chosen) < MAX_OTHERS and total <= MAX_OTHER_BYTES and one.size < _TOO_LARGE:
            chosen[path] = one
    return chosen


def _is_below(path: str, folders: Collection[str]) -> bool:
    while path:
        path = path.rpartition("/")[0]
        if path in folders:
            return True
    return False


def _write(
    git: Git,
    files: Mapping[str, Entry],
    folder: str,
    look: Callable[[str], bool] | None = None,
) -> bool:
    """Write files; whether one that `look` picks calls a function that reads others."""
    found = False
    made: set[str] = set()
    small = {path: one for path, one in files.items() if one.size < _TOO_LARGE}
    contents = git.objects(one.object for one in small.values())
    for path, data in zip(small, contents, strict=True):
        if data is None:
            raise GitError(f"{path} is not among the objects of this clone, which is a partial one")
        _put(os.path.join(folder, path), data, made)
        found = found or (look is not None and look(path) and bool(_READS_FILES.search(data)))
    for path in files.keys() - small.keys():
        target = os.path.join(folder, path)
        if _put(target, b"", made):
            os.truncate(target, _TOO_LARGE)
    return found


def _put(target: str, data: bytes, made: set[str]) -> bool:
    """Write a new file; not where a tree that is made by hand has two things of one name."""
    parent = os.path.dirname(target)
    try:
        if parent not in made:
            os.makedirs(parent, mode=0o700, exist_ok=True)
            made.add(parent)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        return False
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    finally:
        os.close(descriptor)
    return True


def _write_links(git: Git, links: Mapping[str, Entry], folder: str) -> None:
    small = {path: one for path, one in links.items() if one.size < 4096}
    contents = git.objects(one.object for one in small.values())
    for path, data in zip(small, contents, strict=True):
        # Below a link it would be made wherever that leads.
        if not data or b"\0" in data or _is_below(path, links.keys()):
            continue
        target = os.path.join(folder, path)
        try:
            os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
            os.symlink(os.fsdecode(data), target)
        except (FileExistsError, NotADirectoryError):
            continue


# ---- what the working tree lends --------------------------------------------------------------


def lend_ignored(
    git: Git,
    folder: str,
    code: Iterable[str],
    named: Iterable[str],
    submodules: Collection[str] = (),
) -> str | None:
    """Copy files that git ignores, and that decide the values of the code in both revisions.

    code: the folders with code; of these, code and files of variables are taken. named: other
    files, as paths relative to the root like the folders. submodules: their folders, each of which
    has ignores of its own. Returns why nothing was lent, where git could not tell.
    """
    wanted: set[str] = set()
    for relative in code:
        place = os.path.normpath(os.path.join(git.root, relative))
        try:
            # A link, by now, has no files of its own.
            names = os.listdir(place) if os.path.realpath(place) == place else []
        except OSError:
            continue
        found = (name for name in names if name.endswith((*_TERRAFORM, *_VARIABLES)))
        wanted.update(os.path.normpath(os.path.join(relative, name)) for name in found)
    wanted.update(path for path in named if _is_below_no_link(git.root, path))
    missing = [path for path in wanted if not os.path.lexists(os.path.join(folder, path))]
    made: set[str] = set()
    try:
        ignored = _ignored(git, missing, submodules)
    except GitError as error:
        return str(error)
    for path in ignored:
        target = os.path.join(folder, path)
        parent = os.path.dirname(target)
        data = _regular(os.path.join(git.root, path))
        # Not through a link of the revision, which may lead anywhere.
        if data is not None and os.path.realpath(parent) == parent:
            _put(target, data, made)
    return None


def _is_below_no_link(root: str, path: str) -> bool:
    parent = os.path.dirname(os.path.normpath(os.path.join(root, path)))
    return os.path.realpath(parent) == parent


def _ignored(git: Git, paths: Iterable[str], submodules: Collection[str]) -> set[str]:
    """Those that git ignores, asked in the repository that each belongs to."""
    by_repository: dict[str, list[str]] = {}
    for path in sorted(paths):
        above = path
        while above and above not in submodules:
            above = os.path.dirname(above)
        by_repository.setdefault(above, []).append(path)
    found: set[str] = set()
    for top, own in by_repository.items():
        root = os.path.join(git.root, top) if top else git.root
        if os.path.realpath(root) == root and os.path.exists(os.path.join(root, ".git")):
            relative = [os.path.relpath(path, top or os.curdir) for path in own]
            found.update(
                os.path.normpath(os.path.join(top, p)) for p in Git(root).ignored(relative)
            )
    return found


def lend_modules(
    root: str, folder: str, code: Iterable[str], tracked: Collection[str] = ()
) -> tuple[str, ...]:
    """Link the modules that are installed for the roots of the working tree, and not kept by git.

    tracked: what git keeps in the working tree, absolute, folders with a slash at their end: that
    is the change's, which would else pass for what was there before. Returns the real folders that
    the links lead to. None lies outside of `root`.
    """
    lent = []
    for relative in sorted(code):
        installed = os.path.join(root, relative, ".terraform", "modules")
        if not os.path.isfile(os.path.join(installed, "modules.json")):
            continue
        real = os.path.realpath(installed)
        own = os.path.join(folder, relative, ".terraform")
        if not real.startswith(root.rstrip(os.sep) + os.sep) or os.path.lexists(own):
            continue
        above = os.path.normpath(os.path.dirname(installed))
        kept = (above, f"{above}/modules", f"{above}/modules/", f"{real}/")
        if any(path in tracked for path in kept):
            continue
        os.mkdir(own, mode=0o700)
        os.symlink(real, os.path.join(own, "modules"))
        lent.append(real)
    return tuple(lent)


def _regular(path: str) -> bytes | None:
    try:
        return None if os.path.islink(path) else read_bytes(path)
    except OSError:
        return None


def _note(code: str, message: str, path: str | None = None) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.NOTE, code, message, path)
