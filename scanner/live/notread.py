"""The outcome that every platform's calls share: no answer, with the reason."""

from __future__ import annotations

from scanner.errors import LiveError


class NotRead(LiveError):  # noqa: N818 - it names an outcome that the engines handle
    """A call that gave no answer. Its text is the reason; denied: by missing permissions."""

    def __init__(self, reason: str, *, denied: bool = False) -> None:
        super().__init__(reason)
        self.denied = denied


class ByItselfError(LiveError):
    """A value that the platform steers here, so that it must differ. Its text says what does."""


def check(deadline: float | None) -> None:
    """Raises NotRead once the time given for reading is over; before each request."""
    import time

    if deadline is not None and time.monotonic() >= deadline:
        raise NotRead("the time given with --timeout was over")
