"""What the platforms say: read-only, behind guards, in Terraform's words.

`read_live` is the one entrance. Importing this package loads no cloud SDK.
"""

from __future__ import annotations

from scanner.live.facade import (
    Live,
    Sessions,
    default_sessions,
    read_live,
    readable,
    readable_types,
)

__all__ = ["Live", "Sessions", "default_sessions", "read_live", "readable", "readable_types"]
