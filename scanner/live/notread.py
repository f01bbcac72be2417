"""The outcome that every platform's calls share: no answer, with the reason."""

from __future__ import annotations

from scanner.errors import LiveError


class NotRead(LiveError):  # noqa: N818 - it names an outcome that the engines handle
    """A call that gave no answer. Its text is the reason; denied: by missing permissions."""

    def __init__(self, reason: str, *, denied: bool = False) -> None:
        super().__init__(reason)
        self.denied = denied
