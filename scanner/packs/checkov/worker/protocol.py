"""Requests in, answers out; see the package for what they look like."""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any

from .external import External
from .families import family, family_of
from .index import build
from .packages import COMMON, import_checks, prepare
from .parent import follow
from .paths import Lookup
from .refusals import install
from .watched import MARKS, watch

PROTOCOL = 1


def serve() -> None:
    """Answer requests until there are no more. The arguments are folders of the user's checks."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    install()
    external = External(sys.argv[1:])
    root = ""
    lookup = Lookup()
    follow()
    for line in requests:
        try:
            request = json.loads(line)
            root = root or prepare()
            lookup.prepare(line)
            answer = _answer(request, root, external)
        except Exception as error:  # noqa: BLE001 - told to who asked
            name = getattr(error, "name", None)
            answer = {"error": type(error).__name__, "name": name if isinstance(name, str) else ""}
        answers.write(json.dumps(answer, separators=(",", ":")).encode() + b"\n")
        answers.flush()


def _answer(request: dict[str, Any], root: str, external: External) -> dict[str, Any]:
    if request["do"] in ("judge", "graph"):
        external.load()
    if request["do"] == "judge":
        import_checks(request.get("modules", ()))
        if any(map(request.get, MARKS)):
            watch(request)
        return {"said": family_of(request["kind"]).judge(request)}
    if request["do"] == "graph":
        return {"said": family("graph").answer(request)}
    if request["do"] == "warm":
        import_checks(request["modules"] or COMMON)
        return {}
    if request["do"] == "index":
        return {"index": build(root)}
    if request["do"] == "external":
        return {"index": external.index()}
    version = importlib.import_module("checkov.version").version
    return {"protocol": PROTOCOL, "checkov": version, "root": root}
