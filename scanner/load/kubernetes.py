"""Kubernetes manifests -> resources, one for each API object.

Identity: the address is ``Kind.group/namespace/name``, and ``Kind/namespace/name`` in the core
group. ``-`` stands for a namespace or a name that the manifest leaves out (no object can be called
that), and ``PREFIX*`` for the name that the API server makes from ``metadata.generateName``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from scanner.identity import object_address, object_type
from scanner.load.source import IGNORE_WORDS, TextFile, read_text
from scanner.load.yaml_documents import Document, Problem
from scanner.load.yaml_positions import parse_yaml
from scanner.model import (
    Comment,
    Diagnostic,
    DiagnosticLevel,
    Loaded,
    Location,
    Origin,
    Path,
    Resource,
    Source,
)
from scanner.project import Project

_TEMPLATE: Final = re.compile(r"\{\{|\{%")


@dataclass(frozen=True, slots=True)
class YamlSource:
    """Where an object stands: in which document, and below which path for an element of a List."""

    file: TextFile
    document: Document
    prefix: Path = ()

    def locate(self, path: Path) -> Location:
        """See `scanner.model.Source`."""
        if path and self.document.value_span(self.prefix + path[:1]):
            return self.file.location(*self.document.span(self.prefix + path))
        start, end = self.document.value_span(self.prefix) or self.document.span(self.prefix)
        return self.file.first_line(start, end)

    def extent(self) -> Location:
        """The whole object."""
        return self.file.location(*self.document.span(self.prefix))

    def value_lines(self, path: Path) -> tuple[int, int]:
        """The first and the last line of the value at `path`, its key left out."""
        start, end = self.document.value_span(self.prefix + path) or self.document.span(self.prefix)
        return self.file.line(start), self.file.line(max(start, end - 1))

    def is_plain(self, path: Path) -> bool:
        """Whether the value at `path` is written, and without quotes."""
        span = self.document.value_span(self.prefix + path)
        return span is not None and self.file.text[span[0] : span[0] + 1] not in tuple("\"'|>")


def load_kubernetes(files: Sequence[str], project: Project) -> Loaded:
    """The objects of all manifests (absolute paths). Never raises for what is on disk.

    Documents without apiVersion and kind are passed over in silence: they are something else.
    Diagnostics: those of `scanner.load.source.read_text`, yaml-syntax, yaml-duplicate-key,
    yaml-too-complex, and the note templated-yaml.
    """
    resources: list[Resource] = []
    diagnostics: list[Diagnostic] = []
    comments: list[Comment] = []
    read: list[str] = []
    has_chart = cache(_has_chart)
    for path in files:
        text = read_text(path, project)
        if isinstance(text, Diagnostic):
            diagnostics.append(text)
            continue
        read.append(text.path)
        templated = _TEMPLATE.search(text.text) is not None
        if templated and has_chart(os.path.dirname(path)):
            diagnostics.append(_templated(text, 0))
            continue
        parsed = parse_yaml(_without_json_tabs(path, text.text))
        diagnostics += _problems(text, parsed.problems)
        scope = project.scope(os.path.dirname(path))
        for document in parsed.documents:
            source = YamlSource(text, document)
            resources.extend(
                _resource(item, version, kind, YamlSource(text, document, prefix), scope)
                for item, version, kind, prefix in _objects(source.document.value)
            )
        comments += ignore_comments(text, parsed.documents)
    return Loaded(tuple(resources), tuple(diagnostics), tuple(read), tuple(comments))


def objects_of(
    value: Any, source: Callable[[Mapping[str, Any]], Source], scope: str
) -> Iterator[Resource]:
    """The objects in a rendered document; `source` tells where each is from."""
    for item, version, kind, _ in _objects(value):
        yield _resource(item, version, kind, source(item), scope)


def identity_of(item: Mapping[str, Any]) -> tuple[str, str]:
    """The kind and name of an object; empty for what is no text."""
    metadata = item.get("metadata")
    name = metadata.get("name") if isinstance(metadata, dict) else None
    kind = item.get("kind")
    return kind if isinstance(kind, str) else "", name if isinstance(name, str) else ""


def ignore_comments(file: TextFile, documents: Sequence[Document]) -> list[Comment]:
    """The comments of a YAML file that may hold an ignore, in their order."""
    text = file.text
    if not any(word in text for word in IGNORE_WORDS):
        return []
    spans = sorted(span for document in documents for span in document.scalars())
    starts = [start for start, _ in spans]
    found = []
    for match in re.finditer(r"(?:^|(?<=[ \t\n]))#.*", text):
        if any(word in match.group() for word in IGNORE_WORDS) and not _within(
            spans, starts, match.start()
        ):
            found.append(file.comment(match.start()))
    return found


def _within(spans: list[tuple[int, int]], starts: list[int], offset: int) -> bool:
    from bisect import bisect_right

    index = bisect_right(starts, offset) - 1
    return index >= 0 and offset < spans[index][1]


def _objects(value: Any) -> Iterator[tuple[dict[str, Any], str, str, Path]]:
    """(object, apiVersion, kind, path in the document) of what a document holds, Lists unpacked."""
    pending: list[tuple[Any, str, str, Path]] = [(value, "", "", ())]
    while pending:
        item, version, kind, path = pending.pop()
        if not isinstance(item, dict):
            continue
        # The elements of a PodList need not repeat what they are.
        version, kind = item.get("apiVersion", version), item.get("kind", kind)
        if not (isinstance(version, str) and isinstance(kind, str) and version and kind):
            continue
        items = item.get("items")
        if kind.endswith("List") and isinstance(items, list):
            inner = kind.removesuffix("List")
            inner_version = version if inner else ""
            pending += [
                (items[index], inner_version, inner, (*path, "items", index))
                for index in reversed(range(len(items)))
            ]
        else:
            yield item, version, kind, path


def _resource(
    item: dict[str, Any], version: str, kind: str, source: Source, scope: str
) -> Resource:
    group = version.rpartition("/")[0]
    metadata = item.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    name = _name(metadata.get("name"))
    if name == "-" and isinstance(metadata.get("generateName"), str):
        name = metadata["generateName"] + "*"
    return Resource(
        type=object_type(kind, group),
        address=object_address(kind, group, _name(metadata.get("namespace")), name),
        attributes=item,
        origin=Origin.CODE,
        source=source,
        scope=scope,
    )


def _name(value: Any) -> str:
    return value if isinstance(value, str) and value else "-"


def _problems(file: TextFile, problems: Sequence[Problem]) -> Iterator[Diagnostic]:
    for problem in problems:
        if problem.code == "yaml-syntax" and _TEMPLATE.search(
            file.text, problem.start, problem.end
        ):
            yield _templated(file, problem.offset)
        else:
            yield yaml_diagnostic(file, problem)


def yaml_diagnostic(file: TextFile, problem: Problem) -> Diagnostic:
    """The error for a document that could not be read, or not in one way only."""
    messages = {
        "yaml-syntax": f"not valid YAML: {problem.message}; correct it",
        "yaml-duplicate-key": f"{problem.message} and readers differ in which one counts; keep one",
        "yaml-too-complex": f"the document was not read: {problem.message}; write it out plainly",
    }
    message = " ".join(messages[problem.code].split())
    return Diagnostic(
        DiagnosticLevel.ERROR, problem.code, message, file.path, file.line(problem.offset)
    )


def _templated(file: TextFile, offset: int) -> Diagnostic:
    return Diagnostic(
        DiagnosticLevel.NOTE,
        "templated-yaml",
        "a template, not a manifest; scan what it renders to, for a chart the output of "
        "`helm template`",
        file.path,
        file.line(offset),
    )


def _has_chart(folder: str) -> bool:
    """Whether a folder is, or is below, the ``templates`` folder of a Helm chart."""
    while True:
        parent = os.path.dirname(folder)
        if parent == folder:
            return False
        if os.path.basename(folder) == "templates" and os.path.isfile(
            os.path.join(parent, "Chart.yaml")
        ):
            return True
        folder = parent


def _without_json_tabs(path: str, text: str) -> str:
    """JSON may be indented by tabs, which YAML refuses; inside its strings there can be none."""
    return text.replace("\t", " ") if path.endswith(".json") else text
