"""Markdown for the summary of a CI job or a comment on a pull request.

What comes from scanned files stands in ``<code>`` with every character that Markdown, a table or
GitHub would read as its own written as an entity: nothing in it becomes a link, a mention, a cell
or HTML. A summary holds 1 MiB and a comment 65,536 characters; what does not fit is counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from scanner.environments import in_words
from scanner.model import DiagnosticLevel, Kind, Level
from scanner.report.drift_coverage import MISSED, coverage_words, missed_words, unmanaged_hint
from scanner.report.drift_groups import (
    Group,
    Listing,
    address_of,
    drift_groups,
    effect_words,
    state_words,
    view_texts,
    who_words,
)
from scanner.report.standing import is_new, name_of, place_of, since_notes, standing_words
from scanner.report.summary import summarize
from scanner.report.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scanner.model import Location
    from scanner.outcome import Report, Result

SUMMARY_BYTES: Final = 1_000_000
"""GitHub takes 1 MiB for the summary of a step, in which something else may stand already."""
COMMENT_BYTES: Final = 65_000
"""GitHub takes 65,536 characters for a comment."""

MAX_VALUE: Final = 160
MAX_TEXT: Final = 400
MAX_ERRORS: Final = 20
_CLOSING_SHARE: Final = 4
_HEAD_SHARE: Final = 4
_FOLD: Final = "<details>"
_UNFOLD: Final = "</details>"

# Also what GitHub's own extensions read: mentions, issues, mathematics, colour swatches, emoji.
_SPECIAL = re.compile(r"""[&<>"'|`*~\[\]\\#!$:@^{}()]|(?<![^\W_])_|_(?![^\W_])|(?<=www)\.""")
_MENTION = re.compile("(&#(?:35|64);)")
# At the beginning of a line also what begins a list, or underlines a heading.
_LIST_MARKER = re.compile(r"^(\s*\d*)([-+=.])")
_ICONS = {
    Level.CRITICAL: "🟥",
    Level.HIGH: "🟧",
    Level.MEDIUM: "🟨",
    Level.LOW: "🟦",
}


def render(report: Report, limit: int = SUMMARY_BYTES) -> bytes:
    """`report` as UTF-8 Markdown of at most `limit` bytes, with a newline at the end."""
    head = _joined(_head(report, limit // _HEAD_SHARE))
    closing = _joined(_closing(report))
    if len(closing) > limit // _CLOSING_SHARE:
        closing = _joined(["The coverage is too long for this report; JSON has it.", ""])
    room = limit - len(head) - len(closing) - 300
    body: list[bytes] = []
    shown = 0
    for count, rows in _blocks(report):
        block = _joined(rows)
        if len(block) > room:
            if any(part.startswith(_FOLD.encode()) for part in body):
                body.append(_joined(["", _UNFOLD, ""]))
            break
        body.append(block)
        room -= len(block)
        shown += count
    left = sum(result.kind is Kind.FAIL for result in report.results) + len(report.gone) - shown
    if left:
        text = f"**{_count(left, 'finding')} more** not shown: this report holds at most "
        body.append(_joined([f"{text}{limit:,} bytes. JSON and SARIF have them all.", ""]))
    return b"".join([head, *body, closing]).rstrip(b"\n") + b"\n"


def escaped(text: str, width: int = MAX_TEXT) -> str:
    """Scanned text that Markdown shows as it is, on one line, cut to `width` characters."""
    # GitHub looks for mentions and issues in the finished page, where an entity is what it means.
    written = _MENTION.sub(r"<code>\1</code>", _entities(text, width))
    return _LIST_MARKER.sub(lambda match: f"{match[1]}&#{ord(match[2])};", written)


def code(text: str, width: int = MAX_TEXT) -> str:
    """Scanned text as code; in it GitHub looks for no mentions, but for addresses of mail, which
    end at a comment."""
    written = _entities(text, width).replace("&#64;", "<!-- -->&#64;")
    return f"<code>{written}</code>" if text else ""


def _entities(text: str, width: int) -> str:
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", one_line(text, width))


def _joined(rows: Iterable[str]) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode("utf-8", "replace")


# ---- beginning and end ---------------------------------------------------------------------


def _head(report: Report, room: int) -> Iterator[str]:
    """room: how many bytes the errors may take up."""
    summary = summarize(report)
    yield f"## trueup {report.command}"
    yield ""
    by_severity, noun = summary.by_severity, "finding"
    if report.since is not None and summary.new_by_severity is not None:
        by_severity, noun = summary.new_by_severity, "new finding"
    failed = sum(by_severity.values())
    if failed:
        parts = [f"{_ICONS[Level(name)]} {n} {name}" for name, n in by_severity.items() if n]
        words = f"**{_count(failed, noun)}**: {', '.join(parts)}"
    else:
        words = f"**No {noun}s.**" if report.complete else f"**No {noun}s in what was checked.**"
    extra = [
        f"{summary.by_kind[kind.value]} {word}"
        for kind, word in ((Kind.SUPPRESSED, "suppressed"), (Kind.OPEN, "open"))
        if summary.by_kind[kind.value]
    ]
    yield words + (f" ({', '.join(extra)})" if extra else "")
    yield ""
    if report.since is not None:
        yield f"Since {code(report.since)}: {standing_words(summary)}."
        yield ""
        notes = since_notes(report)
        for note in notes[:MAX_ERRORS]:
            yield f"> - {' '.join(filter(None, (code(note.path or ''), escaped(note.message))))}"
        if len(notes) > MAX_ERRORS:
            yield f"> - {len(notes) - MAX_ERRORS} more notes"
        if notes:
            yield ""
    if not report.complete:
        yield "> [!WARNING]"
        yield "> Incomplete: not everything in scope was checked; what is missing is not clean."
        errors = [d for d in report.diagnostics if d.level is DiagnosticLevel.ERROR]
        shown = 0
        for error in errors[:MAX_ERRORS]:
            place = "" if error.path is None else error.path
            if place and error.line is not None:
                place += f":{error.line}"
            row = f"> - {' '.join(filter(None, (code(place), escaped(error.message))))}"
            room -= len(row.encode("utf-8", "replace"))
            if room < 0:
                break
            yield row
            shown += 1
        if len(errors) > shown:
            yield f"> - {len(errors) - shown} more errors"
        yield ""


def _closing(report: Report) -> Iterator[str]:
    coverage = report.coverage
    if report.command != "drift":
        files, resources = _count(coverage.files, "file"), _count(coverage.resources, "resource")
        yield f"Coverage: {files} read, {resources} judged."
        return
    yield f"Coverage: {coverage_words(coverage)}."
    yield ""
    if coverage.types:
        yield "<details><summary>By resource type</summary>"
        yield ""
        yield f"| Type | compared | {' | '.join(MISSED)} | Reason |"
        yield "| --- |" + " ---: |" * (1 + len(MISSED)) + " --- |"
        # What was missed first: it is what there is to do.
        for name, one in sorted(coverage.types.items(), key=lambda e: not missed_words(e[1])):
            numbers = [str(one.compared), *(str(getattr(one, word)) for word in MISSED)]
            yield _row([code(name), *numbers, code(one.reason or "")])
        yield ""
        yield "</details>"
        yield ""
    states = state_words(drift_groups(report.results).states)
    if states:
        yield f"State: {code(states)}"
        yield ""
    for limit in coverage.limits:
        yield f"- Not compared: {escaped(limit)}"
    hidden = unmanaged_hint(report)
    if hidden:
        yield f"- Next: {escaped(hidden)}"


# ---- findings ------------------------------------------------------------------------------


def _blocks(report: Report) -> Iterator[tuple[int, list[str]]]:
    """The findings in pieces that are shown whole or not: (how many, rows). Compared with a
    revision, what is new and what is fixed come first, and what is unchanged is folded away."""
    failing = [result for result in report.results if result.kind is Kind.FAIL]
    if report.since is None and not report.gone:
        yield from _findings(report, failing)
        return
    new = failing if report.since is None else [one for one in failing if is_new(one)]
    yield from _findings(report, new)
    if report.gone:
        yield (
            0,
            [f"#### {len(report.gone)} fixed", "", _row(["", "Rule", "Where it was", "Resource"])],
        )
        yield 0, [_row(["---"] * 4)]
        for one in report.gone:
            cells = [one.severity.value, code(one.rule), code(place_of(one)), code(name_of(one))]
            yield 1, [_row(cells)]
        yield 0, [""]
    unchanged = [] if report.since is None else [one for one in failing if not is_new(one)]
    if unchanged:
        yield 0, [_FOLD + f"<summary>{len(unchanged)} unchanged</summary>", ""]
        yield from _findings(report, unchanged)
        yield 0, [_UNFOLD, ""]


def _findings(report: Report, failing: Sequence[Result]) -> Iterator[tuple[int, list[str]]]:
    policy = [result for result in failing if result.drift is None]
    if policy:
        several = len(report.environments) > 1
        titles = ["", "Rule", "Where", "Resource", *(["Environment"] if several else []), "Finding"]
        yield 0, [_row(titles), _row(["---"] * len(titles))]
        for result in policy:
            yield 1, [_policy_row(result, report.environments if several else ())]
        yield 0, [""]
    found = drift_groups(failing)
    for group in found.groups:
        yield len(group.results), list(_group(group, report.environments))
    for listing in found.listings:
        yield from _listing(listing, report.environments)


def _policy_row(result: Result, environments: Sequence[str]) -> str:
    cells = [
        _severity(result),
        code(result.rule.id),
        code(_place(result.location)),
        code(_addresses(result)),
    ]
    if environments:
        cells.append(code(in_words(result.environments, environments)))
    return _row([*cells, escaped(result.message)])


def _group(group: Group, environments: Sequence[str]) -> Iterator[str]:
    place = _place(group.block)
    title = f"#### {_severity(group.worst)} {code(group.address)}"
    title += f" at {code(place)}" if place else ""
    if group.environments:
        title += f" {escaped(in_words(group.environments, environments))}"
    if group.state is not None:
        title += f" in {code(state_words([group.state]))}"
    yield title
    yield ""
    views = group.views
    yield _row(["", "Attribute", *views, "Effect"])
    yield _row(["---"] * (3 + len(views)))
    for result, drift in group.results:
        notes = [escaped(effect_words(result, drift))]
        who = who_words(drift)
        notes += [f"changed {code(who)}"] if who else []
        name = code(result.attribute) if result.attribute else escaped(result.message)
        texts, partly = view_texts(drift, MAX_VALUE) if result.attribute else ({}, False)
        name += "<br>only what differs" if partly else ""
        values = [code(texts[view], MAX_VALUE) if view in texts else "–" for view in views]
        yield _row([drift.drift_class.value, name, *values, "<br>".join(filter(None, notes))])
    yield ""
    revert = group.common_revert()
    if revert:
        yield f"Revert: {code(revert)}"
        yield ""


def _listing(listing: Listing, environments: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    named = in_words(listing.environments, environments)
    count = _count(len(listing.results), "resource")
    title = f"#### {count} {listing.drift_class.value}"
    yield 0, [title + (f" {escaped(named)}" if named else ""), "", f"{escaped(listing.message)}:"]
    yield 0, ["", _row(["", "Resource", "Id", "Effect"]), _row(["---"] * 4)]
    for result, drift in listing.results:
        address, id_ = address_of(result), result.resource_id or ""
        shown = "" if id_ in address else id_
        effect = escaped(effect_words(result, drift))
        yield 1, [_row([_severity(result), code(address), code(shown), effect])]
    yield 0, [""]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _severity(result: Result) -> str:
    return f"{_ICONS[result.severity]} {result.severity.value}"


def _place(location: Location) -> str:
    return f"{location.path}:{location.start_line}" if location.path else ""


def _addresses(result: Result) -> str:
    count = len({instance.address for instance in result.instances})
    if count < 2:
        return address_of(result)
    return f"{result.resource_address} ({count} instances)"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
