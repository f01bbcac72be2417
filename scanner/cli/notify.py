"""`--notify`: tell a webhook of what is new."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from scanner.cli.audit_scope import is_unread
from scanner.errors import HistoryError, LiveError, UsageError
from scanner.history import open_history
from scanner.model import Diagnostic, DiagnosticLevel, Kind
from scanner.notify import News, Notice, Webhook, message, post
from scanner.outcome import Report, Result, Standing
from scanner.report.visible import visible

if TYPE_CHECKING:
    from scanner.cli.run import Setup
    from scanner.history.entries import Recorded

VARIABLE = "TRUEUP_WEBHOOK"
LOOPBACK = "TRUEUP_WEBHOOK_LOOPBACK"
_NAME = re.compile(r"[A-Za-z_]\w*\Z", re.ASCII)
_NEWS = (Standing.NEW, Standing.REOPENED)


def webhook_of(options: dict[str, Any]) -> Webhook:
    """The webhook to tell. Raises UsageError where there is none, and where nothing would tell what
    is new."""
    name = options["notify_url_env"] or VARIABLE
    if not _NAME.match(name):
        # Whatever it is may be the URL.
        raise UsageError(
            "--notify-url-env takes the name of an environment variable; the URL itself is a "
            "secret and has no place on the command line"
        )
    url = os.environ.get(name)
    if not url:
        raise UsageError(
            f"--notify posts to the webhook in the environment variable {name}, which is not set"
        )
    if not any(options.get(old) for old in ("history", "baseline", "since")):
        raise UsageError(
            "--notify tells of what is new, and nothing says what is old; give --history or "
            "--baseline"
        )
    return Webhook.of(url, name, loopback=os.environ.get(LOOPBACK) == "1")


def tell(
    report: Report,
    setup: Setup,
    options: dict[str, Any],
    webhook: Webhook,
    command: str,
    recorded: Recorded | None,
) -> Report:
    """Post what is new, if anything is; the report, with a note where nobody took it.

    What a history keeps is told of in the next audit where this one could not.
    """
    if recorded is None and options["history"] is not None:
        return report  # the history failed, and with it what is new
    lives = recorded.untold if recorded is not None else ()
    if recorded is None:
        notices = [one for result in report.results for one in _of_result(result)]
    else:
        notices = list(_of_lives(report, recorded))
    if not notices:
        return report
    name = options["history_name"] or os.path.basename(setup.project.root)
    resolved = report.trend[-1].resolved if report.trend else len(report.gone)
    news = News(f"{name}: {command}", notices, resolved, report.complete)
    try:
        post(webhook, message(news))
    except LiveError as error:
        then = "; the next audit tells of it" if recorded is not None else ""
        return _failed(report, setup, f"nobody was told: {error}{then}")
    if recorded is not None:
        try:
            with open_history(options["history"], create=False) as history:
                history.told([life.number for life in lives])
        except HistoryError as error:
            return _failed(report, setup, f"the next audit tells of the same again: {error}")
    return report


def _failed(report: Report, setup: Setup, why: str) -> Report:
    """The scan itself missed nothing, but somebody who counts on being told was not."""
    click.echo(f"Error: {visible(why)}", err=True)
    note = Diagnostic(DiagnosticLevel.NOTE, "notify-failed", why)
    report = replace(report, diagnostics=[*report.diagnostics, note])
    if report.exit_code == 0 and not setup.gate.allow_incomplete:
        from scanner.cli.exits import EXIT_INCOMPLETE

        report = replace(report, exit_code=EXIT_INCOMPLETE)
    return report


def _of_lives(report: Report, recorded: Recorded) -> Iterator[Notice]:
    """What the history has nobody told of yet. All of it was found just now."""
    results = {one.identity: result for result in report.results for one in result.instances}
    for life in recorded.untold:
        last = life.last
        yield Notice(
            rule=last.rule,
            # What is kept of a finding may quote what it found.
            title=results[last.identity].rule.title if last.identity in results else last.rule,
            severity=last.severity,
            subject=f"{last.address}.{last.attribute}" if last.attribute else last.address,
            place=f"{last.path}:{last.line}" if last.path else "",
            environment=last.environment,
            actor=last.actor,
            again=recorded.pasts[last.key].standing is Standing.REOPENED,
            undecided=last.kind == Kind.OPEN.value,
        )


def _of_result(result: Result) -> Iterator[Notice]:
    """A result that is new by the baseline or the revision; a suppressed one is known."""
    known = result.past is not None and result.past.standing not in _NEWS
    if known or result.kind not in (Kind.FAIL, Kind.OPEN) or is_unread(result):
        return
    attribute = f".{result.attribute}" if result.attribute else ""
    drift = result.drift
    place = result.location
    yield Notice(
        rule=result.rule.id,
        title=result.rule.title,
        severity=result.severity,
        subject=f"{result.resource_address}{attribute}",
        place=f"{place.path}:{place.start_line}" if place.path else "",
        environment=", ".join(result.environments),
        actor=(drift.actor or "") if drift else "",
        again=result.past is not None and result.past.standing is Standing.REOPENED,
        undecided=result.kind is Kind.OPEN,
    )
