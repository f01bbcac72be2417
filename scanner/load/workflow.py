"""GitHub workflows -> one resource each, with every key a string, ``on`` among them."""

from __future__ import annotations

from collections.abc import Sequence

from scanner.load.kubernetes import YamlSource, ignore_comments, yaml_diagnostic
from scanner.load.source import read_text
from scanner.load.yaml_positions import parse_yaml
from scanner.load.yaml_scalars import core_scalar
from scanner.model import Comment, Diagnostic, DiagnosticLevel, Loaded, Origin, Resource
from scanner.project import Project


def load_workflows(files: Sequence[str], project: Project) -> Loaded:
    """The workflows in the files (absolute paths). Never raises for what is on disk.

    A resource has type ``github_workflow``, address ``workflow``, the file as its scope, and the
    workflow's own keys as attributes: ``on``, ``jobs``, ``permissions``...
    Diagnostics: those of `scanner.load.source.read_text`, yaml-syntax, yaml-duplicate-key,
    yaml-too-complex and workflow-shape.
    """
    resources: list[Resource] = []
    diagnostics: list[Diagnostic] = []
    comments: list[Comment] = []
    read: list[str] = []
    for path in files:
        text = read_text(path, project)
        if isinstance(text, Diagnostic):
            diagnostics.append(text)
            continue
        read.append(text.path)
        parsed = parse_yaml(text.text, core_scalar)
        diagnostics += [yaml_diagnostic(text, problem) for problem in parsed.problems]
        document = parsed.documents[0] if parsed.documents else None
        if document is not None and isinstance(document.value, dict):
            source = YamlSource(text, document)
            scope = project.scope(path)
            resources.append(
                Resource("github_workflow", "workflow", document.value, Origin.CODE, source, scope)
            )
        elif not parsed.problems:
            message = "a workflow is a mapping with the keys `on` and `jobs`; write it or remove it"
            error = DiagnosticLevel.ERROR
            diagnostics.append(Diagnostic(error, "workflow-shape", message, text.path, 1))
        comments += ignore_comments(text, parsed.documents)
    return Loaded(tuple(resources), tuple(diagnostics), tuple(read), tuple(comments))
