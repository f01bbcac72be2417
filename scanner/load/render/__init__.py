"""Helm charts and Kustomize overlays -> the API objects that they render to.

Only on request: rendering runs the user's ``helm``, ``kustomize`` or ``kubectl``. Neither gets the
user's settings or plugins; both get a time limit, and what would reach out of the tree is refused
beforehand.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scanner.load.kubernetes import identity_of
from scanner.load.render.charts import render_chart
from scanner.load.render.kustomizations import (
    Kustomization,
    is_told,
    read_kustomizations,
    render_overlay,
)
from scanner.load.render.programs import find_program
from scanner.model import Diagnostic, DiagnosticLevel, Loaded
from scanner.project import Project


@dataclass(frozen=True, slots=True)
class Rendered:
    """loaded: the objects. covered: absolute paths of manifests that were judged as rendered, and
    mean little by themselves: an overlay's resources and patches."""

    loaded: Loaded
    covered: frozenset[str]


def render(
    charts: Sequence[str], kustomizations: Sequence[str], project: Project, boundary: str
) -> Rendered:
    """Render every chart and every overlay that no other one is built on.

    charts: absolute paths of ``Chart.yaml``; kustomizations: of ``kustomization.yaml``. boundary:
    nothing outside of this folder may be read. Diagnostics, all errors: render-program (there is
    none), render-refused, render-failed.
    """
    parts: list[Loaded] = []
    covered: set[str] = set()
    folders = [os.path.dirname(path) for path in charts]
    own = [folder for folder in folders if not _is_subchart(folder, folders)]
    helm = find_program("helm") if own else None
    if own and helm is None:
        parts.append(_missing("helm", charts[0], project))
    elif helm is not None:
        parts += [render_chart(folder, helm, project) for folder in own]
    found = read_kustomizations(kustomizations, project, boundary)
    overlays = [one for one in found.values() if not _is_used(one, found)]
    kustomize = (find_program("kustomize") or find_program("kubectl")) if overlays else None
    if overlays and kustomize is None:
        parts.append(_missing("kustomize or kubectl", overlays[0].path, project))
    elif kustomize is not None:
        for overlay in overlays:
            parts.append(render_overlay(overlay, found, kustomize, project))
            told = [identity_of(r.attributes) for r in parts[-1].resources]
            for one in overlay.closure(found):
                covered.update(file for file in one.files if is_told(file, told, project))
    return Rendered(_joined(parts), frozenset(covered))


def _is_subchart(folder: str, folders: Sequence[str]) -> bool:
    """Whether a chart is a dependency of another, which renders it too."""
    return any(folder.startswith(os.path.join(other, "charts") + os.sep) for other in folders)


def _is_used(one: Kustomization, found: Mapping[str, Kustomization]) -> bool:
    return one.is_component or any(one.folder in other.bases for other in found.values())


def _missing(name: str, path: str, project: Project) -> Loaded:
    message = f"--render needs {name} on PATH, and there is none; install it or leave --render out"
    error = DiagnosticLevel.ERROR
    return Loaded(
        diagnostics=(Diagnostic(error, "render-program", message, project.display(path)),)
    )


def _joined(parts: Sequence[Loaded]) -> Loaded:
    return Loaded(
        tuple(r for part in parts for r in part.resources),
        tuple(d for part in parts for d in part.diagnostics),
        tuple(f for part in parts for f in part.files),
        tuple(c for part in parts for c in part.comments),
    )
