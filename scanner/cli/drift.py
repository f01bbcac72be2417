"""`trueup drift`: is what is live still what was declared?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from scanner.cli import drift_kubernetes as kubernetes
from scanner.cli.options import (
    judging_options,
    reporting_options,
    terraform_options,
    variables,
)

if TYPE_CHECKING:
    from scanner.cli.run import Setup
    from scanner.drift import Comparison
    from scanner.live import Live, Sessions
    from scanner.model import Loaded, Resource

_LIVE = (
    click.option("--state", "states", multiple=True, metavar="PATH|URL|-",
                 help="The state: a file, a glob, a URL such as s3://BUCKET/KEY or - for "
                 "standard input, instead of the one the backend block names."),
    click.option("--no-state", is_flag=True, help="Compare code with live alone."),
    click.option("--region", metavar="NAME", help="The AWS region, where nothing else tells."),
    click.option("--assume-role", "roles", multiple=True, metavar="ARN",
                 help="A role to read the resources of its account as; also lets a provider or "
                 "backend block that names it use it. Several, for several accounts."),
    click.option("--profile", "profiles", multiple=True, metavar="NAME",
                 help="An AWS profile to read as; of several the one that a provider names."),
    click.option("--allow-endpoint", "endpoints", multiple=True, metavar="URL",
                 help="An endpoint that a backend block may send requests to."),
    click.option("--google-project", metavar="ID", help="The project, where nothing else tells."),
    click.option("--strict", is_flag=True, help="Also show what every account has."),
    click.option("--no-unmanaged", is_flag=True, help="Do not look for what nobody manages."),
    click.option("--all-types", is_flag=True,
                 help="Look for what nobody manages among all types that can be read, not only "
                 "those that the code or the state has."),
    click.option("--no-actors", is_flag=True,
                 help="Do not ask CloudTrail who changed what."),
    click.option("--workers", default=16, show_default=True, type=click.IntRange(1, 64),
                 help="Requests at a time."),
    click.option("--types", "list_types", is_flag=True,
                 help="List the resource types that can be read live, and how deeply."),
)  # fmt: skip


def _live_options(function: Any) -> Any:
    for option in reversed((*_LIVE, *kubernetes.OPTIONS)):
        function = option(function)
    return function


@click.command(short_help="Compare code, state and live resources.")
@click.argument("root", default=".", type=click.Path())
@_live_options
@terraform_options
@judging_options
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
        return _list_types(options["format_"])
    return _drift(root, variables(ctx), options)


def _drift(root: str, given: tuple[tuple[str, str], ...], options: dict[str, Any]) -> int:
    from dataclasses import replace

    from scanner.cli.run import judge_waivers, make_report, prepare, publish
    from scanner.drift import RULES, results
    from scanner.errors import UsageError

    folder = os.path.realpath(root)
    if not os.path.exists(folder):
        raise UsageError(f"{root}: not a folder; name the folder of a root module or of manifests")
    setup = prepare((root,), options)
    inputs = kubernetes.inputs_for(root, setup, options)
    if inputs is not None:
        return kubernetes.drift_kubernetes(root, inputs, setup, given, options)
    if not os.path.isdir(folder):
        raise UsageError(f"{root}: not a folder; name the folder of a root module")
    views = _read_views(folder, setup, given, options)
    if not views.code.resources and not options["states"]:
        raise UsageError(
            f"{root}: no Terraform code there, and no --state; name the folder of a root module"
        )
    comparison = _compare(views, setup, options)
    judged = judge_waivers(
        setup,
        [*setup.rules, *RULES.values()],
        {rule.id for rule in RULES.values()},
        comparison.findings,
        views.code,
    )
    diagnostics = [
        *views.code.diagnostics,
        *(d for state, _ in views.states for d in state.diagnostics),
        *comparison.diagnostics,
        *judged.diagnostics,
    ]
    counts = comparison.coverage.types.values()
    compared = sum(one.compared for one in counts)
    total = compared + sum(one.unread + one.unsupported + one.denied for one in counts)
    report = make_report(
        "drift",
        setup,
        results(judged.findings, options["with_passes"]),
        diagnostics,
        replace(comparison.coverage, files=len(views.code.files)),
        (compared, total),
    )
    publish(report, options["format_"], options["outputs"], options["with_passes"])
    return report.exit_code


@dataclass(frozen=True, slots=True)
class _Views:
    """code: the evaluated root, with references resolved from the states. states: (state, where
    it came from); None of them with --no-state."""

    code: Loaded
    states: list[Any]


def _read_views(
    folder: str, setup: Setup, given: tuple[tuple[str, str], ...], options: dict[str, Any]
) -> _Views:
    """The declared and the recorded view. The code is evaluated twice: first to find out where the
    state is, then with what it records, as in a plan."""
    from scanner.cli.state import backend_of, find_states

    workspace = options["workspace"]
    code = _load(folder, setup, given, workspace, None)
    if options["no_state"] or not (code.resources or options["states"]):
        return _Views(code, [])
    states = find_states(
        backend_of(code.resources),
        options["states"],
        workspace,
        folder,
        setup.project,
        options["endpoints"],
        options["roles"],
    )
    recorded = {name: values for state, _ in states for name, values in state.recorded().items()}
    if code.resources:
        code = _load(folder, setup, given, workspace, recorded)
    return _Views(code, states)


def _compare(views: _Views, setup: Setup, options: dict[str, Any]) -> Comparison:
    """All three views compared, weighed by the rulebook, with what to do about it."""
    from scanner.drift import compare, effects, remedies, with_actors
    from scanner.engine import evaluate
    from scanner.live import audit_history
    from scanner.live.aws.kinds import splits

    code = views.code.resources
    declared = [r for r in code if _is_managed(r)] if code else None
    recorded = None
    if not options["no_state"]:
        recorded = [r for state, _ in views.states for r in state.resources]
    wanted = _to_read(declared or [], recorded or [])
    sessions = _sessions(wanted, code, options)
    live = _read_live(wanted, sessions, options)
    homed = {(r.origin, r.address): r for r in live.managed}

    def at_home(resources: list[Resource] | None) -> list[Resource] | None:
        """With the account and region filled in that were asked, so that they join live ones."""
        if resources is None:
            return None
        return [homed.get((r.origin, r.address), r) for r in resources]

    comparison = compare(
        at_home(declared),
        at_home(recorded),
        live.view,
        live.projections,
        deposed=[r for state, _ in views.states for r in state.deposed],
        splits=splits(live.projections),
        state=views.states[0][1] if views.states else None,
        anchor=_anchor(views.code),
    )
    policy = setup.policy
    comparison = effects(
        comparison, lambda found: evaluate(found, policy.rules, policy.parameters).findings
    )
    if not options["no_actors"]:
        comparison = with_actors(comparison, audit_history(sessions))
    return remedies(comparison, setup.read, live.projections)


def _sessions(
    wanted: Sequence[Resource], code: Sequence[Resource], options: dict[str, Any]
) -> Sessions:
    """Sessions where the resources and the code's provider blocks say that they are."""
    from scanner.live import default_sessions, provider_settings, readable_types

    types = {resource.type for resource in wanted}
    if options["all_types"]:
        types.update(one.type for one in readable_types())
    return default_sessions(
        types,
        region=options["region"],
        profiles=options["profiles"],
        roles=options["roles"],
        project=options["google_project"],
        providers=provider_settings(code),
        audit_log=not options["no_actors"],
    )


def _read_live(wanted: list[Resource], sessions: Sessions, options: dict[str, Any]) -> Live:
    from scanner.cli.progress import progress_bar
    from scanner.live import read_live, readable_types

    types = [one.type for one in readable_types()] if options["all_types"] else []
    with progress_bar("Reading live resources") as progress:
        return read_live(
            wanted,
            sessions,
            types=types,
            unmanaged=not options["no_unmanaged"],
            strict=options["strict"],
            workers=options["workers"],
            progress=progress,
        )


def _load(
    folder: str,
    setup: Setup,
    given: tuple[tuple[str, str], ...],
    workspace: str,
    recorded: Any,
) -> Loaded:
    """The root module, evaluated as a plan would be when the state is given."""
    from scanner.cli.evaluation import load_code
    from scanner.model import Loaded
    from scanner.terraform.code import code_names

    if not code_names(os.listdir(folder)):
        return Loaded()
    return load_code([folder], setup.project, given, workspace, setup.cache, recorded)


def _is_managed(resource: Resource) -> bool:
    """Whether Terraform would create it: no data source, block of Terraform's own or zero count."""
    return (
        not (
            resource.type.startswith(("data.", "terraform_")) and resource.type != "terraform_data"
        )
        and not resource.not_instantiated
    )


def _to_read(declared: Sequence[Resource], recorded: Sequence[Resource]) -> list[Resource]:
    """What to ask the platforms for: everything recorded, and what is declared beside it."""
    known = {resource.address for resource in recorded}
    return [*recorded, *(r for r in declared if r.address not in known)]


def _anchor(code: Loaded) -> Any:
    """The place to point at for what no code declares: a provider block, else the backend."""
    for type_ in ("terraform_provider", "terraform_backend", "terraform_settings"):
        for resource in code.resources:
            if resource.type == type_ and not resource.calls:
                return resource.source.locate(())
    return code.resources[0].source.locate(()) if code.resources else None


def _list_types(format_: str) -> int:
    from scanner.live import readable_types

    found = readable_types()
    if format_ == "json":
        import orjson

        rows = [
            {
                "type": one.type,
                "compared": [row.path for row in one.attributes],
                "uncovered": dict(one.uncovered),
            }
            for one in found
        ]
        click.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
        return 0
    for one in found:
        click.echo(f"{one.type:50} {len(one.attributes):3} compared, {len(one.uncovered):2} not")
    return 0
