"""Dockerfiles, each judged as a whole: the checks of its instructions."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Iterator
from typing import Any

from .families import Described, EveryCheck, asked, described, import_all
from .packages import modules_of

_CHECKS = "checkov.dockerfile.checks"
_REGISTRY = "checkov.dockerfile.registry"
KINDS = ("dockerfile",)
_VARIABLE = re.compile(r"\$(?:\w+|\{[^{}\s]*\})")
# What is not known may be any of these: each is what some check takes exception to, or is content
# with. As it is written goes first.
_PROBES = ("latest", "root", "22", "a", "/a", "a:1")

Answers = dict[str, tuple[str, list[Any]]]
"""Id of a check -> its verdict, and the instructions that it names, by their number; of one that
CRASHED the exception's name and the first that it was given."""


def describe(root: str, failed: dict[str, str]) -> Iterator[Described]:
    """Every check of a Dockerfile written in Python."""
    import_all(modules_of(os.path.join(root, "dockerfile", "checks"), _CHECKS), failed)
    import_all((_REGISTRY,), failed)
    if _REGISTRY in failed:
        return
    for id_, check in _checks().items():
        yield described("dockerfile/dockerfile", check, check.supported_entities)._replace(id=id_)


def judge(request: dict[str, Any]) -> list[list[Any]]:
    """What the checks say of one Dockerfile: for one that fails an answer for each instruction
    that it names, whose keys are the path of that."""
    conf = request["conf"]
    places: list[list[Any]] = []
    # By its place among all instructions one is told in every copy.
    uncertain = set()
    for found in conf.values():
        for instruction in found:
            if instruction.pop("__unknown__", False):
                uncertain.add(len(places))
            places.append(instruction.pop("__path__", []))
    answers = [_answers(conf, request["path"])]
    if uncertain:
        answers += [_answers(_probed(conf, uncertain, one), request["path"]) for one in _PROBES]
    said: list[list[Any]] = []
    for id_, (verdict, first) in answers[0].items():
        others = [found[id_] for found in answers if id_ in found]
        if verdict == "CRASHED":
            name, *given = first
            said.append([id_, verdict, [name, *(step for one in given for step in places[one])]])
        elif any(other[0] != verdict for other in others):
            said.append([id_, "UNKNOWN", []])
        elif verdict == "FAILED":
            named = {one for _, found in others for one in found}
            # Of these it is certain; with another value it may stop at another one before.
            named = named - uncertain or named
            said += [[id_, verdict, places[one]] for one in sorted(named)] or [[id_, verdict, []]]
        else:
            said.append([id_, verdict, []])
    return said


def _probed(conf: dict[str, Any], uncertain: set[int], text: str) -> dict[str, Any]:
    """A copy in which every variable of the uncertain instructions is a text."""
    number = 0
    result: dict[str, Any] = {}
    for name, found in conf.items():
        result[name] = copies = []
        for instruction in found:
            copy = dict(instruction)
            if number in uncertain:
                copy["value"] = _VARIABLE.sub(text, copy["value"])
            copies.append(copy)
            number += 1
    return result


def _answers(conf: dict[str, Any], path: str) -> Answers:
    """What every check says, by Checkov's own choice of what each gets."""
    numbers = {
        id(instruction): number
        for number, instruction in enumerate(one for found in conf.values() for one in found)
    }
    answers: Answers = {}

    def update_result(
        *, check: Any, entity_configuration: Any, entity_name: str, entity_type: str, **_: Any
    ) -> None:
        # Not with the registry's own way, which after a check that raised raises itself.
        verdict, part = asked(check, path, entity_configuration, entity_name, entity_type, {})
        if verdict == "CRASHED":
            given = entity_configuration if isinstance(entity_configuration, list) else []
            answers[check.id] = verdict, [part, *(numbers[id(one)] for one in given[:1])]
            return
        named = part if isinstance(part, list) else [part]
        found = [numbers[id(one)] for one in named if id(one) in numbers]
        if check.id not in answers or verdict == "FAILED":
            answers[check.id] = verdict, found

    registry = _registry()
    registry.update_result = update_result
    try:
        registry.scan(path, conf, [], EveryCheck)
    finally:
        del registry.update_result
    return answers


def _registry() -> Any:
    return importlib.import_module(_REGISTRY).registry


def _checks() -> dict[str, Any]:
    return {check.id: check for _, check in _registry().all_checks()}
