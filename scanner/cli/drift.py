"""`trueup drift`: is what is live still what was declared?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from scanner.cli import drift_kubernetes as kubernetes
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

if TYPE_CHECKING:
    from scanner.cli.packs_drift import Comparing
    from scanner.cli.run import Setup

_LIVE = (
    click.option("--state", "states", multiple=True, metavar="PATH|URL|-",
                 help="The state: a file, a glob, a URL such as s3://BUCKET/KEY or - for "
                 "standard input, instead of the one the backend block names."),
    click.option("--no-state", is_flag=True, help="Compare code with live alone."),
    click.option("--no-code", is_flag=True, help="Compare the state with live alone."),
    click.option("--plan", metavar="FILE|-",
                 help="Compare nothing live: tell what a plan (of `terraform show -json`) found "
                 "changed outside of Terraform."),
    click.option("--region", metavar="NAME", help="The AWS region, where nothing else tells."),
    click.option("--assume-role", "roles", multiple=True, metavar="ARN",
                 help="A role to read the resources of its account as; also lets a provider or "
                 "backend block that names it, or a Google service account, use it. Several, for "
                 "several accounts."),
    click.option("--profile", "profiles", multiple=True, metavar="NAME",
                 help="An AWS profile to read as; of several the one that a provider names."),
    click.option("--allow-endpoint", "endpoints", multiple=True, metavar="URL",
                 help="An endpoint that a backend block may send requests to."),
    click.option("--google-project", metavar="ID", help="The project, where nothing else tells."),
    click.option("--google-assets", metavar="FILE", type=click.Path(),
                 help="Read what is live on Google Cloud from a file of `gcloud asset export`, "
                 "without credentials."),
    click.option("--strict", is_flag=True, help="Also show what every account has."),
    click.option("--no-unmanaged", is_flag=True, help="Do not look for what nobody manages."),
    click.option("--all-types", is_flag=True,
                 help="Look for what nobody manages among all types that can be read, not only "
                 "those that the code or the state has."),
    click.option("--no-actors", is_flag=True,
                 help="Do not ask CloudTrail who changed what."),
    click.option("--workers", default=16, show_default=True, type=click.IntRange(1, 64),
                 help="Requests at a time."),
    click.option("--write-imports", metavar="FILE", type=click.Path(dir_okay=False),
                 help="Write import blocks for unmanaged resources to a new file."),
    click.option("--write-patch", metavar="FILE", type=click.Path(dir_okay=False),
                 help="Write a patch that takes over live values into the code to a new file."),
    click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
                 help="Read live no longer than this; what is left is unread."),
    click.option("--types", "list_types", is_flag=True,
                 help="List the resource types that can be read live, and how deeply."),
    click.option("--type", "type_patterns", multiple=True, metavar="TYPE",
                 help="With --types: tell all of this type; * and ? are wildcards."),
)  # fmt: skip


def _live_options(function: Any) -> Any:
    for option in reversed((*_LIVE, *kubernetes.OPTIONS)):
        function = option(function)
    return function


@click.command(short_help="Compare code, state and live resources.")
@click.argument("root", default=".", type=click.Path())
@_live_options
@terraform_options
@environment_options
@pack_options
@judging_options
@auditing_options
@reporting_options
@click.pass_context
def drift(ctx: click.Context, /, root: str, **options: Any) -> int:
    """Compare what the Terraform root module ROOT declares, what its state records and what is
    live, attribute by attribute.

    A ROOT with Kubernetes manifests and no Terraform code is compared with the cluster of the
    kubeconfig instead.

    Only reads. The state is found from the backend block, or named with --state. Credentials come
    from the platforms' ordinary chains.
    """
    if options["list_types"]:
        from scanner.cli.drift_types import list_types

        return list_types(options["type_patterns"], options["format_"])
    return _drift(ctx, root, options)


def _drift(ctx: click.Context, root: str, options: dict[str, Any]) -> int:
    from scanner.cli.drift_remedies import check_new_files
    from scanner.cli.packs_drift import Comparing, opened_pack
    from scanner.cli.run import prepare
    from scanner.errors import UsageError

    if options["type_patterns"]:
        raise UsageError("--type goes with --types")
    folder = os.path.realpath(root)
    if not os.path.exists(folder):
        raise UsageError(f"{root}: not a folder; name the folder of a root module or of manifests")
    setup = prepare((root,), options)
    check_new_files(options)
    with opened_pack(options, setup) as pack:
        packed = None if pack is None else Comparing(pack, setup)
        inputs = kubernetes.inputs_for(root, setup, options)
        if inputs is not None:
            return kubernetes.drift_kubernetes(root, inputs, setup, ctx, options, packed)
        if not os.path.isdir(folder):
            raise UsageError(f"{root}: not a folder; name the folder of a root module")
        return _drift_terraform(ctx, root, folder, setup, options, packed)


def _drift_terraform(
    ctx: click.Context,
    root: str,
    folder: str,
    setup: Setup,
    options: dict[str, Any],
    packed: Comparing | None,
) -> int:
    """Compare, weigh, report. packed: judges beside the rules."""
    from dataclasses import replace

    from scanner.cli.baseline import judge_baseline
    from scanner.cli.drift_config import drift_ignores
    from scanner.cli.drift_remedies import write_remedies
    from scanner.cli.drift_views import compare_all, read_views
    from scanner.cli.matrix import read_matrix
    from scanner.cli.run import judge_waivers, make_report, publish
    from scanner.drift import RULES, results
    from scanner.model import DiagnosticLevel

    ignores = drift_ignores(setup.settings)
    matrix = read_matrix(
        variables(ctx), workspaces(ctx), options, setup.project, setup.settings, setup.tree
    )
    given = variables(ctx)
    if options["plan"] is not None:
        from scanner.cli.drift_plan import read_plan_drift

        found = read_plan_drift(folder, setup, matrix, given, ignores, options, packed)
    else:
        views = read_views(folder, root, setup, matrix, given, options)
        found = compare_all(views, setup, ignores, options, packed)
    judged = judge_waivers(
        setup,
        [*setup.rules, *RULES.values()],
        {rule.id for rule in RULES.values()},
        found.findings,
        found.code,
    )
    unread = any(d.level is DiagnosticLevel.ERROR for d in found.diagnostics)
    findings, absent = judge_baseline(
        options["baseline"],
        judged.findings,
        lambda rule: rule.startswith("drift-"),
        {setup.project.scope(folder), *(one.resource.scope for one in judged.findings)},
        complete=not unread,
    )
    unmanaged = options["plan"] is None and not options["no_unmanaged"]
    counts = found.coverage.types.values()
    report = make_report(
        "drift",
        found.setup,
        results(findings, options["with_passes"]),
        [
            *found.diagnostics,
            *(packed.diagnostics if packed is not None else ()),
            *judged.diagnostics,
            *absent,
            *ignores.diagnostics(unmanaged),
        ],
        replace(found.coverage, files=len(found.code.files)),
        (sum(one.compared for one in counts), sum(one.total for one in counts)),
        matrix.evaluated,
        baseline=options["baseline"] is not None,
    )
    if is_audit(options):
        from scanner.cli.audit import audited
        from scanner.cli.audit_scope import looked_at_drift

        looked = looked_at_drift(report, setup, options, folder, given, findings)
        report = audited(report, setup, options, looked)
    publish(report, options["format_"], options["outputs"], options["with_passes"])
    write_remedies(report, options)
    return report.exit_code
