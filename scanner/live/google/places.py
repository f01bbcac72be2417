"""Where a resource stands and what it is called: in its answer, or in the name of its asset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scanner.live.google.inventory import Asset
from scanner.live.google.values import Source, last

ASSET: Final = "@asset"
PROJECT: Final = "@project"
MANAGED: Final = "@managed"
"""What the object at the top has beside the answer: its `Asset`, the project's id, and the
resources of the type that are managed in the project."""


def _project(raw: Mapping[str, Any]) -> Any:
    return raw.get(PROJECT)


def _name(raw: Mapping[str, Any]) -> Any:
    """The short name; many services answer with the full one."""
    return last(raw.get("name"))


def _region(raw: Mapping[str, Any]) -> Any:
    return _place(raw, "region", "regions", "locations")


def _zone(raw: Mapping[str, Any]) -> Any:
    return _place(raw, "zone", "zones", "locations")


def _location(raw: Mapping[str, Any]) -> Any:
    return _place(raw, "location", "locations", "zones", "regions")


def _place(raw: Mapping[str, Any], name: str, *collections: str) -> Any:
    asset = raw.get(ASSET)
    found = raw.get(name) or (asset.segment(*collections) if isinstance(asset, Asset) else None)
    return last(found) or (asset.location if isinstance(asset, Asset) else None)


COMMON: Final[Mapping[str, Source]] = {
    "project": _project,
    "name": _name,
    "region": _region,
    "zone": _zone,
    "location": _location,
}
"""Where the arguments are that most types have."""
