"""`trueup scan`: judge declared infrastructure by the rulebook."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from scanner.cli.options import (
    judging_options,
    reporting_options,
    terraform_options,
    variables,
)

if TYPE_CHECKING:
    from scanner.cli.progress import Progress
    from scanner.cli.run import Setup
    from scanner.load.discover import Inputs
    from scanner.model import Loaded, Resource
    from scanner.project import Project


# From about here on a scan takes a second or more, so that a bar is worth its import.
_MANY = 100

# Judged like resources, but every call of a module has its variables again: counted with the
# rest, they would be most of it.
_OWN_BLOCKS = frozenset(
    {
        "terraform_check",
        "terraform_import",
        "terraform_module",
        "terraform_output",
        "terraform_provider",
        "terraform_removed",
        "terraform_settings",
        "terraform_variable",
    }
)


@click.command(short_help="Judge what code declares.")
@click.argument("paths", nargs=-1, type=click.Path())
@terraform_options
@judging_options
@reporting_options
@click.pass_context
def scan(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> int:
    """Judge the Terraform, Kubernetes, Dockerfile and workflow files in PATHS.

    PATHS are folders or files; the current directory by default. Nothing is executed, downloaded
    or sent.
    """
    from scanner.cli.progress import progress_bar
    from scanner.cli.run import judge_waivers, make_report, prepare, publish
    from scanner.engine import evaluate
    from scanner.grouping import group
    from scanner.load.discover import discover
    from scanner.model import Coverage, Diagnostic, DiagnosticLevel, Kind

    wanted = paths or (".",)
    setup = prepare(wanted, options)
    inputs = discover(wanted, setup.project, setup.excludes)
    found = (
        inputs.terraform,
        inputs.kubernetes,
        inputs.dockerfiles,
        inputs.workflows,
        inputs.compose,
    )
    with progress_bar("Reading", sum(map(len, found)) > _MANY) as progress:
        loaded = load(inputs, setup, options["workspace"], variables(ctx), progress)
    policy = setup.policy
    with progress_bar("Judging", len(loaded.resources) > 10 * _MANY) as progress:
        evaluation = evaluate(loaded.resources, policy.rules, policy.parameters, progress)
    asked_for = _asked_for(wanted, inputs, setup.project)
    findings = [finding for finding in evaluation.findings if asked_for(finding.resource)]
    ran = {rule.id for rule in setup.policy.rules}
    judged = judge_waivers(setup, setup.rules, ran, findings, loaded)
    diagnostics = [*loaded.diagnostics, *evaluation.diagnostics, *judged.diagnostics]
    if not loaded.files and not any(d.level is DiagnosticLevel.ERROR for d in diagnostics):
        message = (
            f"nothing to scan in {', '.join(wanted)}: no Terraform, Kubernetes, Dockerfile, "
            "Compose or workflow file; name a folder that holds some"
        )
        diagnostics.append(Diagnostic(DiagnosticLevel.ERROR, "no-input", message))
    if not policy.rules:
        message = "no rule is left to run; enable some in the policy or the configuration"
        diagnostics.append(Diagnostic(DiagnosticLevel.ERROR, "no-rules", message))
    opens = sum(1 for finding in judged.findings if finding.kind is Kind.OPEN)
    unseen = sum(1 for d in diagnostics if d.code in ("module-not-installed", "templated-yaml"))
    total = len(judged.findings) + unseen
    report = make_report(
        "scan",
        setup,
        group(judged.findings, options["with_passes"]),
        diagnostics,
        Coverage(files=len(loaded.files), resources=_count(loaded.resources)),
        (total - opens - unseen, total),
    )
    if policy.frameworks:
        from scanner.compliance import comply

        report = replace(report, compliance=comply(policy.frameworks, judged.findings))
    publish(report, options["format_"], options["outputs"], options["with_passes"])
    return report.exit_code


def _count(resources: Sequence[Resource]) -> int:
    # The object that a kubernetes_* resource declares is that resource once more.
    return sum(
        1
        for resource in resources
        if resource.type not in _OWN_BLOCKS
        and not (resource.type[:1].isupper() and "kubernetes_" in resource.address)
    )


def _asked_for(
    paths: Sequence[str], inputs: Inputs, project: Project
) -> Callable[[Resource], bool]:
    """Whether a resource is in what was named. A Terraform file is evaluated with its whole
    folder, but when the file alone is named only what it declares (and calls) is reported."""
    folders = [os.path.realpath(path) for path in paths if os.path.isdir(path)]
    alone = {
        os.path.dirname(file)
        for file in inputs.named_files
        if not any(_is_below(os.path.dirname(file), folder) for folder in folders)
    }
    named = {project.display(file) for file in inputs.named_files}
    shown = {project.display(folder) for folder in alone}

    def asked_for(resource: Resource) -> bool:
        top = resource.calls[0].location if resource.calls else resource.source.locate(())
        return (os.path.dirname(top.path) or ".") not in shown or top.path in named

    return asked_for


def _is_below(path: str, folder: str) -> bool:
    return os.path.commonpath([path, folder]) == folder


def load(
    inputs: Inputs,
    setup: Setup,
    workspace: str,
    given: tuple[tuple[str, str], ...],
    progress: Progress | None = None,
) -> Loaded:
    """Every input, loaded; a loader's module is imported only when it has work."""
    from scanner.model import Diagnostic, DiagnosticLevel, Loaded

    project = setup.project
    unread = [
        Diagnostic(
            DiagnosticLevel.NOTE,
            "input-not-read",
            f"this Terraform {kind} is not judged yet; scan the code that it comes from",
            project.display(path),
        )
        for kind, paths in (("plan", inputs.plans), ("state", inputs.states))
        for path in paths
    ]
    parts = [Loaded(diagnostics=(*inputs.diagnostics, *unread))]
    if inputs.terraform:
        from scanner.cli.evaluation import load_code

        parts.append(load_code(inputs.terraform, project, given, workspace, setup.cache))
        if progress is not None:
            progress(1, 2)
    if inputs.kubernetes:
        from scanner.load.kubernetes import load_kubernetes

        parts.append(load_kubernetes(inputs.kubernetes, project))
    if inputs.dockerfiles:
        from scanner.load.dockerfile import load_dockerfiles

        parts.append(load_dockerfiles(inputs.dockerfiles, project))
    if inputs.compose:
        from scanner.load.compose import load_compose

        parts.append(load_compose(inputs.compose, project))
    if inputs.workflows:
        from scanner.load.workflow import load_workflows

        parts.append(load_workflows(inputs.workflows, project))
    resources = tuple(r for part in parts for r in part.resources)
    if any(r.type.startswith("kubernetes_") for r in resources):
        from scanner.load.api_objects import with_api_objects

        resources = with_api_objects(resources)
    return Loaded(
        resources=resources,
        diagnostics=tuple(d for part in parts for d in part.diagnostics),
        files=tuple(f for part in parts for f in part.files),
        comments=tuple(c for part in parts for c in part.comments),
    )
