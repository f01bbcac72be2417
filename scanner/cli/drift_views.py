"""The declared, recorded and live view of a root module, once for each environment compared."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from scanner.errors import UsageError
from scanner.model import Diagnostic, Loaded, Resource
from scanner.outcome import Coverage, Finding, StateInfo

if TYPE_CHECKING:
    from scanner.cli.matrix import Matrix
    from scanner.cli.run import Setup
    from scanner.drift import Apply, Comparison, Ignores
    from scanner.drift.effects import Beside
    from scanner.live import Live, Sessions
    from scanner.projection import Change
    from scanner.terraform.options import Environment

Variables = tuple[tuple[str, str], ...]

NO_CODE = (
    "without code: what is declared is not known, so nothing is said of changes that are not "
    "applied yet, and no finding has a line"
)
NO_STATE = (
    "without a state: resources whose id only the state knows, and attributes that the code leaves "
    "out, are not compared; what was deleted looks as if it was never created"
)
NO_UNMANAGED = "resources that nobody manages were not looked for (--no-unmanaged)"


@dataclass(frozen=True, slots=True)
class Views:
    """What code and state say in one environment.

    environment: its name; empty where none are told apart. code: the evaluated root, with
    references resolved from the states. states: (state, where it came from). has_code, has_state:
    whether the view takes part at all. apply: how the root is applied with these values.
    """

    environment: str
    code: Loaded
    states: list[Any]
    has_code: bool
    has_state: bool
    apply: Apply

    @property
    def declared(self) -> list[Resource] | None:
        """What Terraform would create; None without code."""
        return [r for r in self.code.resources if _is_managed(r)] if self.has_code else None

    @property
    def recorded(self) -> list[Resource] | None:
        """What the states hold; None without any."""
        if not self.has_state:
            return None
        return [self._named(r) for state, _ in self.states for r in state.resources]

    @property
    def deposed(self) -> list[Resource]:
        """What the states hold beside it."""
        return [r for state, _ in self.states for r in state.deposed]

    def recorded_in(self) -> Callable[[Resource], StateInfo | None]:
        """Tells the state that a resource of `recorded` is from."""
        found = {info.source: info for _, info in self.states}
        return lambda resource: found.get(resource.source.locate(()).path)

    def _named(self, resource: Resource) -> Resource:
        return replace(resource, environment=self.environment) if self.environment else resource

    def limits(self) -> tuple[str, ...]:
        """What cannot be compared for want of a view."""
        return (*(() if self.has_code else (NO_CODE,)), *(() if self.has_state else (NO_STATE,)))


@dataclass(frozen=True, slots=True)
class Found:
    """What a run found, before ignores in code and waivers.

    code: everything that was read. setup: what reports are made with.
    """

    findings: tuple[Finding, ...]
    diagnostics: tuple[Diagnostic, ...]
    coverage: Coverage
    code: Loaded
    setup: Setup


def read_views(
    folder: str,
    shown: str,
    setup: Setup,
    matrix: Matrix,
    given: Variables,
    options: dict[str, Any],
) -> list[Views]:
    """The declared and the recorded view of the root in `folder`, in each of its environments.

    shown: the root as the user named it. given: --var and --var-file, for a root without any.
    Raises UsageError for what does not go together, StateError for a state that cannot be had.
    """
    if options["no_code"] and options["no_state"]:
        raise UsageError("--no-code and --no-state leave nothing to compare with; drop one of them")
    environments = matrix.of(folder) if matrix.entries else []
    if options["environments"] and not environments:
        raise UsageError(
            f"{shown} has no environment {' or '.join(options['environments'])}; correct root or "
            "var_files in the configuration, or leave --environment out"
        )
    _check_states(environments, options)
    runs: list[Environment | None] = [*environments] or [None]
    found = [_read(folder, setup, given, one, options) for one in runs]
    if not options["states"] and not any(one.code.resources for one in found):
        raise UsageError(
            f"{shown}: neither Terraform code nor manifests there, and no --state; name the folder "
            "of a root module or of manifests"
        )
    return found


def _check_states(environments: Sequence[Environment], options: dict[str, Any]) -> None:
    """Refuse to compare several environments with one state: all but one would be all wrong."""
    if len(environments) < 2 or options["no_state"]:
        return
    names = ", ".join(one.name for one in environments)
    if options["states"]:
        raise UsageError(
            f"--state is the state of one environment, and there are {names}; choose one with "
            "--environment"
        )
    if len({one.workspace for one in environments}) < len(environments):
        raise UsageError(
            f"of the environments {names} two have the same workspace, and so the same state; give "
            "each its workspace in the configuration, or choose one with --environment"
        )


def _read(
    folder: str,
    setup: Setup,
    given: Variables,
    environment: Environment | None,
    options: dict[str, Any],
) -> Views:
    """The code is evaluated twice: first to find out where the state is, then with what that
    records, as in a plan."""
    from scanner.cli.state import backend_of, find_states

    workspace = environment.workspace if environment else options["workspace"]
    name = environment.name if environment else ""
    apply = apply_of(folder, workspace, environment.variables if environment else given)
    code = load_root(folder, setup, given, workspace, environment, None)
    has_code = bool(code.resources) and not options["no_code"]
    if options["no_state"] or not (code.resources or options["states"]):
        return Views(name, code, [], has_code, not options["no_state"], apply)
    states = find_states(
        backend_of(code.resources),
        options["states"],
        workspace,
        folder,
        setup.project,
        options["endpoints"],
        options["roles"],
    )
    if has_code:
        recorded = {at: values for state, _ in states for at, values in state.recorded().items()}
        code = load_root(folder, setup, given, workspace, environment, recorded)
    return Views(name, code, states, has_code, True, apply)


def apply_of(folder: str, workspace: str, variables: Variables) -> Apply:
    """How the root in `folder` is applied with a workspace and variables."""
    from scanner.drift import Apply

    files = [os.path.abspath(value) for kind, value in variables if kind == "var-file"]
    shown = tuple(os.path.relpath(path, folder).replace(os.sep, "/") for path in files)
    return Apply(workspace, shown, len(files) < len(variables))


def load_root(
    folder: str,
    setup: Setup,
    given: Variables,
    workspace: str,
    environment: Environment | None,
    recorded: Any,
) -> Loaded:
    """The root module in `folder`, with the values of an environment; as a plan would be when the
    state is given (`recorded`: attributes by address)."""
    from scanner.cli.evaluation import load_code
    from scanner.terraform.code import code_names

    if not code_names(os.listdir(folder)):
        return Loaded()
    own = None if environment is None else (lambda _folder: [environment])
    return load_code([folder], setup.project, given, workspace, setup.cache, recorded, own)


def compare_all(
    found: Sequence[Views],
    setup: Setup,
    ignores: Ignores,
    options: dict[str, Any],
    beside: Beside | None = None,
) -> Found:
    """Every environment compared with what is live, and all of it as one.

    --timeout is for reading all of them. beside: what judges them beside the rules.
    """
    import time

    from scanner.drift import total_coverage
    from scanner.environments import merge_diagnostics

    deadline = None if options["timeout"] is None else time.monotonic() + options["timeout"]
    comparisons = [
        compare_views(
            one, [o for o in found if o is not one], setup, ignores, deadline, options, beside
        )
        for one in found
    ]
    own = {
        views.environment: [
            *views.code.diagnostics,
            *(d for state, _ in views.states for d in state.diagnostics),
            *comparison.diagnostics,
        ]
        for views, comparison in zip(found, comparisons, strict=True)
    }
    code = _all_code([one.code for one in found])
    limits = [limit for one in found for limit in one.limits()]
    limits += [NO_UNMANAGED] if options["no_unmanaged"] else []
    total = total_coverage(one.coverage for one in comparisons)
    return Found(
        tuple(finding for one in comparisons for finding in one.findings),
        merge_diagnostics(own.pop("", ()), own),
        replace(total, limits=tuple(dict.fromkeys(limits))),
        code,
        setup,
    )


def _all_code(parts: Sequence[Loaded]) -> Loaded:
    """The code of all environments as one; its files and comments are the same in each."""
    return Loaded(
        resources=tuple(resource for one in parts for resource in one.resources),
        files=tuple(dict.fromkeys(name for one in parts for name in one.files)),
        comments=tuple(dict.fromkeys(comment for one in parts for comment in one.comments)),
    )


def compare_views(
    views: Views,
    others: Sequence[Views],
    setup: Setup,
    ignores: Ignores,
    deadline: float | None,
    options: dict[str, Any],
    beside: Beside | None = None,
) -> Comparison:
    """All three views compared, weighed by the rulebook, with what to do about it.

    others: the root's other environments; what is theirs is not unmanaged here. beside: what
    judges them beside the rulebook.
    """
    from scanner.drift import compare, effects, remedies, secret_lines
    from scanner.engine import evaluate
    from scanner.live.aws.kinds import splits
    from scanner.live.google.ownership import GOOGLE_OWNED

    declared, recorded = views.declared, views.recorded
    wanted = _to_read(declared or [], recorded or [])
    sessions = _sessions(wanted, views.code.resources, options)
    live = _read_live(wanted, sessions, deadline, options)
    homed = {(r.origin, r.address, r.id): r for r in live.managed}

    def at_home(resources: list[Resource] | None) -> list[Resource] | None:
        """With the account and region filled in that were asked, so that they join live ones."""
        if resources is None:
            return None
        return [homed.get((r.origin, r.address, r.id), r) for r in resources]

    view = live.view
    if views.environment:
        named = tuple(replace(r, environment=views.environment) for r in view.resources)
        view = replace(view, resources=named)
    theirs = [r for other in others for r in other.recorded or other.declared or ()]
    comparison = compare(
        at_home(declared),
        at_home(recorded),
        view,
        live.projections,
        deposed=[*views.deposed, *(r for other in others for r in other.deposed), *theirs],
        splits=(*splits(live.projections), *GOOGLE_OWNED),
        state=views.states[0][1] if len(views.states) == 1 else None,
        anchor=anchor_of(views.code),
        recorded_in=views.recorded_in(),
        ignores=ignores,
    )
    policy = setup.policy
    comparison = effects(
        comparison, lambda found: evaluate(found, policy.rules, policy.parameters).findings, beside
    )
    comparison = _with_actors(comparison, sessions, deadline, options)
    return remedies(
        comparison,
        setup.read,
        live.projections,
        views.apply,
        secret_lines(views.code.resources, live.projections),
    )


def _with_actors(
    comparison: Comparison, sessions: Sessions, deadline: float | None, options: dict[str, Any]
) -> Comparison:
    """With who changed what, unless that is not wanted or the time is over."""
    import time

    from scanner.drift import with_actors
    from scanner.live import audit_history

    if options["no_actors"]:
        return comparison
    history = audit_history(sessions)

    def in_time(resource: Resource) -> Sequence[Change]:
        late = deadline is not None and time.monotonic() >= deadline
        return () if late else history(resource)

    return with_actors(comparison, in_time)


def _sessions(
    wanted: Sequence[Resource], code: Sequence[Resource], options: dict[str, Any]
) -> Sessions:
    """Sessions where the resources and the code's provider blocks say that they are."""
    from scanner.live import default_sessions, provider_settings, readable_types
    from scanner.live.google.export import read_export

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
        assets=read_export(options["google_assets"]) if options["google_assets"] else None,
    )


def _read_live(
    wanted: list[Resource], sessions: Sessions, deadline: float | None, options: dict[str, Any]
) -> Live:
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
            deadline=deadline,
        )


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


def anchor_of(code: Loaded) -> Any:
    """The place to point at for what no code declares: a provider block, else the backend."""
    for type_ in ("terraform_provider", "terraform_backend", "terraform_settings"):
        for resource in code.resources:
            if resource.type == type_ and not resource.calls:
                return resource.source.locate(())
    return code.resources[0].source.locate(()) if code.resources else None
