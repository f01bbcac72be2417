"""What every run shares: settings, rules and policy before it; the report and exit code after."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from scanner.cli.category import category_of
from scanner.cli.config import confine, find_settings, tree_root
from scanner.cli.exits import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INCOMPLETE
from scanner.errors import UsageError
from scanner.model import Diagnostic, DiagnosticLevel, Kind, Level, Loaded, Rule
from scanner.outcome import Coverage, Finding, Gone, Report, Result
from scanner.policy import Policy, adjust, load_policy
from scanner.project import Project, find_project
from scanner.rulebook import load_rules
from scanner.settings import Settings
from scanner.suppress import Suppressed, suppress


@dataclass(frozen=True, slots=True)
class Gate:
    """When a run fails. fail_on: the least severity, or None for never."""

    fail_on: Level | None
    fail_on_open: bool
    min_coverage: float | None
    allow_incomplete: bool


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything decided before input is read. rules: all that exist; policy: those that run.

    settings: the configuration. tree: what it may not lead out of; None where it is trusted.
    unread: display paths of plans and states, of which no line is ever shown: they hold secrets.
    category: what sets the run apart from others of one commit.
    started: when the run began, in seconds since 1970. packs: whether a pack is to judge, too.
    """

    project: Project
    rules: tuple[Rule, ...]
    policy: Policy
    excludes: tuple[str, ...]
    inline_ignores: bool
    gate: Gate
    cache: str | None
    settings: Settings | None = None
    tree: str | None = None
    unread: frozenset[str] = frozenset()
    category: str = ""
    started: float = field(default_factory=time.time)
    packs: bool = False

    def read(self, display: str) -> bytes:
        """The bytes of a file by its display path; raises OSError."""
        if display in self.unread:
            raise PermissionError(errno.EACCES, "a plan or state is not quoted", display)
        with open(self.project.absolute(display), "rb") as file:
            return file.read()

    def repository_path(self, display: str) -> str | None:
        """A display path within the repository; None outside of it, and for standard input."""
        return None if display == STDIN else self.project.repository_path(display)


STDIN = "<stdin>"
"""How reports call standard input, where a path would stand."""


def prepare(paths: Sequence[str], options: dict[str, Any], project: Project | None = None) -> Setup:
    """Options and configuration -> a setup; a command-line option wins over the file.

    project: where to look for the configuration; by default around the current directory.
    Raises ConfigurationError for files that cannot be used, and UsageError for options that do not
    go together.
    """
    if options.get("notify") or options.get("notify_url_env"):
        from scanner.cli.notify import webhook_of

        webhook_of(options)  # before the work is done, and not after it
    where, project = project, project or find_project()
    settings = find_settings(paths, project, options["config_file"])
    values = settings.values if settings else {}
    base = os.path.dirname(settings.path) if settings else ""
    if where is not None:
        base = os.path.join(where.cwd, base)
    directories = [*(os.path.join(base, d) for d in values.get("rules", ()))]
    rules = load_rules([*directories, *options["rule_directories"]])
    cache = None if options["no_cache"] else cache_folder()
    packs = bool(options.get("packs") or values.get("packs"))
    if options["policy"] is not None:
        policy = load_policy(options["policy"], rules, cache=cache, packs=packs)
    else:
        in_tree = settings is not None and options["config_file"] is None
        root = tree_root(paths, project)
        check = (lambda path: confine(path, root, project)) if in_tree else None
        policy = load_policy(values.get("policy", "baseline"), rules, base, check, cache, packs)
    if settings is not None:
        policy = adjust(policy, settings, rules, packs)
    fail_on = options["fail_on"] or values.get("fail_on", "low")
    minimum = options["min_coverage"]
    return Setup(
        project=project,
        rules=rules,
        policy=policy,
        excludes=(*values.get("exclude", ()), *options["exclude"]),
        inline_ignores=values.get("inline_ignores", True) and not options["no_inline_ignores"],
        gate=Gate(
            fail_on=None if fail_on == "never" else Level(fail_on),
            fail_on_open=options["fail_on_open"] or values.get("fail_on_open", False),
            min_coverage=values.get("min_coverage") if minimum is None else minimum,
            allow_incomplete=options["allow_incomplete"] or values.get("allow_incomplete", False),
        ),
        cache=cache,
        settings=settings,
        tree=tree_root(paths, project) if options["config_file"] is None else None,
        category=category_of(paths, options, project),
        packs=packs,
    )


def cache_folder() -> str | None:
    """Where parsed files are kept between runs: the user's cache directory, never the tree."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "trueup") if os.path.isabs(base) else None


def judge_waivers(
    setup: Setup,
    rules: Sequence[Rule],
    ran: Container[str],
    findings: Sequence[Finding],
    loaded: Loaded,
    workspace: str = "default",
    imported: Collection[str] = (),
) -> Suppressed:
    """Findings with the ignores of the code and the waivers of the policy applied, as of today.

    rules: all that exist; ran: the ids of those that were asked. imported: other scanners whose
    results are among the findings.
    """
    judged = suppress(
        findings,
        loaded.resources,
        loaded.comments,
        rules,
        setup.policy.waivers,
        time.strftime("%Y-%m-%d", time.gmtime()),
        setup.inline_ignores,
        ran,
        setup.project.repository_path,
        workspace,
        imported,
    )
    return replace(judged, diagnostics=(*judged.diagnostics, *_without_pack(setup)))


def _without_pack(setup: Setup) -> Iterator[Diagnostic]:
    """Notes for what only a pack's checks can be called, where no pack judges."""
    for choice in () if setup.packs else setup.policy.choices:
        if not choice.known:
            about = "disabled" if choice.severity is None else "given a severity"
            message = (
                f"{choice.pattern} is {about}, and no rule is called so; a check of a pack counts "
                "with --pack"
            )
            path, line = choice.location.path, choice.location.start_line
            yield Diagnostic(DiagnosticLevel.NOTE, "rule-of-pack", message, path, line)


def make_report(
    command: str,
    setup: Setup,
    results: Sequence[Result],
    diagnostics: Sequence[Diagnostic],
    coverage: Coverage,
    covered: tuple[int, int],
    environments: Sequence[str] = (),
    baseline: bool = False,
    since: str | None = None,
    gone: tuple[Gone, ...] = (),
) -> Report:
    """Results -> the report with its exit code.

    covered: how much was decided or compared, of how much; for --min-coverage. baseline: whether
    there was one. since: the revision compared with: only what is new since decides the exit code.
    """
    done = "compared" if command == "drift" else "decided"
    found = [*diagnostics, *_coverage_shortfall(setup.gate, done, *covered)]
    report = Report(
        command=command,
        results=results,
        diagnostics=found,
        coverage=coverage,
        complete=False,
        read=setup.read,
        repository_path=setup.repository_path,
        environments=tuple(environments),
        baseline=baseline,
        category=setup.category,
        times=(setup.started, time.time()),
        since=since,
        gone=gone,
    )
    return graded(report, setup)


def graded(report: Report, setup: Setup) -> Report:
    """A report with `complete` and the exit code that its results and diagnostics give."""
    complete = not any(d.level is DiagnosticLevel.ERROR for d in report.diagnostics)
    counted = [one for one in report.results if not report.knows(one)]
    code = _exit_code(setup.gate, counted, complete)
    return replace(report, complete=complete, exit_code=code)


def _coverage_shortfall(gate: Gate, word: str, done: int, of: int) -> list[Diagnostic]:
    percent = 100.0 * done / of if of else 100.0
    if gate.min_coverage is None or percent >= gate.min_coverage:
        return []
    message = (
        f"only {percent:.1f} % could be {word}, less than --min-coverage {gate.min_coverage:g}; "
        + _MISSING[word]
    )
    return [Diagnostic(DiagnosticLevel.ERROR, "coverage-below-minimum", message)]


_MISSING = {
    "decided": "the open results and notes say what was missing",
    "compared": "the coverage says which types were not, and why",
}


def _exit_code(gate: Gate, results: Sequence[Result], complete: bool) -> int:
    kinds = {Kind.FAIL, Kind.OPEN} if gate.fail_on_open else {Kind.FAIL}
    if gate.fail_on is not None and any(
        result.kind in kinds and result.gating and result.severity.rank >= gate.fail_on.rank
        for result in results
    ):
        return EXIT_FINDINGS
    return EXIT_CLEAN if complete or gate.allow_incomplete else EXIT_INCOMPLETE


def publish(
    report: Report, format_: str, outputs: Sequence[tuple[str, str]], everything: bool
) -> None:
    """Write every wanted report: one to standard output, the others to their files.

    everything: passes are wanted, so text lists all results and not the failing ones alone.

    What a format has no place for is told on standard error.

    Raises UsageError for a file that cannot be written.
    """
    from scanner.report import render_and_tell

    told: dict[str, None] = {}
    for name, path in outputs:
        data, left_out = render_and_tell(name, report)
        write_file(path, data)
        told |= dict.fromkeys(f"trueup: {name}: {text}\n" for text in left_out)
    stdout = sys.stdout
    options = {"terminal": stdout.isatty(), "everything": everything} if format_ == "text" else {}
    data, left_out = render_and_tell(format_, report, **options)
    told |= dict.fromkeys(f"trueup: {format_}: {text}\n" for text in left_out)
    sys.stderr.write("".join(told))
    # Bytes, since a report is UTF-8 whatever the locale says.
    stdout.flush()
    stdout.buffer.write(data)
    stdout.buffer.flush()


def write_new(path: str, data: bytes, advice: str) -> None:
    """Write a file that is not there yet, whole or not at all.

    advice: what to do when there is one. Raises UsageError then, and when it cannot be written.
    """
    if os.path.lexists(path):
        raise UsageError(f"{path}: exists already and is not overwritten; {advice}")
    write_file(path, data)


def write_file(path: str, data: bytes) -> None:
    """Write a file whole or not at all; raises UsageError when it cannot be written."""
    folder = os.path.dirname(path) or "."
    temporary = os.path.join(folder, f".{os.path.basename(path)}.{os.getpid()}.tmp")
    try:
        os.makedirs(folder, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
