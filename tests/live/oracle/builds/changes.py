"""What happens to builds and jobs outside of Terraform: of these the local server keeps little,
see constructed.py."""

from __future__ import annotations

from typing import Any

CHANGES: dict[str, Any] = {}
UNSET: dict[str, str] = {}
