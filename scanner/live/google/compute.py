"""What the types of Compute Engine share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from scanner.compare import google_link
from scanner.live.google.values import last, value_at
from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.model import Value

DISK: Final = "compute.googleapis.com/Disk"

PARAMS: Final = {"params": "sent on creation; no answer has it"}

_IMAGE = re.compile(r"(?:.*/)?projects/([^/]+)/global/images/(.+)", re.DOTALL)


def key_name(path: str) -> Callable[[Any], Any]:
    """A key at a path without the version that the platform picked."""

    def read(raw: Any) -> Any:
        found = value_at(raw, path)
        return found.partition("/cryptoKeyVersions/")[0] if isinstance(found, str) else found

    return read


def own_key(raw: Any) -> Any:
    """The key that somebody else keeps: never there, but its hash tells that there is one."""
    for at in ("sha256", "diskEncryptionKey.sha256"):
        if value_at(raw, at) is not None:
            raise NotRead("Google does not keep the key")
    return None


def same_image(expected: Value, live: Value) -> bool:
    """An image, or a family of images against one of the family: ``debian-cloud/debian-12``.

    Which image is the newest of a family changes by itself.
    """
    if google_link(expected, live):
        return True
    if not (isinstance(expected, str) and isinstance(live, str)):
        return False
    there = _IMAGE.fullmatch(live)
    if there is None or (_IMAGE.fullmatch(expected) and "/images/family/" not in expected):
        return False
    short = re.sub(r"^(?:.*/)?projects/|(?:global/)?images/|family/", "", expected)
    owner, _, family = short.rpartition("/")
    return (not owner or last(owner) == there[1]) and there[2].startswith(f"{family}-")


def relative(link: Any) -> str:
    """A self link below its project's name: ``zones/a/disks/d``."""
    if not isinstance(link, str):
        return ""
    return link.partition("/projects/")[2].partition("/")[2] or link
