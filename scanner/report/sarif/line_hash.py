"""primaryLocationLineHash: how GitHub recognises an alert after the lines around it have moved.

The algorithm is the one of github/codeql-action, ``src/fingerprints.ts``:

1. Decode the file as UTF-8, invalid bytes replaced. CRLF and CR become LF; spaces and tabs go.
   Take UTF-16 code units, append 65535 for the end of the file and then 100 zeros.
2. A line starts at its first unit that is left; after a final LF one more line starts at 65535.
3. The hash of the line that starts at i is the sum of u[i+k] * 37^(99-k) for k = 0..99,
   modulo 2^64, in lower-case hexadecimal without padding.
4. ``:n`` follows, for the n-th line of the file with that hash.

Only the lines asked for are hashed. Step 4 counts equal windows of 100 units, not equal hashes:
two different windows with one hash would need a collision of 64 bits, and the worst it does is a
warning in the upload's log.
"""

from __future__ import annotations

import re
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

BLOCK = 100
_END_OF_FILE = "\uffff"
_MASK = (1 << 64) - 1
_WEIGHTS = tuple(pow(37, BLOCK - 1 - k, 1 << 64) for k in range(BLOCK))

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def line_hashes(data: bytes, lines: Collection[int]) -> dict[int, str]:
    """The hashes of those of `lines` (from 1) that the file with the bytes `data` has."""
    units = _units(data)
    windows = {
        number: units[start : start + BLOCK]
        for number, start in _line_starts(units, max(lines, default=0))
        if number in lines
    }
    wanted = set(windows.values())
    seen = dict.fromkeys(wanted, 0)
    hashes: dict[int, str] = {}
    for number, start in _line_starts(units, max(windows, default=0)):
        window = units[start : start + BLOCK]
        if window in wanted:
            seen[window] += 1
            if number in windows:
                hashes[number] = f"{_hash(window):x}:{seen[window]}"
    return hashes


def _units(data: bytes) -> str:
    """Steps 1: a string with one character per UTF-16 code unit."""
    text = data.decode("utf-8", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    if not text.isascii():
        text = _ASTRAL.sub(_surrogates, text)
    return text + _END_OF_FILE + "\0" * BLOCK


def _surrogates(match: re.Match[str]) -> str:
    code = ord(match[0]) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))


def _line_starts(units: str, last: int) -> Iterator[tuple[int, int]]:
    """(line number, index of its first unit) of each line up to number `last`."""
    start = 0
    for number in range(1, last + 1):
        yield number, start
        start = units.find("\n", start) + 1
        if start == 0:
            return


def _hash(window: str) -> int:
    total: int = sum(map(mul, map(ord, window), _WEIGHTS))
    return total & _MASK
