"""`trueup drift` for Kubernetes: are the objects of a cluster still what manifests declare?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from scanner.cli.options import is_audit, variables
from scanner.model import Origin

if TYPE_CHECKING:
    from scanner.cli.cluster_views import Declared
    from scanner.cli.packs_drift import Comparing
    from scanner.cli.run import Setup
    from scanner.drift import Comparison
    from scanner.load.discover import Inputs
    from scanner.model import Diagnostic, Location, Resource

OPTIONS = (
    click.option("--live", type=click.Choice(["kubernetes"]),
                 help="Compare with a cluster what Terraform code declares for one, too; "
                 "manifests are without it."),
    click.option("--context", metavar="NAME",
                 help="With manifests: the kubeconfig's context, instead of the current one."),
    click.option("--namespace", "namespaces", multiple=True, metavar="NAME",
                 help="With manifests: only these namespaces; one is also the namespace of "
                 "objects that do not say theirs."),
    click.option("--render", is_flag=True,
                 help="With manifests: render Helm charts and Kustomize overlays, with the "
                 "programs on PATH."),
)  # fmt: skip


def inputs_for(root: str, setup: Setup, options: dict[str, Any]) -> Inputs | None:
    """What of PATH a cluster is compared with; None when this is a run for Terraform.

    Manifests without Terraform code beside them are for a cluster; anything else when asked for.
    Raises UsageError where neither is clear.
    """
    from dataclasses import replace

    from scanner.errors import UsageError
    from scanner.load.discover import discover

    terraform = options["states"] or options["plan"] is not None or options["no_code"]
    asked = options["live"] == "kubernetes"
    if not asked and (terraform or (os.path.isdir(root) and _has_code(root))):
        return None
    if options["plan"] is not None:
        raise UsageError("--plan compares with nothing live; leave it or --live kubernetes out")
    found = discover((root,), setup.project, setup.excludes)
    # Who names a context means a cluster.
    asked = asked or options["context"] is not None or bool(options["namespaces"])
    rendered = options["render"] and (found.charts or found.kustomizations)
    if not asked and found.terraform and not found.named_files:
        raise UsageError(_unclear(root, found, setup))
    if not asked and (found.terraform or not (found.kubernetes or rendered)):
        return None
    return replace(found, dockerfiles=(), workflows=(), compose=(), plans=(), states=())


_NAMED = 3


def _unclear(root: str, found: Inputs, setup: Setup) -> str:
    """What to name instead of a folder that holds root modules and is none."""
    folders = [setup.project.display(one) for one in found.terraform]
    # What is called by others is seldom a root module.
    folders.sort(key=lambda one: ("modules" in one.split("/"), one.count("/"), one))
    more = len(folders) - _NAMED
    listed = ", ".join(folders[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    words = f"{root}: no root module; name one, of the folders with Terraform code ({listed})"
    if found.kubernetes:
        words += ", or give --live kubernetes to compare its manifests with a cluster"
    return words


def _has_code(folder: str) -> bool:
    from scanner.terraform.code import code_names

    return bool(code_names(os.listdir(folder)))


def drift_kubernetes(
    root: str,
    inputs: Inputs,
    setup: Setup,
    ctx: click.Context,
    options: dict[str, Any],
    packed: Comparing | None = None,
) -> int:
    """Compare, weigh, report; see `scanner.cli.drift`. packed: judges beside the rules."""
    from dataclasses import replace

    from scanner.cli.baseline import judge_baseline
    from scanner.cli.cluster_views import read_declared
    from scanner.cli.drift_config import drift_ignores
    from scanner.cli.drift_remedies import write_remedies
    from scanner.cli.run import judge_waivers, make_report, publish
    from scanner.drift import OBJECT_RULES, results
    from scanner.errors import UsageError
    from scanner.model import DiagnosticLevel

    views = read_declared(root, inputs, setup, ctx, options)
    loaded = views.loaded
    if not views.objects and not any(d.level == "error" for d in loaded.diagnostics):
        raise UsageError(
            f"{root}: no Kubernetes object is declared there; name a folder of manifests, or "
            "render its charts and overlays with --render"
        )
    comparison = _compare(views, inputs, setup, options, packed)
    ignores = drift_ignores(setup.settings)
    judged = judge_waivers(
        setup,
        [*setup.rules, *OBJECT_RULES.values()],
        {rule.id for rule in OBJECT_RULES.values()},
        [ignores.on(finding) for finding in comparison.findings],
        loaded,
    )
    diagnostics = [
        *loaded.diagnostics,
        *_unrendered(inputs, options),
        *comparison.diagnostics,
        *(packed.diagnostics if packed is not None else ()),
        *judged.diagnostics,
    ]
    findings, absent = judge_baseline(
        options["baseline"],
        judged.findings,
        lambda rule: rule.startswith("drift-"),
        {one.resource.scope for one in judged.findings},
        complete=not any(d.level is DiagnosticLevel.ERROR for d in diagnostics),
    )
    counts = comparison.coverage.types.values()
    report = make_report(
        "drift",
        setup,
        results(findings, options["with_passes"]),
        [*diagnostics, *absent, *ignores.diagnostics(not options["no_unmanaged"])],
        replace(comparison.coverage, files=len(loaded.files), limits=views.limits),
        (sum(one.compared for one in counts), sum(one.total for one in counts)),
        baseline=options["baseline"] is not None,
    )
    if is_audit(options):
        from scanner.cli.audit import audited
        from scanner.cli.audit_scope import looked_at_drift
        from scanner.live.kubernetes.session import place_of

        context = place_of(os.environ, context=options["context"] or "").context or "in-cluster"
        given = variables(ctx)
        looked = looked_at_drift(report, setup, options, root, given, findings, context)
        report = audited(report, setup, options, looked)
    publish(report, options["format_"], options["outputs"], options["with_passes"])
    write_remedies(report, options)
    return report.exit_code


def _compare(
    views: Declared,
    inputs: Inputs,
    setup: Setup,
    options: dict[str, Any],
    packed: Comparing | None,
) -> Comparison:
    import time
    from dataclasses import replace

    from scanner.cli.cluster_views import in_code
    from scanner.cli.drift_views import anchor_of
    from scanner.cli.progress import progress_bar
    from scanner.drift import compare_objects, concerned, effects, object_remedies
    from scanner.engine import evaluate
    from scanner.errors import LiveError
    from scanner.live.kubernetes.reader import Wanted, read_cluster
    from scanner.live.notread import NotRead

    objects, declared = views.objects, in_code(views.objects)
    session = open_cluster(options["context"], options["namespaces"], objects, options["workers"])
    wanted = Wanted(
        namespaces=tuple(options["namespaces"]),
        unmanaged=not options["no_unmanaged"],
        strict=options["strict"],
        all_kinds=options["all_types"],
        workers=options["workers"],
        deadline=None if options["timeout"] is None else time.monotonic() + options["timeout"],
    )
    try:
        with progress_bar("Reading the cluster") as progress:
            view = read_cluster(objects, session, wanted, progress)
    except NotRead as error:
        raise LiveError(f"the cluster: {error}") from error
    pairs = (replace(one, recorded=views.recorded.get(id(one.declared))) for one in view.pairs)
    comparison = compare_objects(
        replace(view, pairs=tuple(pairs)),
        anchor=_anchors(declared, anchor_of(views.loaded)),
        state=views.state,
    )
    policy = setup.policy
    comparison = effects(
        replace(comparison, verified=concerned(comparison)),
        lambda found: evaluate(found, policy.rules, policy.parameters).findings,
        packed,
    )
    applied = _applied(inputs, setup)
    context = options["context"] or ""
    return object_remedies(comparison, setup.read, applied, context, declared, views.apply)


def _anchors(
    declared: Sequence[Resource], otherwise: Location | None
) -> Callable[[Resource], Location | None]:
    """Where an object that nobody declares would be looked for: beside the first of its kind; of
    what only a state has, where its root module speaks of itself."""
    first: dict[str, Resource] = {}
    for one in declared:
        first.setdefault(one.type, one)

    def anchor(live: Resource) -> Location | None:
        if live.origin is Origin.STATE:
            return otherwise
        beside = first.get(live.type) or next(iter(declared), None)
        return beside.source.locate(()) if beside is not None else None

    return anchor


def open_cluster(
    context: str | None,
    namespaces: Sequence[str],
    declared: Iterable[Resource] = (),
    workers: int = 16,
) -> Any:
    """A session that may read whatever is declared, and of no other Secret the values."""
    from scanner.live.kubernetes.guard import ReadGuard
    from scanner.live.kubernetes.reader import secrets_of
    from scanner.live.kubernetes.session import open_session, place_of

    place = place_of(os.environ, context=context or "")
    home = namespaces[0] if len(namespaces) == 1 else place.namespace or "default"
    guard = ReadGuard(secrets_of(declared, home))
    return open_session(guard, os.environ, context=context or "", connections=workers)


def _applied(inputs: Inputs, setup: Setup) -> Callable[[Resource], str | None]:
    """What `kubectl apply` is given for a declared object."""
    from scanner.drift.kubectl import quoted

    manifests = {setup.project.display(path) for path in inputs.kubernetes}
    overlays = {
        setup.project.scope(os.path.dirname(path)): setup.project.display(os.path.dirname(path))
        for path in inputs.kustomizations
    }

    def apply(resource: Resource) -> str | None:
        path = resource.source.locate(()).path
        if resource.scope in overlays:
            return f"-k {quoted(overlays[resource.scope])}"
        if path not in manifests or not path.isprintable():
            return None
        return f"-f {quoted(path)}"

    return apply


def _unrendered(inputs: Inputs, options: dict[str, Any]) -> Iterable[Diagnostic]:
    """An overlay changes what its manifests say: comparing these alone tells half of it."""
    from scanner.model import Diagnostic, DiagnosticLevel

    count = len(inputs.kustomizations) + len(inputs.charts)
    if count and not options["render"]:
        yield Diagnostic(
            DiagnosticLevel.NOTE,
            "not-rendered",
            f"{count} Kustomize overlays or Helm charts were not rendered: their manifests are "
            "compared as they are written; give --render",
        )
