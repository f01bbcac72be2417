"""What the text report says, line by line, before anything decides about colour and wrapping.

A `Line` is a list of spans, each with the name of a style; `text` writes them plainly, `terminal`
with colour. All text in spans has been made visible: what comes from scanned files passes through
`scanner.report.visible` here and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from scanner.environments import in_words
from scanner.model import Kind
from scanner.outcome import Standing
from scanner.report.calls import call_chains
from scanner.report.excerpt import excerpt, read_lines
from scanner.report.lines import LONG, Line, hint, line
from scanner.report.masking import about_secrets
from scanner.report.standing import gone_lines, is_new
from scanner.report.totals import total_lines
from scanner.report.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scanner.outcome import Instance, Report, Result, Suppression

MAX_ADDRESSES = 3
MAX_CHAINS = 3
DETAIL = 6
_SHOWN = frozenset({Kind.FAIL})


def report_lines(report: Report, width: int, *, everything: bool = False) -> Iterator[Line]:
    """The whole report: findings by file, drift by resource, opens, diagnostics, coverage, totals.

    Failing results are listed; suppressed, open and passing ones too with `everything`. Compared
    with a revision, those that are new come first, and what is not is only listed with
    `everything`.
    """
    shown = [r for r in report.results if everything or r.kind in _SHOWN]
    if report.since is None:
        yield from _by_file(report, shown, width)
    else:
        new = [result for result in shown if is_new(result)]
        yield from _by_file(report, new, width)
        if everything:
            yield from _by_file(report, [r for r in shown if not is_new(r)], width)
        else:
            shown = new
    if report.gone:
        yield from gone_lines(report)
    if any(result.drift is not None for result in shown):
        from scanner.report.drift_text import drift_section

        yield from drift_section(shown, width, report.environments)
    if report.compliance:
        from scanner.report.compliance import compliance_lines

        for found in report.compliance:
            yield from compliance_lines(found)
    yield from total_lines(report)


def _by_file(report: Report, results: Sequence[Result], width: int) -> Iterator[Line]:
    by_file: dict[str, list[Result]] = {}
    for result in results:
        if result.drift is None:
            by_file.setdefault(result.location.path, []).append(result)
    for path, found in by_file.items():
        yield line((one_line(path, LONG) if path else "(no file)", "path"))
        source = read_lines(report.read, path)
        for result in found:
            yield from _result(result, source, width, report.environments)
        yield Line()


def _result(
    result: Result, source: list[str], width: int, environments: Sequence[str]
) -> Iterator[Line]:
    yield _head(result)
    yield _where(result, environments)
    if result.kind is not Kind.PASS:
        secret = result.sensitive or about_secrets(result.rule)
        for shown in excerpt(source, result.location, max(20, width - 14), secret=secret):
            yield line((f"{shown.number:>5} | ", "dim"), (shown.text, "source"), indent=DETAIL)
            yield line(("      | ", "dim"), (shown.marker, "marker"), indent=DETAIL)
    yield from _calls(result)
    for message, location in result.related:
        place = f"{location.path}:{location.start_line}"
        yield hint("see", f"{one_line(message, LONG)}, {one_line(place, LONG)}", DETAIL)
    if result.suppression is not None:
        yield hint("suppressed", suppression_words(result.suppression), DETAIL)
    if result.kind is Kind.FAIL and result.rule.fix:
        yield hint("fix", one_line(result.rule.fix, LONG), DETAIL)
    if result.kind is Kind.FAIL and result.rule.aliases:
        yield hint("also known as", one_line(", ".join(result.rule.aliases), 100), DETAIL)


def _head(result: Result) -> Line:
    if result.kind is Kind.FAIL:
        word, style = result.severity.value, result.severity.value
    else:
        word, style = result.kind.value, "dim"
    location = result.location
    place = f"{location.start_line}:{location.start_column}" if location.path else "-"
    return line(
        (f"{place:<8} ", "dim"),
        (f"{word:<10} ", style),
        (one_line(result.rule.id, LONG), "rule"),
        ("  ", ""),
        (one_line(result.message, LONG), "message"),
        indent=2,
        hang=DETAIL - 2,
    )


def _where(result: Result, environments: Sequence[str]) -> Line:
    """The addresses, and the environments, of all there are."""
    spans = [(_addresses(result), "address")]
    if result.environments:
        named = one_line(in_words(result.environments, environments), LONG)
        spans.append((f"  {named}", "environment"))
    if not result.gating:
        spans.append(("  (not counted by the exit code)", "dim"))
    if result.past is not None and result.past.standing is Standing.PERSISTING:
        spans.append(("  (unchanged)", "dim"))
    return Line(tuple(spans), indent=DETAIL, hang=2)


def _calls(result: Result) -> Iterator[Line]:
    """The ways there through module calls, outermost first."""
    chains = call_chains(result)
    for chain in chains[:MAX_CHAINS]:
        steps = [f"{c.location.path}:{c.location.start_line} ({c.address})" for c in chain]
        text = one_line(" > ".join(steps), LONG)
        yield Line((("called from ", "label"), (text, "")), DETAIL, 2)
    if len(chains) > MAX_CHAINS:
        yield Line(((f"and from {len(chains) - MAX_CHAINS} more places", "label"),), DETAIL, 2)


def _addresses(result: Result) -> str:
    """The instance, or the definition with how many there are and the first of them."""
    addresses = list(dict.fromkeys(_named(instance, result) for instance in result.instances))
    if len(addresses) < 2:
        return one_line(addresses[0] if addresses else result.resource_address, LONG)
    names = [one_line(address, 120) for address in addresses[:MAX_ADDRESSES]]
    if len(addresses) > MAX_ADDRESSES:
        names.append(f"and {len(addresses) - MAX_ADDRESSES} more")
    others = Counter(i.kind for i in result.instances if i.kind is not result.kind)
    mixed = "".join(f"; {count} {kind.value}" for kind, count in sorted(others.items()))
    mixed += _new_ones(result)
    address = one_line(result.resource_address, LONG)
    return f"{address} ({len(addresses)} instances: {', '.join(names)}{mixed})"


def _new_ones(result: Result) -> str:
    """Which of the instances are new, where not all of them are."""
    new = [i for i in result.instances if i.past is not None and i.past.standing is Standing.NEW]
    if not new or len(new) == len(result.instances):
        return ""
    names = list(dict.fromkeys(one_line(instance.address, 120) for instance in new))
    more = f" and {len(names) - MAX_ADDRESSES} more" if len(names) > MAX_ADDRESSES else ""
    return f"; new: {', '.join(names[:MAX_ADDRESSES])}{more}"


def _named(instance: Instance, result: Result) -> str:
    """An instance's address; with its environments where the result is of others, too."""
    if not instance.environments or instance.environments == result.environments:
        return instance.address
    return f"{instance.address} ({', '.join(instance.environments)})"


def suppression_words(suppression: Suppression) -> str:
    """Who says that a finding does not count, until when, and why."""
    parts = [suppression.source]
    if suppression.by:
        parts.append(f"by {suppression.by}")
    if suppression.until:
        parts.append(f"until {suppression.until}")
    text = " ".join(parts)
    return one_line(f"{text}: {suppression.reason}" if suppression.reason else text, LONG)
