"""What tells GitHub that an alert of today is the alert of yesterday.

A policy finding at its own line carries the hash of that line, which GitHub computes again and
compares. Whatever is only anchored to a line (drift, and live resources) carries its identity.
Should two findings of one rule share a line, as in a plan of a single line, the second carries its
identity too: equal fingerprints would make one alert of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.model import Origin
from scanner.report.sarif.line_hash import line_hashes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scanner.outcome import Report, Result

LINE_HASH = "primaryLocationLineHash"
IDENTITY = "trueup/v1"
NAMESPACE = "32c1b259-a26d-51aa-886b-60ed314c982c"
"""The namespace of correlation GUIDs, itself uuid5(NAMESPACE_URL, "urn:trueup:identity"). It must
never change."""


def fingerprinter(report: Report, results: Iterable[Result]) -> Callable[[Result], dict[str, str]]:
    """A function from a result to its ``partialFingerprints``, to be called once for each.

    Each file with results is read and hashed once, when the first of them comes up.
    """
    wanted: dict[str, set[int]] = {}
    for result in results:
        if _at_its_own_line(result):
            location = result.location
            wanted.setdefault(location.path, set()).add(max(1, location.start_line))
    hashes: dict[str, dict[int, str]] = {}
    taken: set[tuple[str, str, str]] = set()

    def fingerprints(result: Result) -> dict[str, str]:
        full = _digest(result.identity)
        primary = f"{full[:16]}:1"
        if result.drift is not None and result.environments:
            # What drifts in two environments are two things, and two alerts.
            primary = f"{_digest('|'.join((result.identity, *result.environments)))[:16]}:1"
        path = result.location.path
        if path in wanted and _at_its_own_line(result):
            if path not in hashes:
                hashes[path] = _hash_file(report, path, wanted[path])
            line_hash = hashes[path].get(max(1, result.location.start_line), primary)
            if (result.rule.id, path, line_hash) not in taken:
                primary = line_hash
            taken.add((result.rule.id, path, line_hash))
        return {LINE_HASH: primary, IDENTITY: full}

    return fingerprints


def identity_fingerprint(identity: str) -> dict[str, str]:
    """The fingerprint of what has no line any more."""
    return {IDENTITY: _digest(identity)}


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _at_its_own_line(result: Result) -> bool:
    return result.drift is None and result.resource_origin is not Origin.LIVE


def _hash_file(report: Report, path: str, lines: set[int]) -> dict[int, str]:
    try:
        data = report.read(path)
    except (OSError, ValueError):  # gone since it was scanned, or not a name of a file
        return {}
    return line_hashes(data, lines)


def correlator() -> Callable[[str], str]:
    """A function from an identity to its correlation GUID: a name-based UUID (version 5).

    Written out, since making `uuid.UUID` objects takes four times as long as the hash itself.
    """
    from hashlib import sha1

    prefix = bytes.fromhex(NAMESPACE.replace("-", ""))

    def correlation_guid(identity: str) -> str:
        name = prefix + identity.encode("utf-8", "surrogatepass")
        digest = bytearray(sha1(name, usedforsecurity=False).digest()[:16])
        digest[6] = digest[6] & 0x0F | 0x50  # the version
        digest[8] = digest[8] & 0x3F | 0x80  # the variant
        text = digest.hex()
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    return correlation_guid
