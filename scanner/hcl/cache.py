"""Trees kept between runs, under the hash of the text that they were read from.

An entry is Python's own `marshal` format, which loads an order of magnitude faster than the text
parses. It holds no source text: the tree points into the text, which the caller has. `marshal`
must not read what somebody else wrote, so the folder has to be ours and closed to others, and each
entry carries a digest of its content; whatever does not fit is parsed afresh.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
from typing import TYPE_CHECKING

from scanner.hcl.parser import Parsed, collector_paused, parse
from scanner.hcl.state import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT = 1
"""Goes up with every change of the tree's shapes or of what the parser makes of a text."""

MAX_BYTES = 256 * 1024 * 1024
# Smaller texts parse about as fast as a file opens.
_SMALL = 2_000
_MAGIC = b"trueuphcl1"
_DIGEST = 32
_SUFFIX = ".tree"


def parse_cached(text: str, folder: str | None, *, json: bool = False) -> Parsed:
    """`parse` (or `parse_json`) with a cache in `folder`, which is made if need be; None: none.

    Trouble with the folder or an entry never shows: the text is parsed and the entry replaced.
    """
    read: Callable[[str], Parsed] = parse
    if json:
        from scanner.hcl.json_syntax import parse_json

        read = parse_json
    if folder is None or len(text) < _SMALL or not _usable(folder):
        return read(text)
    name = _key(text, json)
    path = os.path.join(folder, name + _SUFFIX)
    known = _load(path, len(text))
    if known is not None:
        return known
    parsed = read(text)
    _store(path, parsed)
    if name.startswith("0"):  # looking through the folder at one write in sixteen is enough
        prune(folder)
    return parsed


def prune(folder: str, limit: int = MAX_BYTES) -> None:
    """Remove the oldest entries until those left hold at most `limit` bytes."""
    entries: list[tuple[float, int, str]] = []
    try:
        with os.scandir(folder) as found:
            for entry in found:
                if entry.name.endswith(_SUFFIX) and entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    entries.append((status.st_mtime, status.st_size, entry.path))
    except OSError:
        return
    total = sum(size for _, size, _ in entries)
    for _, size, path in sorted(entries):
        if total <= limit:
            return
        total -= size
        _remove(path)


def _usable(folder: str) -> bool:
    """Make the folder; whether it is a real one, ours, and closed to everybody else."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        status = os.lstat(folder)
    except OSError:
        return False
    if not stat.S_ISDIR(status.st_mode):
        return False
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o077


def _hash(data: bytes) -> bytes:
    import hashlib

    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


def _key(text: str, json: bool) -> str:
    version = (FORMAT, sys.implementation.cache_tag, sys.hexversion, marshal.version, json)
    return _hash(repr(version).encode() + b"\0" + text.encode("utf-8", "surrogatepass")).hex()


def _load(path: str, size: int) -> Parsed | None:
    """The entry at `path`; None when there is none, or none that is whole."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with open(descriptor, "rb") as file:
            data = file.read()
    except OSError:
        return None
    head = len(_MAGIC) + _DIGEST
    payload = data[head:]
    if data[:head] != _MAGIC + _hash(payload):
        return None
    try:
        with collector_paused(size):
            attributes, blocks, problems = marshal.loads(payload)  # noqa: S302 - our own, by digest
            return Parsed((attributes, blocks), tuple([Problem(*problem) for problem in problems]))
    except (ValueError, TypeError, EOFError):
        return None


def _store(path: str, parsed: Parsed) -> None:
    """Write an entry so that a reader finds all of it or nothing."""
    problems = tuple([(p.message, p.start, p.end) for p in parsed.problems])
    payload = marshal.dumps((*parsed.body, problems))
    temporary = f"{path}.{os.getpid()}.{os.urandom(6).hex()}"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            file.write(_MAGIC + _hash(payload) + payload)
        os.replace(temporary, path)
    except OSError:
        _remove(temporary)


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        return  # gone already, or not ours to remove: the next run tries again
