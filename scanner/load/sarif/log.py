"""A SARIF file as its runs, within bounds."""

from __future__ import annotations

from typing import Any

MAX_BYTES = 256 << 20
VERSION = "2.1.0"


class Problem(Exception):  # noqa: N818 - it becomes a diagnostic, and says so by its name
    """Why a file, or a part of it, says nothing. code: of the diagnostic."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_log(path: str) -> list[dict[str, Any]]:
    """The runs in a file. Raises Problem for what is no SARIF 2.1.0, or has no run."""
    import os

    import orjson

    try:
        with open(path, "rb") as file:
            if not os.path.isfile(path):
                raise Problem("imported-unreadable", "is no file; name the SARIF that was written")
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Problem("imported-unreadable", f"cannot be read ({reason})") from None
    if len(data) > MAX_BYTES:
        raise Problem(
            "imported-too-large", f"is larger than {MAX_BYTES >> 20} MB; import its parts"
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Problem("imported-syntax", "is UTF-16, and SARIF is UTF-8; convert it")
    try:
        tree = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        where = f"line {error.lineno}" if isinstance(error, orjson.JSONDecodeError) else "it"
        raise Problem(
            "imported-syntax", f"is no JSON, or nested too deeply: {where} does not parse"
        ) from None
    if not isinstance(tree, dict) or not isinstance(tree.get("runs"), list):
        raise Problem("imported-syntax", "is no SARIF: it has no list of runs")
    version = tree.get("version")
    if version != VERSION:
        said = f"version {version[:20]!r}" if isinstance(version, str) else "no version"
        raise Problem(
            "imported-version", f"is SARIF of {said}, and only {VERSION} is read; convert it"
        )
    runs = [mapping(run) for run in tree["runs"]]
    if not runs:
        raise Problem("imported-empty", "has no run: the scanner looked at nothing")
    return runs


# ---- parts of a tree that may be anything ------------------------------------------------------


def mapping(value: Any) -> dict[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """An array, or an empty one."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """A string, or an empty one."""
    return value if isinstance(value, str) else ""


def number(value: Any, least: int = 0) -> int | None:
    """A whole number that is not negative and no larger than a file can have lines."""
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= 1 << 31:
        return value
    return None


def at(values: list[Any], index: Any) -> dict[str, Any]:
    """The object at an index; an empty one where there is none."""
    place = number(index)
    return mapping(values[place]) if place is not None and place < len(values) else {}
