"""Loading and judging files: what `trueup scan` does to a tree, be it of today or of a revision."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scanner.cli.matrix import Matrix
    from scanner.cli.packs_run import Pack
    from scanner.cli.progress import Progress
    from scanner.cli.run import Setup
    from scanner.load.discover import Inputs
    from scanner.load.recorded import Recorded
    from scanner.load.render import Rendered
    from scanner.model import Diagnostic, Loaded, Resource, Rule
    from scanner.outcome import Finding
    from scanner.project import Project
    from scanner.terraform.revisions import Revisions


# From about here on a scan takes a second or more, so that a bar is worth its import.
_MANY = 100

NO_RECORDS = "leave it or --since out, or compare with --baseline"


@dataclass(frozen=True, slots=True)
class Values:
    """What the command line gives Terraform code. given: --var and --var-file in their order.
    workspaces: --workspace, each time it is given."""

    workspace: str
    given: tuple[tuple[str, str], ...] = ()
    workspaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of files, before ignores and waivers.

    inputs: the files. findings: of what was named. rules: all that exist; ran: the ids of those
    that were asked. elsewhere: see `scanner.environments.instantiated_elsewhere`. setup: what the
    reports need of it: see `scanner.cli.recorded`.
    """

    inputs: Inputs
    loaded: Loaded
    findings: list[Finding]
    diagnostics: list[Diagnostic]
    rules: tuple[Rule, ...]
    ran: set[str]
    elsewhere: frozenset[int]
    setup: Setup


def judge_files(
    setup: Setup,
    matrix: Matrix,
    paths: Sequence[str],
    options: dict[str, Any],
    values: Values,
    *,
    piped: bytes | None = None,
    shared: Revisions | None = None,
    tracked: Callable[[str], bool] | None = None,
    pack: Pack | None = None,
) -> Judged:
    """Everything below `paths`, loaded and judged.

    piped: a plan or state from standard input. shared: what two revisions that are compared share.
    tracked: see `scanner.load.ignores.Ignores`. pack: to judge by, too, which is left open. Raises
    UsageError for what cannot be compared.
    """
    from scanner.cli.progress import progress_bar
    from scanner.engine import evaluate
    from scanner.environments import instantiated_elsewhere
    from scanner.errors import UsageError
    from scanner.load.discover import discover

    inputs = discover(paths, setup.project, setup.excludes, tracked)
    if shared is not None and inputs.named_records:
        shown = setup.project.display(inputs.named_records[0])
        raise UsageError(f"{shown}: a plan or state has no earlier revision; {NO_RECORDS}")
    if pack is not None and (inputs.terraform or inputs.plans or inputs.states or piped):
        # Its program loads while this one reads.
        pack.session.start()
    found = (
        inputs.terraform,
        inputs.kubernetes,
        inputs.dockerfiles,
        inputs.workflows,
        inputs.compose,
    )
    with progress_bar("Reading", sum(map(len, found)) > _MANY) as progress:
        rendered = rendered_of(inputs, setup, paths) if options["render"] else None
        known = (values.workspace, values.given, progress, matrix, rendered, shared)
        loaded = load(inputs, setup.project, setup.cache, *known)
    if pack is not None:
        from scanner.cli.packs_run import prepare_pack

        prepare_pack(loaded.resources, pack)
    policy = setup.policy
    # What was read is kept to the end: while it is judged nothing in it becomes garbage, and to
    # look through all of it for some takes as long as a tenth of the judging or more.
    gc.freeze()
    try:
        with progress_bar("Judging", len(loaded.resources) > 10 * _MANY) as progress:
            evaluation = evaluate(loaded.resources, policy.rules, policy.parameters, progress)
    finally:
        gc.unfreeze()
    asked_for = _asked_for(paths, inputs, setup.project)
    elsewhere = instantiated_elsewhere(loaded.resources)

    def counts(finding: Finding) -> bool:
        return asked_for(finding.resource) and id(finding.resource) not in elsewhere

    findings = [finding for finding in evaluation.findings if counts(finding)]
    rules, ran = setup.rules, {rule.id for rule in policy.rules}
    diagnostics = [*loaded.diagnostics, *evaluation.diagnostics]
    declared = loaded.resources
    records: tuple[Recorded, ...] = ()
    comparing = None
    if pack is not None:
        from scanner.cli.packs_drift import Comparing

        comparing = Comparing(pack, setup)
    if inputs.plans or inputs.states or piped is not None:
        from scanner.cli.recorded import judge_recorded

        given = (values.workspace, values.given)
        recorded = judge_recorded(inputs, piped, setup, loaded, findings, given, comparing)
        records = recorded.records
        loaded, findings = recorded.loaded, recorded.findings
        diagnostics += recorded.diagnostics
        rules, ran = (*rules, *recorded.rules), ran | {rule.id for rule in recorded.rules}
        setup = recorded.setup
    if pack is not None:
        from scanner.cli.packs_drift import judge_all

        judged = judge_all(declared, records, pack, setup, counts)
        findings = [*findings, *judged.findings]
        rules, ran = (*rules, *judged.rules), ran | {rule.id for rule in judged.rules}
        diagnostics += judged.diagnostics
        if comparing is not None:
            diagnostics += [d for d in comparing.diagnostics if d not in judged.diagnostics]
    return Judged(inputs, loaded, findings, diagnostics, rules, ran, elsewhere, setup)


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


def rendered_of(inputs: Inputs, setup: Setup, paths: Sequence[str]) -> Rendered | None:
    """What charts and overlays render to; None when there are none."""
    if not inputs.charts and not inputs.kustomizations:
        return None
    from scanner.cli.config import tree_root
    from scanner.load.render import render

    boundary = tree_root(paths or (".",), setup.project)
    return render(inputs.charts, inputs.kustomizations, setup.project, boundary)


def load(
    inputs: Inputs,
    project: Project,
    cache: str | None,
    workspace: str,
    given: tuple[tuple[str, str], ...],
    progress: Progress | None = None,
    matrix: Matrix | None = None,
    rendered: Rendered | None = None,
    revisions: Revisions | None = None,
) -> Loaded:
    """Every input, loaded; a loader's module is imported only when it has work.

    cache: the user's folder for parsed files. matrix: the environments that Terraform roots are
    evaluated in. rendered: charts and overlays. revisions: what the code of another revision shares
    with this one's.
    """
    from scanner.model import Loaded

    parts = [Loaded(diagnostics=inputs.diagnostics)]
    if inputs.terraform:
        from scanner.cli.evaluation import load_code

        several = matrix.of if matrix is not None and matrix.entries else None
        parts.append(
            load_code(
                inputs.terraform,
                project,
                given,
                workspace,
                cache,
                environments=several,
                revisions=revisions,
            )
        )
        if progress is not None:
            progress(1, 2)
    if rendered is not None:
        parts.append(rendered.loaded)
    manifests = [m for m in inputs.kubernetes if rendered is None or m not in rendered.covered]
    if manifests:
        from scanner.load.kubernetes import load_kubernetes

        parts.append(load_kubernetes(manifests, project))
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
        from scanner.load.api_objects import unread_manifests, with_api_objects

        parts.append(Loaded(diagnostics=tuple(unread_manifests(resources))))
        resources = with_api_objects(resources)
    return Loaded(
        resources=resources,
        diagnostics=tuple(d for part in parts for d in part.diagnostics),
        files=tuple(f for part in parts for f in part.files),
        comments=tuple(c for part in parts for c in part.comments),
    )
