"""`trueup drift --plan`: what Terraform's own refresh saw, without asking any platform."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scanner.errors import UsageError
from scanner.model import Loaded
from scanner.outcome import Coverage, TypeCoverage

if TYPE_CHECKING:
    from scanner.cli.drift_views import Found, Variables
    from scanner.cli.matrix import Matrix
    from scanner.cli.run import Setup
    from scanner.drift import Ignores
    from scanner.drift.effects import Beside
    from scanner.load.recorded import Given, Recorded

LIMIT = (
    "a plan alone: it has what Terraform's refresh found changed since the last apply; resources "
    "that nobody manages and changes that are not applied yet are not in it, and one made with "
    "-refresh=false has no drift at all"
)
_TOGETHER = ("states", "no_state", "no_code")


def read_plan_drift(
    folder: str,
    setup: Setup,
    matrix: Matrix,
    given: Variables,
    ignores: Ignores,
    options: dict[str, Any],
    beside: Beside | None = None,
) -> Found:
    """The drift that the plan of --plan tells of, at the lines of the code in `folder`.

    beside: what judges it beside the rules.
    Raises UsageError for options that do not go with a plan, and for what is no plan.
    """
    from scanner.cli.drift_views import Found, apply_of
    from scanner.drift import Comparison, remedies, secret_lines
    from scanner.engine import evaluate
    from scanner.load.plan_drift import drift_findings

    if any(options[name] for name in _TOGETHER):
        raise UsageError("--plan is compared by itself; leave out --state, --no-state, --no-code")
    code = _code(folder, setup, matrix, given, options)
    record, loaded = _record(folder, setup, code, options["plan"])
    policy = setup.policy
    found = drift_findings(
        record, lambda seen: evaluate(seen, policy.rules, policy.parameters).findings, beside
    )
    setup = replace(setup, unread=frozenset({record.source}))
    apply = apply_of(folder, options["workspace"], given)
    secrets = secret_lines(loaded.resources)
    done = remedies(Comparison(findings=found), setup.read, apply=apply, secrets=secrets)
    findings = done.findings
    return Found(
        tuple(ignores.on(finding) for finding in findings),
        loaded.diagnostics,
        _coverage(record),
        loaded,
        setup,
    )


def _code(
    folder: str, setup: Setup, matrix: Matrix, given: Variables, options: dict[str, Any]
) -> Loaded:
    """The code beside the plan, for the lines of its findings. Of several environments none is
    the plan's for sure: then it is evaluated without any."""
    from scanner.cli.drift_views import load_root

    environments = matrix.of(folder) if matrix.entries else []
    only = environments[0] if len(environments) == 1 else None
    workspace = only.workspace if only else options["workspace"]
    return load_root(folder, setup, given, workspace, only, None)


def _record(folder: str, setup: Setup, code: Loaded, path: str) -> tuple[Recorded, Loaded]:
    from scanner.load.recorded import load_recorded
    from scanner.model import DiagnosticLevel

    def beside(_folder: str) -> Loaded:
        return Loaded()

    read = load_recorded([_given(path, setup)], setup.project, code.resources, [folder], beside)
    if not read.documents:
        error = next(d for d in read.diagnostics if d.level is DiagnosticLevel.ERROR)
        raise UsageError(f"--plan {path}: {error.message}")
    (record,) = read.documents
    if not record.is_plan:
        raise UsageError(f"--plan {path}: this is a state and no plan; give it with --state")
    return record, Loaded(
        resources=code.resources,
        diagnostics=(*code.diagnostics, *read.diagnostics),
        files=(*code.files, *read.files),
        comments=(*code.comments, *read.comments),
    )


def _given(path: str, setup: Setup) -> Given:
    from scanner.cli.run import STDIN
    from scanner.cli.scan import standard_input
    from scanner.load.recorded import Given

    if path == "-":
        return Given(os.path.join(setup.project.cwd, STDIN), data=standard_input("drift --plan -"))
    if not os.path.isfile(path):
        raise UsageError(f"--plan {path}: no such file; write one with `terraform show -json`")
    return Given(os.path.realpath(path))


def _coverage(record: Recorded) -> Coverage:
    """What was refreshed: the resources that there were before this plan."""
    before = {one.address: one.type for one in record.resources if one.id and _is_managed(one.type)}
    before.update({one.before.address: one.before.type for one, _ in record.drift})
    counts = Counter(before.values())
    return Coverage(
        resources=len(before),
        types={name: TypeCoverage(compared=count) for name, count in sorted(counts.items())},
        limits=(LIMIT,),
    )


def _is_managed(type_: str) -> bool:
    from scanner.drift.join import is_somewhere

    return not type_.startswith(("data.", "terraform_")) and is_somewhere(type_)
