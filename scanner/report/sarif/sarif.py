"""The SARIF report: the file for GitHub, and the audit file.

GitHub ignores `kind` and `suppressions`, so that a passed or suppressed result would become an
alert: its file has only what is active. The audit file has everything. Policy and drift are two
runs under two driver names, since GitHub refuses two runs of one tool in one category.

A run that is absent leaves its alerts as they are, and one without results closes them. So a
scan writes the policy run alone; drift writes its own, and what the rules say of live resources
under a category of its own, which closes nothing that a scan has found.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sarif_om import Invocation, Run, RunAutomationDetails, SarifLog, Tool, ToolComponent

from scanner.model import Kind, Origin
from scanner.outcome import DriftClass
from scanner.report.collector import no_collector
from scanner.report.encode import dumps
from scanner.report.sarif import taxonomy
from scanner.report.sarif.fingerprints import correlator, fingerprinter, identity_fingerprint
from scanner.report.sarif.locations import (
    display_uris,
    located_places,
    physical_locations,
    repository_uris,
)
from scanner.report.sarif.notifications import Omission, notifications
from scanner.report.sarif.results import Writer, gone_result, sarif_result
from scanner.report.sarif.rules import descriptors
from scanner.report.sarif.walk import flattener
from scanner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scanner.model import Rule
    from scanner.outcome import Report, Result

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MAX_RESULTS = 25_000
SHOWN_RESULTS = 5_000
MAX_COMPRESSED = 10_000_000
"""GitHub takes 10 MB after gzip; decimal, to be on the safe side."""


def render(report: Report, audit: bool = False) -> bytes:
    """`report` as one line of UTF-8 JSON with a newline at the end.

    audit: passed, open and suppressed results too, with all that is known of each; no limits.
    """
    return compose(report, audit)[0]


def compose(report: Report, audit: bool = False) -> tuple[bytes, list[str]]:
    """As `render`, and what a limit of GitHub's cut, a sentence each."""
    limit = MAX_RESULTS
    with no_collector():
        while True:
            omitted: list[Omission] = []
            log = _log(report, audit, limit, omitted)
            data = dumps(log, default=flattener()) + b"\n"
            if audit or not _too_large(data) or limit <= 1:
                return data, [one.message for one in omitted if one.code in _LIMITS]
            limit //= 2


_LIMITS = frozenset({"results-over-limit", "results-not-kept"})


def _too_large(data: bytes) -> bool:
    if len(data) <= MAX_COMPRESSED:
        return False
    import zlib

    # The quickest level, which makes more of it than gzip does, mostly settles it.
    return all(len(zlib.compress(data, level)) > MAX_COMPRESSED for level in (1, 6))


def _log(report: Report, audit: bool, limit: int, omitted: list[Omission]) -> Any:
    policy = [result for result in report.results if result.drift is None]
    drift = [result for result in report.results if result.drift is not None]
    uri = (display_uris if audit else repository_uris)(report)
    live = report.command == "drift"
    below = f"{report.category}/" if report.category else ""
    category = f"trueup/live/{below}" if live else f"trueup/policy/{below}"
    runs = [_run(report, policy, "trueup", category, uri, audit, limit, omitted)]
    if live or drift:
        # A scanned plan may tell of drift, too.
        runs.append(
            _run(
                report,
                drift,
                "trueup drift",
                f"trueup/drift/{below}",
                uri,
                audit,
                limit,
                omitted,
                _drift_rules(),
            )
        )
    return SarifLog(schema_uri=SCHEMA, version="2.1.0", runs=runs)


def _drift_rules() -> list[Rule]:
    """Every class of drift, found or not: what the tool looks for."""
    from scanner.drift.rules import RULES

    return [rule for of, rule in RULES.items() if of is not DriftClass.IN_SYNC]


def _run(
    report: Report,
    results: Sequence[Result],
    driver: str,
    category: str,
    uri: Callable[[str], str | None],
    audit: bool,
    limit: int,
    omitted: list[Omission],
    others: Sequence[Rule] = (),
) -> Any:
    gone = [
        one for one in report.gone if audit and one.rule.startswith("drift-") == ("drift" in driver)
    ]
    results = sorted(results, key=lambda result: -result.severity.rank)
    omissions: list[Omission] = []
    if not audit:
        results, omissions = _for_github(results, uri, limit)
        omitted += omissions
    rules, rule_index, weaknesses = descriptors(results, others)
    flatten = flattener()
    physical = physical_locations(uri, flatten)
    notes = notifications(report.diagnostics, omissions, physical, every_note=audit)
    prints = fingerprinter(report, results)
    writer = Writer(
        physical,
        *located_places(physical, flatten),
        rule_index,
        prints,
        correlator(),
        identity_fingerprint,
        audit,
        report.baseline,
    )
    return Run(
        tool=Tool(
            driver=ToolComponent(
                name=driver,
                version=__version__,
                semantic_version=__version__,
                rules=rules,
                supported_taxonomies=[taxonomy.reference()] if weaknesses else None,
                language=None,
                contents=None,
            )
        ),
        taxonomies=[taxonomy.taxonomy(weaknesses)] if weaknesses else None,
        automation_details=RunAutomationDetails(id=category),
        invocations=[
            Invocation(
                execution_successful=report.complete,
                exit_code=report.exit_code,
                tool_execution_notifications=notes,
            )
        ],
        results=[
            *(sarif_result(result, writer) for result in results),
            *(gone_result(one, writer) for one in gone),
        ],
        column_kind="unicodeCodePoints",
        default_encoding="utf-8",
        language=None,
        newline_sequences=None,
    )


def _for_github(
    results: Sequence[Result], uri: Callable[[str], str | None], limit: int
) -> tuple[list[Result], list[Omission]]:
    """The active results that GitHub can show, worst first, and what was left out."""
    active = [result for result in results if result.kind is Kind.FAIL]
    omissions = []
    own = [result for result in active if result.resource_origin is not Origin.IMPORTED]
    if len(own) < len(active):
        # Whoever found them uploads them: here each would be a second alert.
        text = f"{len(active) - len(own)} results of other scanners are not in this file"
        omissions.append(Omission("results-imported", text))
        active = own
    placed = [result for result in active if uri(result.location.path) is not None]
    if len(placed) < len(active):
        missing = Counter(
            "without a file" if not result.location.path else "outside of the repository"
            for result in active
            if uri(result.location.path) is None
        )
        counted = " and ".join(f"{count} {where}" for where, count in sorted(missing.items()))
        text = f"left out of this file, which names only files of the repository: {counted}"
        omissions.append(Omission("results-without-file", text))
    if len(placed) > limit:
        text = f"only the {limit} worst of {len(placed)} results are in this file"
        omissions.append(Omission("results-over-limit", text))
        placed = placed[:limit]
    if len(placed) > SHOWN_RESULTS:
        text = f"code scanning keeps the {SHOWN_RESULTS} worst of {len(placed)} results"
        omissions.append(Omission("results-not-kept", text))
    return placed, omissions
