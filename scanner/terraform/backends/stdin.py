"""The state on standard input, as `terraform state pull` prints it from any backend."""

from __future__ import annotations

from scanner.errors import StateError
from scanner.outcome import StateInfo
from scanner.terraform.backends.common import Found, Openers

SOURCE = "<stdin>"


def read(openers: Openers, workspace: str) -> Found:
    """All of standard input as one state."""
    if openers.stdin is None:
        raise StateError("--state -: there is no standard input here; name a file")
    return Found(openers.stdin(), StateInfo(SOURCE, None, workspace))
