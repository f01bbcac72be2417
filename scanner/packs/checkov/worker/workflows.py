"""GitHub's workflows: the checks of jobs, steps and triggers."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from typing import Any

from .families import Described, EveryCheck, asked, described, import_all
from .packages import modules_of

_CHECKS = "checkov.github_actions.checks"
_REGISTRY = f"{_CHECKS}.registry"
KINDS = ("workflow",)

Place = tuple[Any, ...]


def describe(root: str, failed: dict[str, str]) -> Iterator[Described]:
    """Every check of a workflow written in Python."""
    folder = os.path.join(root, "github_actions", "checks", "job")
    import_all(modules_of(folder, f"{_CHECKS}.job"), failed)
    import_all((_REGISTRY,), failed)
    if _REGISTRY in failed:
        return
    checks = {check.id: check for _, check in _registry().all_checks()}
    for check in checks.values():
        yield described("workflow/github_workflow", check, ())


def judge(request: dict[str, Any]) -> list[list[Any]]:
    """What the checks say of one workflow. A check is asked about many jobs or steps: an answer
    for each that it fails, whose keys are the path of what it names, and one that it passes only
    where it fails none."""
    conf, path = request["conf"], request["path"]
    places = _places(conf)
    failed: dict[str, dict[Place, None]] = {}
    crashed: dict[str, dict[tuple[str, Place], None]] = {}
    passed: dict[str, None] = {}

    def update_result(
        check: Any,
        entity_configuration: Any,
        entity_name: str,
        entity_type: str,
        *_: Any,
        **__: Any,
    ) -> None:
        # Not with the registry's own way, whose results of two steps on one line are one.
        verdict, part = asked(check, path, entity_configuration, entity_name, entity_type, {})
        here = places.get(id(entity_configuration), ())
        if verdict == "FAILED":
            failed.setdefault(check.id, {})[places.get(id(part), here)] = None
        elif verdict == "CRASHED":
            crashed.setdefault(check.id, {})[part, here] = None
        elif verdict == "PASSED":
            passed[check.id] = None

    registry = _registry()
    registry.update_result = update_result
    try:
        registry.scan(path, conf, [], EveryCheck)
    finally:
        del registry.update_result
    said = [[id_, "FAILED", list(place)] for id_, found in failed.items() for place in found]
    said += [
        [id_, "CRASHED", [name, *place]] for id_, found in crashed.items() for name, place in found
    ]
    return said + [[id_, "PASSED", []] for id_ in passed if id_ not in failed | crashed]


def _places(conf: Any) -> dict[int, Place]:
    """Where each mapping and list of a document stands, by its identity."""
    found: dict[int, Place] = {}
    waiting: list[tuple[Any, Place]] = [(conf, ())]
    while waiting:
        value, place = waiting.pop()
        if isinstance(value, dict):
            found[id(value)] = place
            waiting += [(item, (*place, key)) for key, item in value.items()]
        elif isinstance(value, list):
            found[id(value)] = place
            waiting += [(item, (*place, index)) for index, item in enumerate(value)]
    return found


def _registry() -> Any:
    return importlib.import_module(_REGISTRY).registry
