"""Trees kept between runs, under the hash of the text that they were read from.

An entry holds no source text: the tree points into the text, which the caller has. See
`scanner.cache` for what is done against entries of others, and torn ones.
"""

from __future__ import annotations

import marshal
import os
import sys
from typing import TYPE_CHECKING

from scanner.cache import is_private, load, remove, store
from scanner.hcl.parser import Parsed, collector_paused, parse
from scanner.hcl.state import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT = 2
"""Goes up with every change of the tree's shapes or of what the parser makes of a text."""

MAX_BYTES = 256 * 1024 * 1024
# Smaller texts parse about as fast as a file opens.
_SMALL = 2_000
_SUFFIX = ".tree"


def parse_cached(text: str, folder: str | None, *, json: bool = False) -> Parsed:
    """`parse` (or `parse_json`) with a cache in `folder`, which is made if need be; None: none.

    Trouble with the folder or an entry never shows: the text is parsed and the entry replaced.
    """
    read: Callable[[str], Parsed] = parse
    if json:
        from scanner.hcl.json_syntax import parse_json

        read = parse_json
    if folder is None or len(text) < _SMALL or not is_private(folder):
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
        remove(path)


def _key(text: str, json: bool) -> str:
    import hashlib

    version = (FORMAT, sys.implementation.cache_tag, sys.hexversion, marshal.version, json)
    data = repr(version).encode() + b"\0" + text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=32).hexdigest()


def _load(path: str, size: int) -> Parsed | None:
    """The entry at `path`; None when there is none, or none that is whole."""
    try:
        with collector_paused(size):
            attributes, blocks, problems = load(path)
            return Parsed((attributes, blocks), tuple([Problem(*problem) for problem in problems]))
    except (ValueError, TypeError):
        return None


def _store(path: str, parsed: Parsed) -> None:
    problems = tuple([(p.message, p.start, p.end) for p in parsed.problems])
    store(path, (*parsed.body, problems))
