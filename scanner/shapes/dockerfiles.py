"""Dockerfiles: their stages, instructions and commands, in their order."""

from __future__ import annotations

from collections.abc import Iterator

from scanner.model import Value
from scanner.views import View


def stages(dockerfile: View) -> Iterator[View]:
    """The stages of a Dockerfile in their order; `scanner.load.dockerfile` tells what they hold."""
    yield from _in_order(dockerfile, "stages")


def final_stage(dockerfile: View) -> Iterator[View]:
    """The stage that becomes the image: one view, or none."""
    for stage in stages(dockerfile):
        if stage.get("final"):
            yield stage


def instructions(stage: View, *names: str) -> Iterator[View]:
    """The instructions of a stage in their order, those of these names (in upper case) or all."""
    for instruction in _in_order(stage, "instructions"):
        if not names or instruction.get("instruction") in names:
            yield instruction


def commands(place: View, *programs: str) -> Iterator[View]:
    """The commands of an instruction, or of all RUN instructions of a stage, in their order.

    programs: only commands that run one of these, given without a folder, also below ``sudo``.
    A command has ``words``, ``env`` and ``operator``.
    """
    if not place.is_set("commands"):
        for run in instructions(place, "RUN"):
            if run.is_set("commands"):
                yield from commands(run, *programs)
        return
    for command in _in_order(place, "commands"):
        if not programs or program(command) in programs:
            yield command


def program(command: View) -> Value:
    """The name of the program that a command runs, without its folder; "" when it runs none."""
    words = command.get("words", default=[])
    if not words:
        return ""
    if words[0] == "sudo":
        for word in words[1:]:
            if not word.startswith("-"):
                return word.rpartition("/")[2]
    return words[0].rpartition("/")[2]


def _in_order(view: View, path: str) -> Iterator[View]:
    """The elements of a list as written; `View.each` gives those with unknown parts last."""
    yield from sorted(view.each(path), key=lambda element: _position(element.key))


def _position(key: str | int | None) -> int:
    return key if isinstance(key, int) else 0
