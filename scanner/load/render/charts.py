"""Helm charts: `helm template`, each object located in the template that it comes from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from scanner.load.kubernetes import objects_of
from scanner.load.render.programs import RenderError, run
from scanner.load.source import TextFile, read_text
from scanner.load.yaml_positions import parse_yaml
from scanner.model import Diagnostic, DiagnosticLevel, Loaded, Location, Path, Resource
from scanner.project import Project

_SOURCE = re.compile(r"^# Source: ([^\n]{1,1000})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TemplateSource:
    """The template of an object: where in it a value is made only Helm knows."""

    location: Location

    def locate(self, path: Path) -> Location:
        """See `scanner.model.Source`."""
        return self.location


def render_chart(folder: str, helm: str, project: Project) -> Loaded:
    """The objects of a chart with its own values."""
    display = project.display(os.path.join(folder, "Chart.yaml"))
    try:
        text = run([helm, "template", "release", "."], folder)
    except RenderError as problem:
        message = f"helm cannot render this chart: {problem}"
        error = DiagnosticLevel.ERROR
        return Loaded(diagnostics=(Diagnostic(error, "render-failed", message, display),))
    resources: list[Resource] = []
    files: dict[str, TextFile | None] = {}
    for source, document in _documents(text):
        path = _template(folder, source)
        if path not in files:
            read = read_text(path, project)
            files[path] = read if isinstance(read, TextFile) else None
        file = files[path]
        shown = project.display(path) if file is None else file.path
        location = Location(shown) if file is None else file.first_line(0, len(file.text))
        scope = project.scope(folder)
        origin = TemplateSource(location)
        for parsed in parse_yaml(document).documents:
            resources += objects_of(parsed.value, partial(_same, origin), scope)
    return Loaded(tuple(resources), (), tuple(file.path for file in files.values() if file))


def _same(source: TemplateSource, _: Mapping[str, Any]) -> TemplateSource:
    return source


def _documents(text: str) -> Iterator[tuple[str, str]]:
    """(template, text) of each part of what Helm prints; it names the template above each."""
    marks = list(_SOURCE.finditer(text))
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        part = text[mark.end() : end]
        yield mark[1].strip(), part.removesuffix("---\n")


def _template(folder: str, source: str) -> str:
    """The file of ``CHART/templates/x.yaml``; never one outside of the chart."""
    relative = os.path.normpath(source.partition("/")[2])
    if relative.startswith("..") or os.path.isabs(relative):
        relative = "Chart.yaml"
    return os.path.join(folder, relative)
