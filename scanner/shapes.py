"""Views that hide spelling: one way to ask for what resources write in several.

Every function takes the view that a rule's check receives, or one below it, and gives views, so
that `fail` on them finds the right line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from scanner.decisions import Maybe

if TYPE_CHECKING:
    import re

    from scanner.model import Value
    from scanner.views import View

SERVING: Final = (
    "Pod",
    "Deployment",
    "StatefulSet",
    "DaemonSet",
    "ReplicaSet",
    "ReplicationController",
)
"""Kinds whose containers are meant to run for good."""

WORKLOADS: Final = (*SERVING, "Job", "CronJob")
"""Kinds that run containers."""

_POD: Final = {"Pod": "", "CronJob": "spec.jobTemplate.spec.template"}


def _pod_template(workload: View) -> str:
    """Where the pod is described; elsewhere it is below spec.template, as in custom kinds."""
    return _POD.get(workload.type, "spec.template")


def pod_spec(workload: View) -> View:
    """The pod's spec, wherever the workload keeps it; an empty view when it has none."""
    template = _pod_template(workload)
    return workload.sub(f"{template}.spec" if template else "spec")


def pod_labels(workload: View) -> View:
    """The labels that the workload's pods carry: ``labels.get((name,))``."""
    template = _pod_template(workload)
    return workload.sub(f"{template}.metadata.labels" if template else "metadata.labels")


def containers(workload: View, serving: bool = False) -> Iterator[View]:
    """Every container: ordinary, init (sidecars among them) and ephemeral.

    serving: only those that run as long as the pod does, and none of a pod that is to end: the
    ordinary ones, and init containers with ``restartPolicy: Always``, which are sidecars.
    """
    pod = pod_spec(workload)
    if serving and pod.get("restartPolicy", default="Always") != "Always":
        return
    yield from pod.each("containers")
    for container in pod.each("initContainers"):
        if not serving or container.get("restartPolicy") == "Always":
            yield container
    if not serving:
        yield from pod.each("ephemeralContainers")


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


def matches(pattern: re.Pattern[str], text: Value) -> bool:
    """Whether `pattern` is found in `text`; for an unknown text, a decision."""
    if isinstance(text, Maybe):
        return text.matches(pattern)
    return isinstance(text, str) and pattern.search(text) is not None


def _in_order(view: View, path: str) -> Iterator[View]:
    """The elements of a list as written; `View.each` gives those with unknown parts last."""
    yield from sorted(view.each(path), key=lambda element: _position(element.key))


def _position(key: str | int | None) -> int:
    return key if isinstance(key, int) else 0
