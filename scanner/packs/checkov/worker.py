"""Runs in Checkov's interpreter, as ``python -I worker.py``: resources in, verdicts out.

Imports the standard library and Checkov, and nothing of trueup's, which is not there. Each line on
standard input is a request in JSON, each line on the first standard output its answer, in order:

    {"do": "hello"}   -> {"protocol": 1, "checkov": "3.3.30", "root": ".../checkov"}
    {"do": "index"}   -> {"index": {...}}, see `build_index`
    {"do": "judge", "kind": "resource", "type": "aws_x", "name": "b", "path": "...",
     "conf": {...}, "modules": [...]}
                      -> {"said": [[check id, verdict, evaluated keys], ...]}

A verdict is Checkov's (``PASSED``, ``FAILED``, ``UNKNOWN``) or ``CRASHED`` for a check that raised,
whose exception's name stands where its keys would. modules: those with checks of that type, which
are imported once; after the first request of a type they may be left out.

Checks are cheap and their imports are not: importing ``checkov.terraform`` brings all of the
scanner, since its packages import everything below them. Here these packages are empty, and of the
checks only those are imported that some resource wants.

Checks do as they like with standard output, so the protocol has descriptors of its own. Sockets and
programs are refused: no check needs them, and nothing of what is scanned may leave.
"""

from __future__ import annotations

import ast
import importlib
import importlib.machinery
import importlib.util
import json
import logging
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any

PROTOCOL = 1
_CHECKS = "checkov.terraform.checks"
_KINDS = ("resource", "data", "provider", "module")
_MOST_KEYS = 10
_REFUSED = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.gethostbyaddr", "socket.sendto", "subprocess.Popen", "os.system", "os.exec",
    "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty",
)  # fmt: skip
# As Terraform names attributes.
_WORD = re.compile(r"\b[a-z][a-z0-9_]*\b")


class _EmptyPackages:
    """Finds Checkov's packages of Terraform checks without what their ``__init__`` imports."""

    def __init__(self, root: str) -> None:
        self._root = root

    def find_spec(
        self, name: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != "checkov.terraform" and not (name + ".").startswith(f"{_CHECKS}."):
            return None
        folder = os.path.join(self._root, *name.split(".")[1:])
        if not os.path.isfile(os.path.join(folder, "__init__.py")):
            return None
        loader: Any = self
        spec = importlib.machinery.ModuleSpec(name, loader, is_package=True)
        spec.submodule_search_locations = [folder]
        return spec

    def create_module(self, _spec: object) -> None:
        """As Python makes it."""

    def exec_module(self, _module: object) -> None:
        """Nothing: that is the point."""


def prepare() -> str:
    """The folder of Checkov's package, ready to import checks from."""
    spec = importlib.util.find_spec("checkov")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'checkov'", name="checkov")
    root = os.path.dirname(spec.origin)
    finder: Any = _EmptyPackages(root)
    sys.meta_path.insert(0, finder)
    # Its messages hold the values of what is scanned.
    logging.disable(logging.CRITICAL)
    return root


def registry(kind: str) -> Any:
    """Checkov's registry of the checks of a kind of block."""
    return getattr(importlib.import_module(f"{_CHECKS}.{kind}.registry"), f"{kind}_registry")


# ---- the index -----------------------------------------------------------------------------------


def build_index(root: str) -> dict[str, Any]:
    """What checks there are, by importing them all once.

    types: ``kind/type`` -> modules that have checks of it; ids: -> the ids of these. checks: id ->
    name, category, guideline, and the words that its code names attributes with. failed: modules
    that could not be imported, with the exception's name.
    """
    failed: dict[str, str] = {}
    for kind in _KINDS:
        folder = os.path.join(root, "terraform", "checks", kind)
        for name in modules_of(folder, f"{_CHECKS}.{kind}"):
            try:
                importlib.import_module(name)
            except Exception as error:  # noqa: BLE001 - reported; one broken check is not all
                failed[name] = type(error).__name__
    types: dict[str, list[str]] = {}
    ids: dict[str, list[str]] = {}
    checks: dict[str, list[Any]] = {}
    words: dict[str, set[str] | None] = {}
    for kind in _KINDS:
        for entity, check in registry(kind).all_checks():
            own = _words_of(check, words)
            if own is None:
                continue
            category = next((one.name for one in check.categories), "")
            checks[check.id] = [check.name, category, check.guideline or "", sorted(own)]
            ids.setdefault(f"{kind}/{entity}", []).append(check.id)
            modules = types.setdefault(f"{kind}/{entity}", [])
            if type(check).__module__ not in modules:
                modules.append(type(check).__module__)
    return {"types": types, "ids": ids, "checks": checks, "failed": failed}


def modules_of(folder: str, package: str) -> Iterator[str]:
    """The modules that importing a package of Checkov's imports, itself left out.

    Its ``__init__`` either imports packages below it by name or every file beside itself.
    """
    try:
        with open(os.path.join(folder, "__init__.py"), encoding="utf-8") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}."):
            name = node.module or ""
            below = os.path.join(folder, *name[len(package) + 1 :].split("."))
            if os.path.isdir(below):
                yield from modules_of(below, name)
            else:
                yield name
        elif isinstance(node, ast.Attribute) and node.attr == "glob":
            for entry in sorted(os.listdir(folder)):
                if entry.endswith(".py") and entry != "__init__.py":
                    yield f"{package}.{entry[:-3]}"


def _words_of(check: Any, known: dict[str, set[str] | None]) -> set[str] | None:
    """The words in the texts of a check's code, its bases' included; None for a check that looks
    at Checkov's own graph of resources, which is not there."""
    found: set[str] = set()
    for class_ in type(check).__mro__:
        name = class_.__module__
        base = name.rpartition(".")[2].startswith("base_")
        if not name.startswith(f"{_CHECKS}.") or base:
            continue
        if name not in known:
            known[name] = _words_in(name)
        words = known[name]
        if words is None:
            return None
        found |= words
    return found


def _words_in(module: str) -> set[str] | None:
    path = sys.modules[module].__file__
    if path is None:
        return set()
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "graph":
            return None
        # A text with blanks is prose, not a path of attributes.
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and not any(char.isspace() for char in node.value)
        ):
            found.update(_WORD.findall(node.value))
    return found


# ---- judging -------------------------------------------------------------------------------------


def judge(request: dict[str, Any]) -> dict[str, Any]:
    """What the checks of its type say of one resource."""
    for name in request.get("modules", ()):
        importlib.import_module(name)
    kind, type_, conf = request["kind"], request["type"], request["conf"]
    said = []
    for check in registry(kind).get_checks(type_):
        # Some remember what they worked out by this path, which is why each resource has its own.
        arguments: Any = (request["path"], conf, request["name"], type_, {})
        try:
            answer = check.run(*arguments)
            verdict = answer["result"]
            verdict = verdict[0] if isinstance(verdict, tuple) else verdict
            said.append([check.id, verdict.value, _keys(answer.get("evaluated_keys"))])
        except Exception as error:  # noqa: BLE001 - reported, as the verdict that is missing
            said.append([check.id, "CRASHED", [type(error).__name__]])
    return {"said": said}


def _keys(keys: Any) -> list[str]:
    return [key for key in keys[:_MOST_KEYS] if isinstance(key, str)] if keys else []


# ---- the protocol --------------------------------------------------------------------------------


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
    for line in requests:
        try:
            request = json.loads(line)
            root = root or prepare()
            answer = _answer(request, root)
        except Exception as error:  # noqa: BLE001 - told to who asked
            name = getattr(error, "name", None)
            answer = {"error": type(error).__name__, "name": name if isinstance(name, str) else ""}
        answers.write(json.dumps(answer, separators=(",", ":")).encode() + b"\n")
        answers.flush()


def _answer(request: dict[str, Any], root: str) -> dict[str, Any]:
    if request["do"] == "judge":
        return judge(request)
    if request["do"] == "index":
        return {"index": build_index(root)}
    version = importlib.import_module("checkov.version").version
    return {"protocol": PROTOCOL, "checkov": version, "root": root}


if __name__ == "__main__":
    serve()
