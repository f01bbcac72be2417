"""What the configuration says about drift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.errors import ConfigurationError

if TYPE_CHECKING:
    from scanner.drift import Ignores
    from scanner.settings import Settings

_MAX_IGNORES = 1_000
_SELECTORS = ("type", "address", "id", "attribute", "class", "environment")


def drift_ignores(settings: Settings | None) -> Ignores:
    """``drift: ignore:`` as it counts today.

    Raises ConfigurationError, naming the line, for an entry that would ignore everything.
    """
    import time

    from scanner.drift import DriftIgnore, Ignores

    configured = settings.values.get("drift", {}).get("ignore", ()) if settings else ()
    entries = []
    for index, entry in enumerate(configured):
        assert settings is not None
        where = settings.location("drift", "ignore", index)
        if index == _MAX_IGNORES:
            raise ConfigurationError(
                f"{where.path}:{where.start_line}: more than {_MAX_IGNORES:,} drift ignores; use "
                "wildcards"
            )
        if not any(name in entry for name in _SELECTORS):
            raise ConfigurationError(
                f"{where.path}:{where.start_line}: this drift ignore says nothing of what it "
                f"ignores; add one of {', '.join(_SELECTORS)}"
            )
        entries.append(
            DriftIgnore(
                reason=entry["reason"],
                type=entry.get("type"),
                address=entry.get("address"),
                id=entry.get("id"),
                attribute=entry.get("attribute"),
                drift_class=entry.get("class"),
                environment=entry.get("environment"),
                owner=entry.get("owner", ""),
                until=entry.get("until"),
                location=where,
            )
        )
    return Ignores.of(entries, time.strftime("%Y-%m-%d", time.gmtime()))
