"""A file of assets as live input: what ``gcloud asset export`` wrote. No credentials, no network.

The file is hostile: its size, lines and nesting are bounded, and nothing in it is followed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from scanner.errors import LiveError
from scanner.live.google.inventory import (
    RESOURCE,
    Asset,
    MissingType,
    asset_of,
    project_ids,
)

MAX_BYTES: Final = 1 << 29
MAX_LINE: Final = 1 << 24
MAX_ASSETS: Final = 500_000


class Export:
    """The assets of a file, by the projects they are in."""

    def __init__(self, assets: Iterable[Asset], name: str) -> None:
        self.name = name
        every = list(assets)
        self._ids = project_ids(every)
        self._by_project: dict[str, list[Asset]] = {}
        for one in every:
            self._by_project.setdefault(self._project(one), []).append(one)

    @property
    def projects(self) -> tuple[str, ...]:
        """Ids of the projects in the file; numbers where it does not tell the id."""
        return tuple(sorted(filter(None, self._by_project)))

    def fetch(self, project: str) -> Callable[[str, Sequence[str]], Iterable[Asset]]:
        """The `fetch` of `Inventory` for one project of the file.

        What no asset of the file has is not known to be absent: the export may have left it out.
        """
        mine = self._by_project.get(project, ())

        def fetch(content: str, kinds: Sequence[str]) -> list[Asset]:
            wanted = set(kinds)
            return [
                one
                for one in mine
                if one.type in wanted and (one.data if content == RESOURCE else one.policy)
            ]

        return fetch

    def missing(self, kind: str) -> MissingType:
        """Why nothing is known of an asset type."""
        return MissingType(f"{self.name} has no asset of type {kind} of the project")

    def _project(self, asset: Asset) -> str:
        if asset.project:
            return self._ids.get(asset.project, asset.project)
        parts = asset.relative.split("/")
        named = parts[1] if len(parts) > 1 and parts[0] == "projects" else ""
        return self._ids.get(named, named)


def read_export(path: str) -> Export:
    """The file's assets. Raises LiveError: no regular file, too large, no lines of assets."""
    name = Path(path).name
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise LiveError(f"{name}: not a regular file; give a file of `gcloud asset export`")
        with open(path, "rb") as file:
            return Export(_assets(file, name), name)
    except OSError as error:
        raise LiveError(f"{name}: cannot be read ({error.strerror})") from error


def _assets(file: IO[bytes], name: str) -> Iterator[Asset]:
    import orjson

    read = found = number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        read += len(line)
        if len(line) > MAX_LINE or read > MAX_BYTES:
            raise LiveError(
                f"{name}: larger than trueup reads ({MAX_LINE >> 20} MiB a line, "
                f"{MAX_BYTES >> 20} MiB in all); export fewer asset types or one project"
            )
        if not line.strip():
            continue
        try:
            raw = orjson.loads(line)
        except orjson.JSONDecodeError:
            raise LiveError(
                f"{name}: line {number} is not JSON; give the lines that `gcloud asset export` "
                "writes, one asset each"
            ) from None
        asset = asset_of(raw)
        if asset is None:
            raise LiveError(f"{name}: line {number} is no asset: it has no name and asset type")
        found += 1
        if found > MAX_ASSETS:
            raise LiveError(f"{name}: more than {MAX_ASSETS} assets; export one project")
        yield asset
    if not found:
        raise LiveError(f"{name}: no assets; export with --content-type resource")
