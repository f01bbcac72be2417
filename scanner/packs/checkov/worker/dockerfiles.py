"""Dockerfiles, each judged as a whole: the checks of its instructions."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from .families import Described, EveryCheck, asked, described, import_all
from .packages import modules_of

_CHECKS = "checkov.dockerfile.checks"
_REGISTRY = "checkov.dockerfile.registry"
KINDS = ("dockerfile",)
_VARIABLE = re.compile(r"\$(?:\w+|\{[^{}\s]*\})")
# What is not known may be any of these: each is what some check takes exception to, or is content
# with. As it is written goes first.
_PROBES = ("latest", "root", "22", "a", "/a", "a:1")


class _Answer(NamedTuple):
    """What a check says. named: the instructions that it names, by their number; of one that
    CRASHED the exception's name and the first that it was given. looked: the uncertain ones whose
    value it looked at. own: whether it is one of Checkov's."""

    verdict: str
    named: list[Any]
    looked: list[int]
    own: bool


class _Noted(dict[str, Any]):
    """An instruction that notes whether somebody looked at what is uncertain in it."""

    looked = False

    def __getitem__(self, key: str) -> Any:
        self.looked |= key in ("value", "content")
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """As of any mapping."""
        self.looked |= key in ("value", "content")
        return super().get(key, default)

    def items(self) -> Any:
        """As of any mapping."""
        self.looked = True
        return super().items()

    def values(self) -> Any:
        """As of any mapping."""
        self.looked = True
        return super().values()


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
    answers = [_answers(_copied(conf, uncertain, None), uncertain, request["path"])]
    for text in _PROBES if uncertain else ():
        answers.append(_answers(_copied(conf, uncertain, text), uncertain, request["path"]))
    said: list[list[Any]] = []
    for id_, first in answers[0].items():
        if first.verdict == "CRASHED":
            name, *given = first.named
            said.append([id_, "CRASHED", [name, *(step for one in given for step in places[one])]])
            continue
        others = [found[id_] for found in answers if id_ in found]
        named = {one for other in others for one in other.named}
        # Of what is certain it is certain; with another value it may stop at another one before.
        certain = named - uncertain
        alike = all(other.verdict == first.verdict for other in others)
        if first.looked and not (alike and (first.own or (first.verdict == "FAILED" and certain))):
            said.append([id_, "UNKNOWN", places[first.looked[0]]])
        elif first.verdict == "FAILED":
            found = [places[one] for one in sorted(certain or named)]
            said += [[id_, "FAILED", place] for place in found or [[]]]
        else:
            said.append([id_, first.verdict, []])
    return said


def _copied(conf: dict[str, Any], uncertain: set[int], text: str | None) -> dict[str, Any]:
    """A copy in which every variable of the uncertain instructions is a text, if there is one."""
    number = 0
    result: dict[str, Any] = {}
    for name, found in conf.items():
        result[name] = copies = []
        for instruction in found:
            if number in uncertain:
                instruction = _Noted(instruction)
                if text is not None:
                    instruction["value"] = _VARIABLE.sub(text, instruction["value"])
            copies.append(instruction)
            number += 1
    return result


def _answers(conf: dict[str, Any], uncertain: set[int], path: str) -> dict[str, _Answer]:
    """What every check says, by its id, and by Checkov's own choice of what each gets."""
    every = [one for found in conf.values() for one in found]
    numbers = {id(instruction): number for number, instruction in enumerate(every)}
    watched = [(number, every[number]) for number in sorted(uncertain)]
    answers: dict[str, _Answer] = {}

    def update_result(
        *, check: Any, entity_configuration: Any, entity_name: str, entity_type: str, **_: Any
    ) -> None:
        # Not with the registry's own way, which after a check that raised raises itself.
        for _number, one in watched:
            one.looked = False
        verdict, part = asked(check, path, entity_configuration, entity_name, entity_type, {})
        looked = [number for number, one in watched if one.looked]
        own = type(check).__module__.startswith("checkov.")
        if verdict == "CRASHED":
            given = entity_configuration if isinstance(entity_configuration, list) else []
            named = [part, *(numbers[id(one)] for one in given[:1])]
        else:
            parts = part if isinstance(part, list) else [part]
            named = [numbers[id(one)] for one in parts if id(one) in numbers]
        if check.id not in answers or verdict == "FAILED":
            answers[check.id] = _Answer(verdict, named, looked, own)

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
