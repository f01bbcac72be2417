"""Everything here is constructed."""

from typing import Any

CHANGES: dict[str, Any] = {}
UNSET: dict[str, str] = {}
