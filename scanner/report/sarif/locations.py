"""Where things are, in the form that GitHub takes.

One location it does not like makes GitHub reject the whole upload: paths are relative to the
repository's root, percent-encoded, with ``/``, without ``.`` or ``..``; a region has all four of
its ends, in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from sarif_om import ArtifactLocation, Message, PhysicalLocation, Region, ThreadFlowLocation
from sarif_om import Location as SarifLocation

from scanner.report.sarif.text import message_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from scanner.model import Location
    from scanner.outcome import Report

MAX_LOCATIONS = 1_000


def repository_uris(report: Report) -> Callable[[str], str | None]:
    """A function from a display path to its URI in the repository; None when it has none.

    A file has none when it lies outside of the repository, is no file (a state's URL), or has a
    name that is not UTF-8, which no URI that GitHub reads can spell. Answers are remembered.
    """
    from urllib.parse import quote

    known: dict[str, str | None] = {}

    def uri(path: str) -> str | None:
        if path not in known:
            relative = None if not path or "://" in path else report.repository_path(path)
            known[path] = None if relative is None or not _nameable(relative) else quote(relative)
        return known[path]

    return uri


def _nameable(relative: str) -> bool:
    try:
        relative.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return all(part not in ("", ".", "..") for part in relative.split("/"))


def display_uris(report: Report) -> Callable[[str], str | None]:
    """As `repository_uris`, for a file that GitHub does not get: what lies outside of the
    repository keeps the path that the user sees."""
    from urllib.parse import quote

    inside = repository_uris(report)

    def uri(path: str) -> str | None:
        return inside(path) or (quote(path.encode("utf-8", "replace")) or None)

    return uri


def region(location: Location) -> Any:
    """The region of `location`: from 1, the end not before the start."""
    start_line = max(1, location.start_line)
    start_column = max(1, location.start_column)
    end_line = max(start_line, location.end_line)
    end_column = max(1, location.end_column)
    if end_line == start_line:
        end_column = max(start_column, end_column)
    return Region(
        start_line=start_line,
        start_column=start_column,
        end_line=end_line,
        end_column=end_column,
    )


def physical_locations(
    uri: Callable[[str], str | None], default: Callable[[Any], Any]
) -> Callable[[Location], Any]:
    """A function from a location to its SARIF physical location; None when its file has no URI.

    Many results share one place, a module call above all, and a result repeats its own as the end
    of its code flow: answers are remembered, already as JSON. `default` flattens model objects.
    """
    known: dict[Location, Any] = {}

    def physical(location: Location) -> Any:
        if location not in known:
            address = uri(location.path)
            known[location] = address and orjson.Fragment(
                orjson.dumps(
                    PhysicalLocation(
                        artifact_location=ArtifactLocation(uri=address), region=region(location)
                    ),
                    default=default,
                )
            )
        return known[location]

    return physical


def located_places(
    physical: Callable[[Location], Any], default: Callable[[Any], Any]
) -> tuple[Callable[[str, Location, int], Any], Callable[[str, Location], Any]]:
    """Two functions: (words, location, identifier) to a related location, and (words, location) to
    a step of a code flow; None where the file has no URI.

    They are mostly calls of modules, the same ones for all that is found in the module: answers
    are remembered, already as JSON.
    """
    related: dict[tuple[str, Location, int], Any] = {}
    steps: dict[tuple[str, Location], Any] = {}

    def located(text: str, location: Location, identifier: int) -> Any:
        key = (text, location, identifier)
        if key not in related:
            place = physical(location)
            related[key] = place and orjson.Fragment(
                orjson.dumps(_with_words(text, place, identifier), default=default)
            )
        return related[key]

    def step(text: str, location: Location) -> Any:
        key = (text, location)
        if key not in steps:
            place = physical(location)
            steps[key] = place and orjson.Fragment(
                orjson.dumps(
                    ThreadFlowLocation(location=_with_words(text, place, -1)), default=default
                )
            )
        return steps[key]

    return located, step


def _with_words(text: str, place: Any, identifier: int) -> Any:
    return SarifLocation(
        id=identifier,
        physical_location=place,
        message=Message(text=message_text(text) or "related"),
    )
