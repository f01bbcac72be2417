"""Where a live resource "is": it has no file, so its address on the platform stands in."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.model import Location, Path


@dataclass(frozen=True, slots=True)
class LiveSource:
    """Answers `locate` with the resource's own address: ``aws://account/region/type/id``."""

    address: str

    def locate(self, path: Path) -> Location:
        """The same place for every path; a platform has no lines."""
        return Location(self.address)
