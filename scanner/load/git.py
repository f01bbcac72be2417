"""Asking git about a repository that nobody vouches for.

Only commands that read are run, and of the repository's configuration nothing that runs a program
or opens a connection takes effect: no hooks, no file system monitor, no filters, no text
conversion, no fetching of objects that a partial clone left out.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Timer
from typing import IO, Final

from scanner.errors import UsageError
from scanner.load.programs import find_program

SECONDS: Final = 120
IGNORE_SECONDS: Final = 10
"""For the patterns of ignores, which are the tree's own and may take for ever to match."""
MAX_LISTING: Final = 256 << 20
"""Bytes of a list of files: some two million of them."""
MAX_FILES: Final = 500_000
LINK: Final = "120000"
SUBMODULE: Final = "160000"
"""Modes of what is no file."""
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_OPTIONS = (
    "--no-pager",
    "-c", "core.fsmonitor=",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.untrackedCache=false",
    "-c", "protocol.allow=never",
)  # fmt: skip


class GitError(Exception):
    """git refused; the text is the first line of what it said. code: as it exited."""

    def __init__(self, message: str, code: int = 128) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a tree. mode: as git writes it, ``100644``, ``120000`` for a link, ``160000``
    for a submodule. size: in bytes; 0 for a submodule."""

    mode: str
    object: str
    size: int


@dataclass(frozen=True, slots=True)
class Index:
    """The paths that git tracks. absent: those that a sparse checkout leaves out."""

    paths: set[str]
    absent: set[str]
    submodules: set[str]


class Git:
    """The repository whose working tree is the folder `root` (absolute, with ``.git`` in it).

    Raises UsageError where there is no git on PATH.
    """

    def __init__(self, root: str) -> None:
        program = find_program("git")
        if program is None:
            raise UsageError("--since needs git on PATH, and there is none; install it")
        self.root = root
        self._command = (program, *_OPTIONS)

    def commit(self, name: str) -> str | None:
        """The hash of the commit that a name stands for; None where there is none.

        Raises GitError where git says why it cannot tell.
        """
        return self._resolved(f"{name}^{{commit}}")

    def tree(self, name: str) -> str | None:
        """The hash of the tree that a name stands for; None where there is none."""
        return self._resolved(f"{name}^{{tree}}")

    def _resolved(self, expression: str) -> str | None:
        try:
            found = self._run("rev-parse", "--verify", "--quiet", expression).decode().strip()
        except GitError as error:
            if error.code == 1:
                return None
            raise
        return found if _HASH.match(found) else None

    def merge_base(self, one: str, other: str) -> str | None:
        """The commit that two branched off from; None where none is known."""
        try:
            found = self._run("merge-base", one, other).decode().split()
        except GitError as error:
            if error.code == 1:
                return None
            raise
        return found[0] if found and _HASH.match(found[0]) else None

    def is_shallow(self) -> bool:
        """Whether the clone lacks a part of its history."""
        return self._run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def files(self, tree: str) -> dict[str, Entry]:
        """All files of a commit or tree, by path relative to its root. Raises GitError."""
        listed = self._run("ls-tree", "-r", "-z", "-l", "--full-tree", tree)
        if listed.count(b"\0") > MAX_FILES:
            raise GitError(f"it has more than {MAX_FILES:,} files")
        found: dict[str, Entry] = {}
        for row in listed.split(b"\0"):
            head, tab, name = row.partition(b"\t")
            words = head.decode("ascii", "replace").split()
            if not tab or len(words) != 4 or not _HASH.match(words[2]):
                continue
            size = int(words[3]) if words[3].isdecimal() else 0
            found[os.fsdecode(name)] = Entry(words[0], words[2], size)
        return found

    def index(self) -> Index:
        """What git tracks in the working tree."""
        found = Index(set(), set(), set())
        for row in self._run("ls-files", "-z", "-t", "--stage").split(b"\0"):
            head, tab, name = row.partition(b"\t")
            if not tab:
                continue
            path = os.fsdecode(name)
            found.paths.add(path)
            if head.startswith(b"S "):
                found.absent.add(path)
            if head[2:].startswith(SUBMODULE.encode()):
                found.submodules.add(path)
        return found

    def ignored(self, paths: Iterable[str]) -> set[str]:
        """Those of the paths that no commit takes up, because a file of ignores names them."""
        # This command takes no literal paths, and a colon at the start means something to it.
        given = b"".join(b"./" + os.fsencode(path) + b"\0" for path in paths)
        try:
            found = self._run("check-ignore", "-z", "--stdin", given=given, seconds=IGNORE_SECONDS)
        except GitError as error:
            if error.code == 1:  # nothing is ignored
                return set()
            raise
        return {os.fsdecode(path[2:]) for path in found.split(b"\0") if path}

    def objects(self, wanted: Iterable[str]) -> Iterator[bytes | None]:
        """The contents of objects in the order they are named; None for one that is not there."""
        with tempfile.TemporaryFile() as names:
            names.write("".join(f"{name}\n" for name in wanted).encode())
            names.seek(0)
            with self._started("cat-file", "--batch", "--buffer", stdin=names) as output:
                while head := output.readline():
                    words = head.split()
                    if len(words) != 3 or not words[2].isdigit():
                        yield None
                        continue
                    size = int(words[2])
                    data = output.read(size)
                    if len(data) != size or output.read(1) != b"\n":
                        raise GitError("git stopped in the middle of a file")
                    yield data

    def _run(self, *words: str, given: bytes = b"", seconds: float | None = None) -> bytes:
        """What a command prints. Raises GitError where it fails."""
        with tempfile.TemporaryFile() as names:
            names.write(given)
            names.seek(0)
            with self._started(*words, stdin=names, seconds=seconds) as output:
                data = output.read(MAX_LISTING + 1)
                if len(data) > MAX_LISTING:
                    raise GitError("the repository has too many files")
        return data

    @contextmanager
    def _started(
        self, *words: str, stdin: IO[bytes], seconds: float | None = None
    ) -> Iterator[IO[bytes]]:
        with tempfile.TemporaryFile() as told:
            process = subprocess.Popen(  # noqa: S603 - the program is the user's, the words ours
                [*self._command, *words],
                cwd=self.root,
                env=self._environment(),
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=told,
                bufsize=1 << 20,
            )
            allowed = SECONDS if seconds is None else seconds
            late = Event()

            def stop() -> None:
                late.set()
                process.kill()

            timer = Timer(allowed, stop)
            timer.daemon = True
            timer.start()
            try:
                assert process.stdout is not None  # it is a pipe
                with process.stdout as output:
                    yield output
                code = process.wait()
            finally:
                timer.cancel()
                if process.poll() is None:
                    process.kill()
                    process.wait()
            if late.is_set():
                raise GitError(f"git {words[0]} took more than {allowed:g} s")
            if code:
                told.seek(0)
                text = told.read(10_000).decode("utf-8", "replace").strip()
                text = text.split("\n", 1)[0][:300]
                raise GitError(text or f"git {words[0]} exited with {code}", code)

    def _environment(self) -> dict[str, str]:
        """Nothing of the user's: no configuration, no credentials, no other repository.

        The repository is named, so that git neither looks for one (a hostile tree may hold another
        in a folder) nor asks whose it is.
        """
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C",
            "GIT_DIR": os.path.join(self.root, ".git"),
            "GIT_WORK_TREE": self.root,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_NO_REPLACE_OBJECTS": "1",
            # What a partial clone left out is not fetched: newer gits know the first of these.
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_ALLOW_PROTOCOL": "none",
        }
