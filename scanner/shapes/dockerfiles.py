"""Dockerfiles: their stages, instructions and commands, in their order."""

from __future__ import annotations

from collections.abc import Iterator

from scanner.model import Value
from scanner.shapes.scripts import environment, in_order, joined, operands, program
from scanner.views import View


def stages(dockerfile: View) -> Iterator[View]:
    """The stages of a Dockerfile in their order; `scanner.load.dockerfile` tells what they hold."""
    yield from in_order(dockerfile, "stages")


def final_stage(dockerfile: View) -> Iterator[View]:
    """The stage that becomes the image: one view, or none."""
    for stage in stages(dockerfile):
        if stage.get("final"):
            yield stage


def shipped_stages(dockerfile: View) -> Iterator[View]:
    """The stages whose layers are in the image: the final one first, then those it is built on."""
    found = list(stages(dockerfile))
    wanted: list[Value] = [stage.get("index") for stage in final_stage(dockerfile)]
    for stage in reversed(found):
        if stage.get("index") in wanted:
            yield stage
            if stage.is_set("image.stage"):
                wanted.append(stage.get("image.stage"))


def instructions(stage: View, *names: str) -> Iterator[View]:
    """The instructions of a stage in their order, those of these names (in upper case) or all."""
    for instruction in in_order(stage, "instructions"):
        if not names or instruction.get("instruction") in names:
            yield instruction


def sources(instruction: View) -> list[Value]:
    """What a COPY or ADD copies, as written after variables are replaced."""
    return list(instruction.get("arguments", default=[]))[:-1]


def destination(instruction: View) -> Value:
    """Where a COPY or ADD copies to; "" when there is no such argument."""
    arguments = list(instruction.get("arguments", default=[]))
    return arguments[-1] if arguments else ""


def commands(place: View, *programs: str) -> Iterator[View]:
    """The commands of an instruction, or of all RUN instructions of a stage, in their order.

    programs: only commands that run one of these, named as `program` does.
    A command has ``words``, ``env`` and ``operator``.
    """
    if not place.is_set("commands"):
        for run in instructions(place, "RUN"):
            if run.is_set("commands"):
                yield from commands(run, *programs)
        return
    for command in in_order(place, "commands"):
        if not programs or program(command) in programs:
            yield command


def pipelines(place: View) -> Iterator[list[View]]:
    """The commands of an instruction or a stage, those that are joined by ``|`` together."""
    yield from joined(commands(place))


def settings(stage: View, *names: str) -> Iterator[tuple[View, Value]]:
    """Where a stage sets one of these variables, and to what: ENV, ARG, before a command of RUN
    (``X=1 make``), and by ``export``."""
    for instruction in instructions(stage, "ENV", "ARG"):
        for pair in instruction.each("pairs"):
            if pair.get("name") in names:
                yield pair, pair.get("value")
    for command in commands(stage):
        for name, value in environment(command):
            if name in names:
                yield command, value
        for word in operands(command) if program(command) == "export" else ():
            name, equals, value = word.partition("=")
            if equals and name in names:
                yield command, value


def mounts(run: View, kind: str) -> list[str]:
    """The targets of a RUN's mounts of a kind (``cache``, ``secret``); "" for one without."""
    found: list[str] = []
    for mount in run.each("flags.mount"):
        fields = dict(field.partition("=")[::2] for field in str(mount.value).split(","))
        if fields.get("type", "bind") == kind:
            names = ("target", "dst", "destination")
            found.append(next((fields[name] for name in names if name in fields), ""))
    return found
