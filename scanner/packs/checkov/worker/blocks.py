"""Terraform's blocks: resources, data sources, providers and calls of modules."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from typing import Any

from .families import Described, ask, described, graph_words_in, import_all, words_in
from .packages import modules_of

_CHECKS = "checkov.terraform.checks"
KINDS = ("resource", "data", "provider", "module")


def describe(root: str, failed: dict[str, str]) -> Iterator[Described]:
    """Every check of a block, those that look at the graph around it among them."""
    for kind in KINDS:
        folder = os.path.join(root, "terraform", "checks", kind)
        import_all(modules_of(folder, f"{_CHECKS}.{kind}"), failed)
    known: dict[str, set[str] | None] = {}
    for kind in KINDS:
        for type_, check in _registry(kind).all_checks():
            words = words_in(check, _CHECKS, known)
            if words is not None:
                yield described(f"{kind}/{type_}", check, words)
            else:
                # Asked in a request about a graph, of which it sees all.
                words = graph_words_in(check, _CHECKS) or set()
                one = described(f"{kind}/{type_}", check, words)
                yield one._replace(graph="terraform", sees=None)


def judge(request: dict[str, Any]) -> list[list[Any]]:
    """What the checks of its type say of one block."""
    kind, type_, conf = request["kind"], request["type"], request["conf"]
    # Some remember what they worked out by this path, which is why each resource has its own.
    arguments: tuple[Any, ...] = (request["path"], conf, request["name"], type_, {})
    return [ask(check, *arguments) for check in _registry(kind).get_checks(type_)]


def _registry(kind: str) -> Any:
    """Checkov's registry of the checks of a kind of block."""
    return getattr(importlib.import_module(f"{_CHECKS}.{kind}.registry"), f"{kind}_registry")
