"""Plans and states in a scan: read, judged one by one, and joined with what the code says."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scanner.cli.run import STDIN
from scanner.load.recorded import Given, Recorded, RecordedInputs, load_recorded
from scanner.model import Diagnostic, Loaded, Rule
from scanner.outcome import Finding

if TYPE_CHECKING:
    from scanner.cli.run import Setup
    from scanner.drift.effects import Beside
    from scanner.load.discover import Inputs

Variables = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class JudgedRecords:
    """A scan with its plans and states.

    loaded: everything read. findings: of the code and of the records, equal ones once.
    rules: those of drift, where a plan tells of some. setup: reads no plan or state again, whose
    lines may hold secrets, and gives standard input no place in the repository. records: the plans
    and states, as they were judged.
    """

    loaded: Loaded
    findings: list[Finding]
    diagnostics: list[Diagnostic]
    rules: tuple[Rule, ...]
    setup: Setup
    records: tuple[Recorded, ...]


def judge_recorded(
    inputs: Inputs,
    piped: bytes | None,
    setup: Setup,
    loaded: Loaded,
    findings: Sequence[Finding],
    given: tuple[str, Variables],
    beside: Beside | None = None,
) -> JudgedRecords:
    """The plans and states of `inputs` judged beside what was scanned.

    piped: standard input, if it was named. loaded, findings: of everything else. given: the
    workspace and the variables, for code that merely lies beside a plan. beside: judges the drift
    in a plan beside the rules.
    """
    from scanner.live.aws.kinds import splits
    from scanner.load.repeats import without_repeats
    from scanner.load.verdicts import joined

    found = _load(inputs, piped, setup, loaded, given)
    judged: list[tuple[Recorded, list[Finding]]] = []
    diagnostics = list(found.diagnostics)
    drift: list[Finding] = []
    for document in found.documents:
        record = without_repeats(document, splits(one.type for one in document.resources))
        results, problems, drifted = _judge(record, setup, beside)
        judged.append((record, results))
        diagnostics += problems
        drift += drifted
    known = {(one.scope, one.address) for one in loaded.resources}
    new = [
        resource
        for record in found.documents
        for resource in record.resources
        if (resource.scope, resource.address) not in known
    ]
    return JudgedRecords(
        Loaded(
            resources=(*loaded.resources, *new),
            diagnostics=loaded.diagnostics,
            files=(*loaded.files, *found.files),
            comments=(*loaded.comments, *found.comments),
        ),
        [*joined(findings, judged), *drift],
        diagnostics,
        _drift_rules() if drift else (),
        _without_records(setup, found.files),
        tuple(record for record, _ in judged),
    )


def _load(
    inputs: Inputs,
    piped: bytes | None,
    setup: Setup,
    loaded: Loaded,
    given: tuple[str, Variables],
) -> RecordedInputs:
    from scanner.cli.evaluation import load_code

    project = setup.project
    workspace, variables = given
    named = set(inputs.named_records)
    documents = [Given(path, path in named) for path in (*inputs.plans, *inputs.states)]
    if piped is not None:
        documents.append(Given(os.path.join(project.cwd, STDIN), data=piped))

    def beside(folder: str) -> Loaded:
        return load_code([folder], project, variables, workspace, setup.cache)

    return load_recorded(documents, project, loaded.resources, inputs.terraform, beside)


def _judge(
    record: Recorded, setup: Setup, beside: Beside | None
) -> tuple[list[Finding], list[Diagnostic], list[Finding]]:
    """What the rules say of one record: (findings, crashed rules, drift)."""
    from scanner.engine import evaluate

    policy = setup.policy
    evaluation = evaluate(record.resources, policy.rules, policy.parameters)
    drift: list[Finding] = []
    if record.drift:
        from scanner.load.plan_drift import drift_findings

        drift += drift_findings(
            record, lambda found: evaluate(found, policy.rules, policy.parameters).findings, beside
        )
    return list(evaluation.findings), list(evaluation.diagnostics), drift


def _drift_rules() -> tuple[Rule, ...]:
    from scanner.drift import RULES

    return tuple(RULES.values())


def _without_records(setup: Setup, files: Sequence[str]) -> Setup:
    return replace(setup, unread=frozenset(files))
