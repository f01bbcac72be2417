"""Files that may be thrown away at any time: what was worked out once, kept in the user's cache.

Entries are `marshal` payloads. `marshal` must not read what somebody else wrote, so the folder has
to be ours and closed to others; a checksum tells a torn entry from a whole one. Trouble with the
folder or an entry never shows: what it would have held is worked out afresh.
"""

from __future__ import annotations

import marshal
import os
import stat
from typing import Any

_MAGIC = b"trueup2\n"
_HEAD = len(_MAGIC) + 4


def is_private(folder: str) -> bool:
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


def load(path: str) -> Any:
    """The value kept at `path`, which lies in a private folder; None when there is none whole."""
    from zlib import crc32

    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with open(descriptor, "rb") as file:
            data = file.read()
    except OSError:
        return None
    payload = data[_HEAD:]
    if data[:_HEAD] != _MAGIC + crc32(payload).to_bytes(4, "big"):
        return None
    try:
        return marshal.loads(payload)  # noqa: S302 - from a folder that only we can write
    except (ValueError, TypeError, EOFError):
        return None


def store(path: str, value: Any) -> None:
    """Keep a value (of the types that `marshal` knows) so that a reader finds all of it or none."""
    from zlib import crc32

    payload = marshal.dumps(value)
    temporary = f"{path}.{os.getpid()}.{os.urandom(6).hex()}"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            file.write(_MAGIC + crc32(payload).to_bytes(4, "big") + payload)
        os.replace(temporary, path)
    except OSError:
        remove(temporary)


def remove(path: str) -> None:
    """Remove an entry if that can be done."""
    try:
        os.remove(path)
    except OSError:
        return  # gone already, or not ours to remove: the next run tries again
