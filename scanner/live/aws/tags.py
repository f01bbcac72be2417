"""Tags as AWS gives them, and the two rows every taggable type has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import tags
from scanner.projection import Attribute, AttributeKind

if TYPE_CHECKING:
    from scanner.model import Value


def tag_map(found: Iterable[Mapping[str, Any]] | None) -> dict[str, str]:
    """``[{Key, Value}]`` as a map, without the platform's own ``aws:*``."""
    return {
        str(tag["Key"]): str(tag.get("Value", ""))
        for tag in found or ()
        if not str(tag["Key"]).startswith("aws:")
    }


def tag_values(found: Iterable[Mapping[str, Any]] | None) -> dict[str, Value]:
    """Both attributes: live cannot tell a resource's own tags from the provider's default ones,
    so ``tags`` and ``tags_all`` hold the same."""
    both = tag_map(found)
    return {"tags": both, "tags_all": dict(both)}


TAG_ROWS = (
    Attribute("tags", tags, default={}),
    Attribute("tags_all", tags, AttributeKind.COMPUTED, default={}),
)
