"""JUnit's XML, as GitLab, Jenkins and Azure Pipelines read it.

A suite for each rule, since a rule is what is asserted and its resources are the cases: moving a
file does not rename a test, and what the rule means is said once. Failing results are failures,
open and suppressed ones are skipped, passes are there with ``--all``. A suite of its own says
whether the run is complete: its case is an error when it is not, and it is there in a clean run,
too, where Jenkins would call a report without any test broken.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from scanner.model import Kind
from scanner.report.visible import visible
from scanner.report.words import (
    INCOMPLETE,
    KNOWN,
    count,
    detail_lines,
    environment_words,
    failing,
    incomplete_words,
    message_of,
    open_words,
    place_of,
    repository_paths,
    rule_of,
    suppression_words,
    title_of,
    uncounted_words,
    web_links,
)
from scanner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scanner.outcome import Compliance, ControlResult, Report, Result

_MAX_REASONS = 100
_MAX_NAME = 300
_QUOTES = {'"': "&quot;"}


def render(report: Report) -> bytes:
    """`report` as UTF-8 XML with a newline at the end.

    With ``--since``, findings of before are skipped and only new ones fail.
    """
    by_rule: dict[str, list[Result]] = {}
    for result in report.results:
        by_rule.setdefault(result.rule.id, []).append(result)
    path_of = repository_paths(report)
    suites = [_run(report)]
    suites += [_rule(found, report, path_of) for found in by_rule.values()]
    suites += [_framework(one, report) for one in report.compliance]
    total = Counter[str]()
    for _, counts in suites:
        total.update(counts)
    attributes: dict[str, str | int] = {
        "name": f"trueup {report.command}",
        "tests": total["tests"],
        "failures": total["failures"],
        "errors": total["errors"],
        **_time(report),
    }
    rows = ['<?xml version="1.0" encoding="UTF-8"?>', _open("testsuites", attributes)]
    rows += [text for text, _ in suites]
    return "\n".join([*rows, "</testsuites>", ""]).encode("utf-8", "replace")


def _time(report: Report) -> dict[str, str]:
    return {} if report.times is None else {"time": f"{report.times[1] - report.times[0]:.3f}"}


# ---- suites --------------------------------------------------------------------------------


def _run(report: Report) -> tuple[str, Counter[str]]:
    reasons = incomplete_words(report, _MAX_REASONS)
    outcome = _outcome("error", INCOMPLETE, reasons, "incomplete") if reasons else ""
    attributes = {"classname": "trueup", "name": "everything in scope was checked"}
    case = _case(attributes | _time(report), outcome)
    properties = {
        "trueup.version": __version__,
        "trueup.command": report.command,
        "trueup.complete": str(report.complete).lower(),
        "trueup.exit_code": str(report.exit_code),
        "trueup.environments": ", ".join(report.environments),
        "trueup.since": report.since or "",
    }
    return _suite("trueup", properties, [case], report)


def _rule(
    found: list[Result], report: Report, path_of: Callable[[str], str | None]
) -> tuple[str, Counter[str]]:
    rule = found[0].rule
    properties = {
        "title": title_of(found[0]),
        # Drift is as bad as what it breaks: then each case says its own.
        "severity": ", ".join(dict.fromkeys(one.severity.value for one in found)),
        "cwe": "" if rule.cwe is None else f"CWE-{rule.cwe}",
        "fix": rule.fix,
        "aliases": ", ".join(rule.aliases),
        "references": " ".join(web_links(rule.references)),
    }
    classname = f"trueup.{rule_of(found[0])}"
    names = Counter[str]()
    cases = []
    for result in found:
        name = _name(result, report)
        names[name] += 1
        attributes = {"classname": classname, "name": _numbered(name, names[name])}
        path = path_of(result.location.path)
        if path is not None:
            attributes |= {"file": path, "line": str(max(1, result.location.start_line))}
        cases.append(_case(attributes, _result(result, report)))
    return _suite(rule_of(found[0]), properties, cases, report)


def _numbered(name: str, number: int) -> str:
    """Test reports know a test by its name: the second of a name gets a number."""
    return name if number == 1 else f"{name} #{number}"


def _name(result: Result, report: Report) -> str:
    """Resource and attribute, and the environments of drift, which is another in each."""
    name = result.instances[0].address if len(result.instances) == 1 else result.resource_address
    name += f" {result.attribute}" if result.attribute else ""
    if result.drift is not None and result.environments:
        name += f" ({environment_words(result, report)})"
    return visible((name or rule_of(result))[:_MAX_NAME])


def _result(result: Result, report: Report) -> str:
    """What stands inside of a test case; nothing inside of one that passed."""
    if result.kind is Kind.PASS:
        return ""
    location = result.location
    rows = [place_of(location.path, location.start_line), *detail_lines(result, report)]
    rows = [row for row in rows if row]
    if result.kind is Kind.OPEN:
        return _outcome("skipped", open_words(result), [])
    if result.kind is Kind.SUPPRESSED:
        return _outcome("skipped", suppression_words(result), [message_of(result), *rows])
    uncounted = uncounted_words(result, report)
    if uncounted:
        return _outcome("skipped", f"{uncounted}: {message_of(result)}", rows)
    # `type` is no rule's id: ActiveSupport, which reads the file for GitLab, takes some for orders.
    return _outcome("failure", message_of(result), rows, result.severity.value)


def _framework(found: Compliance, report: Report) -> tuple[str, Counter[str]]:
    """A case for each control; with ``--since`` one fails only by what is new."""
    name = f"{found.framework.name} {found.framework.version}"
    new = {one.rule.id for one in failing(report.results) if not report.knows(one)}
    cases = []
    for one in found.results:
        title = f"{one.control.id} {one.control.title}"
        attributes = {"classname": f"trueup.compliance.{found.framework.name}", "name": title}
        known = report.since is not None and not new.intersection(one.control.rules)
        cases.append(_case(attributes, _control(one, known)))
    return _suite(f"compliance: {name}", {"source": found.framework.source}, cases, report)


def _control(one: ControlResult, known: bool) -> str:
    rules = ", ".join(one.control.rules)
    if one.status == "pass":
        return ""
    if one.status == "fail" and not known:
        return _outcome("failure", f"{count(one.failed, 'finding')} of {rules}", [], "control")
    words = {
        "fail": KNOWN,
        "open": f"not decided: {one.open} open",
        "waived": f"suppressed: {one.waived}",
        "not-applicable": "not applicable: nothing that its rules judge was found",
        "manual": f"to be checked by hand: {one.control.manual}",
    }
    return _outcome("skipped", words.get(one.status, one.status), [])


# ---- XML -----------------------------------------------------------------------------------


def _suite(
    name: str, properties: Mapping[str, str], cases: list[str], report: Report
) -> tuple[str, Counter[str]]:
    counts = Counter(
        tests=len(cases),
        failures=sum("<failure " in case for case in cases),
        errors=sum("<error " in case for case in cases),
        skipped=sum("<skipped " in case for case in cases),
    )
    attributes: dict[str, str | int] = {"name": name, **counts}
    if report.times is not None:
        attributes["timestamp"] = _utc(report.times[0])
    rows = [_open("testsuite", attributes), "<properties>"]
    rows += [
        _open("property", {"name": key, "value": value}, "/")
        for key, value in properties.items()
        if value
    ]
    return "\n".join([*rows, "</properties>", *cases, "</testsuite>"]), counts


def _utc(seconds: float) -> str:
    import time

    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))


def _case(attributes: Mapping[str, str], outcome: str) -> str:
    if not outcome:
        return _open("testcase", attributes, "/")
    return f"{_open('testcase', attributes)}{outcome}</testcase>"


def _outcome(kind: str, message: str, rows: Sequence[str], type_: str = "") -> str:
    """An element of a case. GitLab shows the text and not the message, where there is a text."""
    attributes = {"type": type_} if type_ else {}
    start = _open(kind, {"message": message, **attributes})
    text = "\n".join(map(visible, (message, *rows))) if rows else ""
    return f"{start}{escape(text)}</{kind}>"


def _open(name: str, attributes: Mapping[str, str | int], end: str = "") -> str:
    """A tag. `visible` leaves no character that XML forbids, and none that it would normalise."""
    written = "".join(f' {key}="{_attribute(str(text))}"' for key, text in attributes.items())
    return f"<{name}{written}{end}>"


def _attribute(text: str) -> str:
    return escape(visible(text), _QUOTES)
