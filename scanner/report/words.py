"""What the formats for CI services say of a result in plain text, and which results they show.

Nothing in here is escaped for a format; all of it is on one line and safe to print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.environments import in_words
from scanner.model import DiagnosticLevel, Kind
from scanner.report.drift_groups import effect_words, view_texts, who_words
from scanner.report.visible import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from scanner.model import Diagnostic
    from scanner.outcome import Drift, Report, Result

MAX_TEXT = 1_000
MAX_VALUE = 200
MAX_SENTENCE = 2_000
_MAX_ADDRESSES = 5
KNOWN = "not new: found before, too"
NOT_GATING = "not counted by the exit code: no instance of it exists"
INCOMPLETE = "not everything in scope was checked; what is missing is not clean"


# ---- which results -------------------------------------------------------------------------


def failing(results: Iterable[Result]) -> list[Result]:
    """Those that count, worst first; in their own order where they are as bad."""
    found = [result for result in results if result.kind is Kind.FAIL]
    return sorted(found, key=lambda result: -result.severity.rank)


def is_uncounted(report: Report, result: Result) -> bool:
    """Whether `result` never counts. What is only not new counts for those who compare branches
    by themselves, with the severity that it has in the other branch."""
    return not result.gating and not report.knows(result)


def errors(report: Report) -> list[Diagnostic]:
    """The diagnostics that make the run incomplete."""
    return [one for one in report.diagnostics if one.level is DiagnosticLevel.ERROR]


# ---- where ---------------------------------------------------------------------------------


def repository_paths(report: Report) -> Callable[[str], str | None]:
    """A function from a display path to the path from the repository's root, with ``/``.

    None where it has none: for no file at all, one outside of the repository, standard input, a
    state's URL, and a name that is not UTF-8. Answers are remembered.
    """
    known: dict[str, str | None] = {}

    def path_of(display: str) -> str | None:
        if display not in known:
            relative = None
            if display and "://" not in display:
                relative = report.repository_path(display)
            known[display] = relative if relative and _nameable(relative) else None
        return known[display]

    return path_of


def _nameable(relative: str) -> bool:
    try:
        relative.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return all(part not in ("", ".", "..") for part in relative.split("/"))


def place_of(path: str | None, line: int | None) -> str:
    """``path:line``, as far as known."""
    if not path:
        return ""
    return one_line(f"{path}:{line}" if line else path, MAX_TEXT)


# ---- what ----------------------------------------------------------------------------------


def message_of(result: Result) -> str:
    """What is wrong, in a phrase; never empty."""
    return one_line(result.message or result.rule.title or rule_of(result), MAX_TEXT)


def rule_of(result: Result) -> str:
    """The rule's id; never empty."""
    return visible(result.rule.id) or "unknown"


def title_of(result: Result) -> str:
    """What the rule finds wrong, of no particular resource; never empty."""
    return one_line(result.rule.title or rule_of(result), MAX_TEXT)


def addresses_of(result: Result) -> list[str]:
    """The addresses of the instances that are as the result is, each once."""
    own = [one.address for one in result.instances if one.kind is result.kind]
    found = own or [one.address for one in result.instances] or [result.resource_address]
    return [visible(address) for address in dict.fromkeys(found) if address]


def resource_words(result: Result) -> str:
    """The resource, and the first of its instances where there are several."""
    addresses = addresses_of(result)
    if len(addresses) < 2:
        words = "".join(addresses) or visible(result.resource_address)
    else:
        shown = ", ".join(addresses[:_MAX_ADDRESSES])
        more = len(addresses) - _MAX_ADDRESSES
        rest = f" and {more} more" if more > 0 else ""
        words = f"{visible(result.resource_address)} ({len(addresses)} instances: {shown}{rest})"
    id_ = result.resource_id
    return words if not id_ or visible(id_) in words else f"{words}, {visible(id_)}"


def environment_words(result: Result, report: Report) -> str:
    """The environments that have it; empty where none are told apart."""
    return visible(in_words(result.environments, report.environments))


def drift_words(result: Result) -> list[str]:
    """The views that have a value, what the rules say of the change, who made it, and how to undo
    it; a line each."""
    drift = result.drift
    if drift is None:
        return []
    who = who_words(drift)
    words = [
        _values(result, drift),
        effect_words(result, drift),
        f"changed {who}" if who else "",
        f"revert: {drift.revert}" if drift.revert else "",
    ]
    return [one_line(one, MAX_TEXT) for one in words if one]


def _values(result: Result, drift: Drift) -> str:
    if not result.attribute:
        return ""
    texts, partly = view_texts(drift, MAX_VALUE)
    words = "; ".join(f"{view} {text}" for view, text in texts.items())
    return f"{words} (only what differs)" if partly else words


def detail_lines(result: Result, report: Report) -> Iterator[str]:
    """Everything but the message, a line each: resource, environments, drift, what to do."""
    yield resource_words(result)
    environments = environment_words(result, report)
    if environments:
        yield environments
    yield from drift_words(result)
    if result.rule.fix:
        yield f"fix: {one_line(result.rule.fix, MAX_TEXT)}"
    uncounted = uncounted_words(result, report)
    if uncounted:
        yield uncounted


def uncounted_words(result: Result, report: Report) -> str:
    """Why a failing result fails nothing; empty where it does."""
    if report.knows(result):
        return KNOWN
    return NOT_GATING if is_uncounted(report, result) else ""


def whole_sentence(result: Result, report: Report) -> str:
    """The message with the resource, the environments and the values, on one line."""
    parts = [f"{message_of(result)}: {resource_words(result)}"]
    environments = environment_words(result, report)
    parts += [environments] if environments else []
    drift = result.drift
    if drift is not None:
        who = who_words(drift)
        # Mostly the message says already which rules the change breaks.
        told = drift.rules and all(rule in result.message for rule in drift.rules)
        effect = "" if told else effect_words(result, drift)
        words = (_values(result, drift), effect, f"changed {who}" if who else "")
        parts += [visible(one) for one in words if one]
    return one_line("; ".join(parts), MAX_SENTENCE)


def open_words(result: Result) -> str:
    """Why a result is open."""
    return f"not decided: {message_of(result)}"


def suppression_words(result: Result) -> str:
    """Who suppressed a result, why, and until when."""
    found = result.suppression
    if found is None:
        return "suppressed"
    words = f"suppressed ({visible(found.source)})"
    words += f" by {visible(found.by)}" if found.by else ""
    words += f" until {visible(found.until)}" if found.until else ""
    return one_line(f"{words}: {found.reason}" if found.reason else words, MAX_TEXT)


def error_words(error: Diagnostic, report: Report) -> str:
    """What could not be checked, with its place and environments."""
    place = place_of(error.path, error.line)
    words = one_line(error.message or error.code, MAX_TEXT)
    environments = visible(in_words(error.environments, report.environments))
    named = f"{words} ({environments})" if environments else words
    return f"{place}: {named}" if place else named


def incomplete_words(report: Report, most: int) -> list[str]:
    """Why the run is incomplete: at most `most` reasons, then how many more there are.

    Never empty for an incomplete run, and empty for a complete one.
    """
    if report.complete:
        return []
    found = errors(report)
    words = [error_words(one, report) for one in found[:most]]
    if len(found) > most:
        words.append(f"{len(found) - most} more errors, see the JSON report")
    return words or [INCOMPLETE]


def count(number: int, noun: str) -> str:
    """``1 finding``, ``2 findings``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def controls_of(report: Report) -> dict[str, list[tuple[str, str, str]]]:
    """By rule: (framework, version, control) of every control that the rule judges."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for compliance in report.compliance:
        framework = compliance.framework
        for one in compliance.results:
            for rule in one.control.rules:
                entry = (visible(framework.name), visible(framework.version))
                found.setdefault(rule, []).append((*entry, visible(one.control.id)))
    return found


def web_links(urls: Sequence[str]) -> list[str]:
    """Those of `urls` that a page may link to."""
    return [url for url in urls if url.startswith(("https://", "http://")) and url.isprintable()]


# ---- what a format has no place for --------------------------------------------------------


def placeless(report: Report) -> int:
    """How many failing results have no file in the repository."""
    path_of = repository_paths(report)
    return sum(path_of(one.location.path) is None for one in failing(report.results))


def undecided(report: Report) -> list[str]:
    """Open results, which a list of findings cannot have: they are none, and not clean either."""
    number = sum(one.kind is Kind.OPEN and one.gating for one in report.results)
    if not number:
        return []
    return [f"{count(number, 'open result')} left out: this format has only findings"]
