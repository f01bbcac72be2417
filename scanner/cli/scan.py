"""`trueup scan`: judge declared infrastructure by the rulebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from scanner.cli.files import Values, judge_files
from scanner.cli.live_scan import with_live_options
from scanner.cli.options import (
    auditing_options,
    environment_options,
    is_audit,
    judging_options,
    pack_options,
    reporting_options,
    terraform_options,
    variables,
    workspaces,
)
from scanner.model import Diagnostic, DiagnosticLevel, Kind, Origin

if TYPE_CHECKING:
    from scanner.cli.matrix import Matrix
    from scanner.cli.packs_run import Pack
    from scanner.cli.run import Setup
    from scanner.cli.since import Earlier
    from scanner.model import Resource
    from scanner.outcome import Finding, Gone, Result
    from scanner.policy import Policy


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
@pack_options
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
        return scan_live(options)
    wanted = paths or (".",)
    values = Values(options["workspace"], variables(ctx), workspaces(ctx))
    if options["since"] is None:
        return _scan(wanted, options, values, None)
    from scanner.cli.since import earlier_revision

    with earlier_revision(wanted, options, values) as before:
        return _scan(wanted, options, values, before)


def _scan(
    wanted: Sequence[str], options: dict[str, Any], values: Values, before: Earlier | None
) -> int:
    """Judge what was named and report it. before: the revision to compare with."""
    from scanner.cli.matrix import read_matrix
    from scanner.cli.run import prepare

    on_disk = tuple(path for path in wanted if path != "-")
    if before is None:
        setup = prepare(on_disk or (".",), options)
        matrix = read_matrix(
            values.given, values.workspaces, options, setup.project, setup.settings, setup.tree
        )
    else:
        setup, matrix = before.setup, before.matrix
    # Before the work is done, and not after it.
    pack = _pack(options, setup)
    with nullcontext() if pack is None else pack.session:
        return _judge(wanted, options, values, before, setup, matrix, pack)


def _pack(options: dict[str, Any], setup: Setup) -> Pack | None:
    if not (setup.packs or options["external_checks"]):
        return None
    from scanner.cli.packs_run import find_pack

    return find_pack(options, setup)


def _judge(
    wanted: Sequence[str],
    options: dict[str, Any],
    values: Values,
    before: Earlier | None,
    setup: Setup,
    matrix: Matrix,
    pack: Pack | None,
) -> int:
    from scanner.cli.imports import join
    from scanner.cli.run import judge_waivers, make_report, publish
    from scanner.environments import distinct
    from scanner.outcome import Coverage

    piped = standard_input() if "-" in wanted else None
    on_disk = tuple(path for path in wanted if path != "-")
    shared, tracked = (None, None) if before is None else (before.shared, before.is_tracked)
    judged = judge_files(
        setup,
        matrix,
        on_disk,
        options,
        values,
        piped=piped,
        shared=shared,
        tracked=tracked,
        pack=pack,
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
        compared = before.compare(plain, findings, diagnostics, pack)
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
    # Results of others alone may be all there is to judge, but not where a folder was named.
    read = loaded.files if tuple(wanted) == (".",) else judged.loaded.files
    diagnostics += _nothing_done(wanted, read, policy, diagnostics)
    judged_resources = [
        resource
        for resource in loaded.resources
        if _is_counted(resource) and id(resource) not in judged.elsewhere
    ]
    report = make_report(
        "scan",
        setup,
        _results(findings, options["with_passes"]),
        diagnostics,
        Coverage(files=len(loaded.files), resources=distinct(judged_resources)),
        _decided(findings, diagnostics),
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

        found = (wanted, judged.inputs, loaded, ran, matrix.evaluated, findings)
        code = Code(*found, joined.whole, joined.series)
        looked = looked_at_code(report, setup, options, values.given, code)
        report = audited(report, setup, options, looked)
    publish(report, options["format_"], options["outputs"], options["with_passes"])
    return report.exit_code


def _nothing_done(
    wanted: Sequence[str],
    read: Sequence[str],
    policy: Policy,
    diagnostics: Sequence[Diagnostic],
) -> Iterator[Diagnostic]:
    """Errors for a run that judged nothing: it must not look clean."""
    if not read and not any(d.level is DiagnosticLevel.ERROR for d in diagnostics):
        message = (
            f"nothing to scan in {', '.join(wanted)}: no Terraform, Kubernetes, Dockerfile, "
            "Compose or workflow file, no plan and no state; name a folder that holds some"
        )
        yield Diagnostic(DiagnosticLevel.ERROR, "no-input", message)
    if not policy.rules:
        message = "no rule is left to run; enable some in the policy or the configuration"
        yield Diagnostic(DiagnosticLevel.ERROR, "no-rules", message)


def _decided(findings: Sequence[Finding], diagnostics: Sequence[Diagnostic]) -> tuple[int, int]:
    """How much was decided, of how much. What other scanners decided says nothing of that."""
    own = [one for one in findings if one.resource.origin is not Origin.IMPORTED]
    opens = sum(1 for finding in own if finding.kind is Kind.OPEN)
    unseen = sum(1 for d in diagnostics if d.code in ("module-not-installed", "templated-yaml"))
    total = len(own) + unseen
    return total - opens - unseen, total


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
