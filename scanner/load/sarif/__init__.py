"""Other scanners' SARIF 2.1.0: their results as findings of ours, under rules named after them.

A result of Trivy's CVE-2024-1234 is a finding of the rule ``trivy/CVE-2024-1234``. The files are
named on the command line, so that what they say is suppressed is suppressed; what they hold is as
hostile as any input. Nothing is fetched, and no file that they name is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scanner.load.sarif.log import Problem, read_log
from scanner.load.sarif.results import Reader
from scanner.model import Diagnostic, DiagnosticLevel, Kind
from scanner.outcome import Finding
from scanner.project import Project

__all__ = ["Imported", "load_sarif"]

MAX_RESULTS = 100_000
"""In one file. More of them nobody reads, and a gate needs one."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came from other scanners.

    files: display paths of those that were read. unread: display paths of places whose source is
    never to be shown. tools: as rules are named after them. series: what the history calls the
    place where a finding came from, by identity; whole: of those, the ones that were read in full.
    """

    findings: tuple[Finding, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()
    tools: frozenset[str] = frozenset()
    series: Mapping[str, str] = field(default_factory=dict)
    whole: tuple[str, ...] = ()


def load_sarif(paths: Sequence[str], project: Project) -> Imported:
    """The results in SARIF files, in order. Never raises for what is in them."""
    findings: dict[str, Finding] = {}
    diagnostics: list[Diagnostic] = []
    files: list[str] = []
    unread: set[str] = set()
    tools: dict[str, bool] = {}
    series: dict[str, str] = {}
    known: set[str] = set()
    for path in dict.fromkeys(project.display(one) for one in paths):
        source = project.scope(path)
        try:
            runs = read_log(project.absolute(path))
        except Problem as problem:
            diagnostics.append(_error(path, problem))
            # What is not known to be read in full resolves nothing.
            continue
        files.append(path)
        reader = Reader(project, source, known, MAX_RESULTS)
        for number, run in enumerate(runs):
            read = reader.run(run, number)
            name = f"import {read.tool} {source}"
            tools[name] = tools.get(name, True) and not read.problems
            known.add(read.tool)
            diagnostics += [_error(path, problem) for problem in read.problems]
            diagnostics += [
                Diagnostic(DiagnosticLevel.NOTE, note.code, str(note), path) for note in read.notes
            ]
            unread |= read.unread
            for finding in read.findings:
                known_one = findings.get(finding.identity)
                if known_one is None or _weight(finding) > _weight(known_one):
                    findings[finding.identity] = finding
                    series[finding.identity] = name
    return Imported(
        tuple(findings.values()),
        tuple(diagnostics),
        tuple(files),
        frozenset(unread),
        frozenset(known),
        series,
        tuple(name for name, whole in tools.items() if whole),
    )


def _weight(finding: Finding) -> tuple[int, int]:
    """What counts of two that are the same: what fails, before what is undecided or accepted, and
    then the worse one."""
    return _ORDER.index(finding.kind), finding.rule.severity.rank


_ORDER = (Kind.SUPPRESSED, Kind.OPEN, Kind.FAIL)


def _error(path: str, problem: Problem) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.ERROR, problem.code, str(problem), path)
