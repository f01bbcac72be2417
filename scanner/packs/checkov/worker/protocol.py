"""Requests in, answers out; see the package for what they look like."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from .families import family_of
from .index import build
from .packages import COMMON, import_checks, prepare
from .paths import Lookup
from .watched import MARKS, watch

PROTOCOL = 1
_REFUSED = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.gethostbyaddr", "socket.sendto", "subprocess.Popen", "os.system", "os.exec",
    "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty",
)  # fmt: skip


def _refuse(event: str, _arguments: Sequence[object]) -> None:
    if event in _REFUSED:
        raise PermissionError(f"{event} is refused: checks need neither a network nor programs")


def serve() -> None:
    """Answer requests until there are no more."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    sys.addaudithook(_refuse)
    root = ""
    lookup = Lookup()
    for line in requests:
        try:
            request = json.loads(line)
            root = root or prepare()
            lookup.prepare(line)
            answer = _answer(request, root)
        except Exception as error:  # noqa: BLE001 - told to who asked
            name = getattr(error, "name", None)
            answer = {"error": type(error).__name__, "name": name if isinstance(name, str) else ""}
        answers.write(json.dumps(answer, separators=(",", ":")).encode() + b"\n")
        answers.flush()


def _answer(request: dict[str, Any], root: str) -> dict[str, Any]:
    if request["do"] == "judge":
        import_checks(request.get("modules", ()))
        if any(map(request.get, MARKS)):
            watch(request)
        return {"said": family_of(request["kind"]).judge(request)}
    if request["do"] == "warm":
        import_checks(request["modules"] or COMMON)
        return {}
    if request["do"] == "index":
        return {"index": build(root)}
    version = importlib.import_module("checkov.version").version
    return {"protocol": PROTOCOL, "checkov": version, "root": root}
