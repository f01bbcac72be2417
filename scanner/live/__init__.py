"""What the platforms say: read-only, behind guards, in Terraform's words.

`read_live` is the one entrance. Importing this package loads no cloud SDK.
"""

from __future__ import annotations

from scanner.live.facade import (
    Live,
    Sessions,
    audit_history,
    default_sessions,
    read_live,
    readable,
    readable_types,
)
from scanner.live.providers import ProviderSettings, provider_settings

__all__ = [
    "Live",
    "ProviderSettings",
    "Sessions",
    "audit_history",
    "default_sessions",
    "provider_settings",
    "read_live",
    "readable",
    "readable_types",
]
