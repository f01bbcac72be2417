"""What no check may do: reach a network or start a program."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

_REFUSED = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.gethostbyaddr", "socket.sendto", "subprocess.Popen", "os.system", "os.exec",
    "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty",
)  # fmt: skip


class RefusedError(PermissionError):
    """What was asked for is not had here."""


class Refusals:
    """What was refused. tried: the events, oldest first; who wants to know empties it before."""

    def __init__(self) -> None:
        self.tried: list[str] = []

    def __call__(self, event: str, _arguments: Sequence[object]) -> None:
        """An audit hook."""
        if event in _REFUSED:
            self.tried.append(event)
            raise RefusedError(f"{event} is refused: checks need neither a network nor programs")


REFUSALS = Refusals()
"""Those of the process, as its audit hooks are."""


def run(check: Any, *arguments: Any) -> Any:
    """What `BaseCheck.run` answers.

    Raises RefusedError for a check that reached for what is refused, however it took that: one
    that swallows the exception has not seen what it answers about.
    """
    REFUSALS.tried.clear()
    answer, failure = None, None
    try:
        answer = check.run(*arguments)
    except Exception as error:  # noqa: BLE001 - raised below, unless there is a better reason
        failure = error
    if REFUSALS.tried:
        raise RefusedError(REFUSALS.tried[0])
    if failure is not None:
        raise failure
    return answer


def install() -> None:
    """Refuse from here on; there is no way back."""
    sys.addaudithook(REFUSALS)
