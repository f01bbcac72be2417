"""`trueup scan`: judge declared infrastructure by the rulebook."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from scanner.cli.live_scan import with_live_options
from scanner.cli.options import (
    auditing_options,
    environment_options,
    is_audit,
    judging_options,
    reporting_options,
    terraform_options,
    variables,
    workspaces,
)

if TYPE_CHECKING:
    from scanner.cli.matrix import Matrix
    from scanner.cli.progress import Progress
    from scanner.cli.run import Setup
    from scanner.cli.since import Earlier
    from scanner.load.discover import Inputs
    from scanner.load.render import Rendered
    from scanner.model import Diagnostic, Loaded, Resource, Rule
    from scanner.outcome import Finding, Gone, Result
    from scanner.project import Project
    from scanner.terraform.revisions import Revisions


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


NO_RECORDS = "leave it or --since out, or compare with --baseline"


@click.command(short_help="Judge what code declares.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--render",
    is_flag=True,
    help="Render Helm charts and Kustomize overlays, with the programs on PATH.",
)
@click.option(
    "--import-sarif",
    "imports",
    multiple=True,
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Let the results of another scanner, as SARIF, join the gate; may be repeated.",
)
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="NAME",
    help="Judge by another scanner's checks, too: checkov, or checkov:all for those as well that a "
    "rule answers.",
)
@click.option(
    "--checkov-python",
    metavar="PATH",
    envvar="TRUEUP_CHECKOV_PYTHON",
    type=click.Path(),
    help="The Python of an environment that has Checkov, instead of what `trueup packs install` "
    "makes.",
)
@click.option(
    "--since",
    metavar="REF",
    help="Count only what is new since the branch, tag or commit REF (or since the change "
    "branched off from it), by REF's policy.",
)
@terraform_options
@environment_options
@with_live_options
@judging_options
@auditing_options
@reporting_options
@click.pass_context
def scan(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> int:
    """Judge the Terraform, Kubernetes, Dockerfile and workflow files in PATHS.

    PATHS are folders or files; the current directory by default. A file may also be a Terraform
    plan (of `terraform show -json`) or state; - reads one from standard input. Nothing is
    executed, downloaded or sent.

    With --live, what is live on a platform is judged instead, by the same rules.
    """
    if options["live"]:
        from scanner.cli.live_scan import scan_live
        from scanner.errors import UsageError

        if options["since"] is not None:
            raise UsageError(
                "--live judges a platform, and --since compares revisions of files; leave one "
                "out, or compare with --baseline"
            )
        if paths:
            raise UsageError(
                "--live judges a platform and no files; leave PATHS out, or compare both with "
                "`trueup drift`"
            )
        if options["imports"]:
            raise UsageError("--import-sarif joins a scan of files; leave --live out")
        if options["packs"]:
            raise UsageError("--pack judges what files declare; leave --live out")
        return scan_live(options)
    wanted = paths or (".",)
    values = Values(options["workspace"], variables(ctx), workspaces(ctx))
    if options["since"] is None:
        return _scan(wanted, options, values, None)
    from scanner.cli.since import earlier_revision

    with earlier_revision(wanted, options, values) as before:
        return _scan(wanted, options, values, before)


@dataclass(frozen=True, slots=True)
class Values:
    """What the command line gives Terraform code. given: --var and --var-file in their order.
    workspaces: --workspace, each time it is given."""

    workspace: str
    given: tuple[tuple[str, str], ...] = ()
    workspaces: tuple[str, ...] = ()


def _scan(
    wanted: Sequence[str], options: dict[str, Any], values: Values, before: Earlier | None
) -> int:
    """Judge what was named and report it. before: the revision to compare with."""
    from scanner.cli.imports import join
    from scanner.cli.matrix import read_matrix
    from scanner.cli.run import judge_waivers, make_report, prepare, publish
    from scanner.environments import distinct
    from scanner.model import Diagnostic, DiagnosticLevel, Kind
    from scanner.outcome import Coverage

    piped = standard_input() if "-" in wanted else None
    on_disk = tuple(path for path in wanted if path != "-")
    if before is None:
        setup = prepare(on_disk or (".",), options)
        matrix = read_matrix(
            values.given, values.workspaces, options, setup.project, setup.settings, setup.tree
        )
    else:
        setup, matrix = before.setup, before.matrix
    shared, tracked = (None, None) if before is None else (before.shared, before.is_tracked)
    judged = judge_files(
        setup, matrix, on_disk, options, values, piped=piped, shared=shared, tracked=tracked
    )
    joined = join(options["imports"], judged.setup, judged.loaded)
    setup, loaded, ran = joined.setup, joined.loaded, judged.ran
    policy = setup.policy
    plain = [*judged.findings, *joined.findings]
    ignored = judge_waivers(setup, judged.rules, ran, plain, loaded, values.workspace, joined.tools)
    diagnostics = [
        *judged.diagnostics,
        *joined.diagnostics,
        *ignored.diagnostics,
        *matrix.unused(),
    ]
    findings: Sequence[Finding] = ignored.findings
    gone: tuple[Gone, ...] = ()
    if before is not None:
        compared = before.compare(plain, findings, diagnostics)
        findings, gone = compared.findings, compared.gone
        diagnostics += compared.diagnostics
    if options["baseline"] is not None:
        from scanner.cli.baseline import judge_baseline

        path = options["baseline"]
        findings, absent = judge_baseline(
            path if before is None else before.trusted(path),
            findings,
            lambda rule: joined.asked(ran, rule),
            {*(resource.scope for resource in loaded.resources), *joined.scopes},
            complete=not any(d.level is DiagnosticLevel.ERROR for d in diagnostics),
            shown=path,
        )
        diagnostics += absent
    if not loaded.files and not any(d.level is DiagnosticLevel.ERROR for d in diagnostics):
        message = (
            f"nothing to scan in {', '.join(wanted)}: no Terraform, Kubernetes, Dockerfile, "
            "Compose or workflow file, no plan and no state; name a folder that holds some"
        )
        diagnostics.append(Diagnostic(DiagnosticLevel.ERROR, "no-input", message))
    if not policy.rules:
        message = "no rule is left to run; enable some in the policy or the configuration"
        diagnostics.append(Diagnostic(DiagnosticLevel.ERROR, "no-rules", message))
    opens = sum(1 for finding in findings if finding.kind is Kind.OPEN)
    judged_resources = [
        resource
        for resource in loaded.resources
        if _is_counted(resource) and id(resource) not in judged.elsewhere
    ]
    unseen = sum(1 for d in diagnostics if d.code in ("module-not-installed", "templated-yaml"))
    total = len(findings) + unseen
    report = make_report(
        "scan",
        setup,
        _results(findings, options["with_passes"]),
        diagnostics,
        Coverage(files=len(loaded.files), resources=distinct(judged_resources)),
        (total - opens - unseen, total),
        matrix.evaluated,
        options["baseline"] is not None,
        options["since"],
        gone,
    )
    if policy.frameworks:
        from scanner.compliance import comply

        report = replace(report, compliance=comply(policy.frameworks, findings))
    if is_audit(options):
        from scanner.cli.audit import audited
        from scanner.cli.audit_scope import Code, looked_at_code

        code = Code(
            wanted,
            judged.inputs,
            loaded,
            ran,
            matrix.evaluated,
            findings,
            joined.whole,
            joined.series,
        )
        looked = looked_at_code(report, setup, options, values.given, code)
        report = audited(report, setup, options, looked)
    publish(report, options["format_"], options["outputs"], options["with_passes"])
    return report.exit_code


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
) -> Judged:
    """Everything below `paths`, loaded and judged.

    piped: a plan or state from standard input. shared: what two revisions that are compared share.
    tracked: see `scanner.load.ignores.Ignores`. Raises UsageError for what cannot be compared.
    """
    from scanner.cli.progress import progress_bar
    from scanner.engine import evaluate
    from scanner.environments import instantiated_elsewhere
    from scanner.errors import UsageError
    from scanner.load.discover import discover

    pack = None
    if options["packs"] or (setup.settings is not None and setup.settings.values.get("packs")):
        from scanner.cli.packs_run import find_pack

        # Before the work is done, and not after it.
        pack = find_pack(options, setup)
    inputs = discover(paths, setup.project, setup.excludes, tracked)
    if shared is not None and inputs.named_records:
        shown = setup.project.display(inputs.named_records[0])
        raise UsageError(f"{shown}: a plan or state has no earlier revision; {NO_RECORDS}")
    found = (
        inputs.terraform,
        inputs.kubernetes,
        inputs.dockerfiles,
        inputs.workflows,
        inputs.compose,
    )
    with progress_bar("Reading", sum(map(len, found)) > _MANY) as progress:
        rendered = rendered_of(inputs, setup, paths) if options["render"] else None
        loaded = load(
            inputs, setup, values.workspace, values.given, progress, matrix, rendered, shared
        )
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
    if inputs.plans or inputs.states or piped is not None:
        from scanner.cli.recorded import judge_recorded

        given = (values.workspace, values.given)
        recorded = judge_recorded(inputs, piped, setup, loaded, findings, given)
        loaded, findings = recorded.loaded, recorded.findings
        diagnostics += recorded.diagnostics
        rules, ran = (*rules, *recorded.rules), ran | {rule.id for rule in recorded.rules}
        setup = recorded.setup
    if pack is not None:
        from scanner.cli.packs_run import run_pack

        judged = run_pack(loaded.resources, pack, setup)
        findings = [*findings, *(one for one in judged.findings if counts(one))]
        rules, ran = (*rules, *judged.rules), ran | {rule.id for rule in judged.rules}
        diagnostics += judged.diagnostics
    return Judged(inputs, loaded, findings, diagnostics, rules, ran, elsewhere, setup)


def standard_input(command: str = "scan -") -> bytes:
    """All of it, as far as a plan or state may go; UsageError for a terminal.

    command: what to pipe into, for the message.
    """
    import sys

    from scanner.errors import UsageError
    from scanner.terraform.recorded import MAX_BYTES

    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError(
            "nothing comes on standard input; pipe a plan into it: "
            f"terraform show -json FILE | trueup {command}"
        )
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _results(findings: Sequence[Finding], with_passes: bool) -> list[Result]:
    from scanner.grouping import group

    drift = [finding for finding in findings if finding.drift is not None]
    if not drift:
        return group(findings, with_passes)
    from scanner.drift import results

    policy = [finding for finding in findings if finding.drift is None]
    return [*group(policy, with_passes), *results(drift, with_passes)]


def _is_counted(resource: Resource) -> bool:
    """Whether the coverage counts it: not Terraform's own blocks, nor the object that a
    kubernetes_* resource declares, which is that resource once more."""
    return resource.type not in _OWN_BLOCKS and not (
        resource.type[:1].isupper() and "kubernetes_" in resource.address
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
    setup: Setup,
    workspace: str,
    given: tuple[tuple[str, str], ...],
    progress: Progress | None = None,
    matrix: Matrix | None = None,
    rendered: Rendered | None = None,
    revisions: Revisions | None = None,
) -> Loaded:
    """Every input, loaded; a loader's module is imported only when it has work.

    matrix: the environments that Terraform roots are evaluated in. rendered: charts and overlays.
    revisions: what the code of another revision shares with this one's.
    """
    from scanner.model import Loaded

    project = setup.project
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
                setup.cache,
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
