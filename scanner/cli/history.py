"""`trueup history`: how the findings of scheduled audits come and go."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from scanner.cli.options import history_place

if TYPE_CHECKING:
    from scanner.history.place import Place
    from scanner.history.store import History
    from scanner.report.lines import Line

_DAY = 24 * 60 * 60
_MOST_LIVES = 100
_FORMAT = click.option(
    "--format", "format_", default=None, type=click.Choice(["text", "json"]),
    help="What goes to standard output.  [default: text]",
)  # fmt: skip
_NAME = click.option("--name", metavar="NAME", help="Only audits of this name (--history-name).")
_PLACE = history_place(
    "The history: an SQLite file, or a database by its SQLAlchemy URL, which may also stand in "
    "TRUEUP_HISTORY."
)


def _options(function: Any) -> Any:
    for option in (_FORMAT, _NAME, _PLACE):
        function = option(function)
    return function


@click.group(short_help="Show past audits.", invoke_without_command=True)
@_options
@click.option("--last", default=100, show_default=True, type=click.IntRange(1, 1_000),
              metavar="N", help="At most so many audits.")  # fmt: skip
@click.pass_context
def history(
    ctx: click.Context, history: Place | None, name: str | None, format_: str | None, last: int
) -> None:
    """Show the audits that `trueup drift --history` and `trueup scan --history` kept: how many
    findings each had, and how many of them were new, were back, or were gone.

    \b
    trueup drift live --history audits.sqlite
    trueup history --history audits.sqlite
    """
    ctx.obj = {"history": history, "name": name, "format_": format_}
    if ctx.invoked_subcommand is not None:
        return
    from scanner.report.history import trend_json, trend_lines

    with _opened(history) as found:
        entries = found.audits(name, last)
    _print(format_, lambda: trend_json(entries), lambda: trend_lines(entries))


@history.command(short_help="One audit.")
@click.argument("number", type=click.IntRange(min=1))
@_options
@click.pass_obj
def audit(above: dict[str, Any], /, number: int, **options: Any) -> None:
    """Show what the audit NUMBER found new, found again, and found no more."""
    from scanner.report.history import audit_json, audit_lines

    given = _merged(above, options)
    with _opened(given["history"]) as found:
        entry, changed = found.audit(number)
    _print(
        given["format_"],
        lambda: audit_json(entry, changed),
        lambda: audit_lines(entry, changed),
    )


@history.command(short_help="The life of a finding.")
@click.argument("identity")
@_options
@click.pass_obj
def finding(above: dict[str, Any], /, identity: str, **options: Any) -> None:
    """Show when the finding IDENTITY came and went; a part of it does, such as a rule's id or a
    resource's address."""
    from scanner.errors import UsageError
    from scanner.report.history import life_lines, lives_json
    from scanner.report.lines import Line

    given = _merged(above, options)
    with _opened(given["history"]) as found:
        lives = found.lives(identity, given["name"], _MOST_LIVES)
        pairs = [(life, found.events(life)) for life in lives]
    if not pairs and given["format_"] != "json":
        raise UsageError(f"no finding of the history has {identity!r} in its identity")

    def lines() -> Iterable[Line]:
        for number, (life, events) in enumerate(pairs):
            if number:
                yield Line()
            yield from life_lines(life, events)

    _print(given["format_"], lambda: lives_json(pairs), lines)
    if len(pairs) == _MOST_LIVES and given["format_"] != "json":
        click.echo(f"only the first {_MOST_LIVES} are shown; give more of the identity", err=True)


@history.command(short_help="Forget what is old.")
@click.option(
    "--days",
    required=True,
    type=click.IntRange(min=1),
    metavar="N",
    help="Forget audits that are older, and findings that were not seen since.",
)
@_options
@click.pass_obj
def prune(above: dict[str, Any], /, days: int, **options: Any) -> None:
    """Forget audits older than N days, and findings that no audit since has seen.

    Nothing is ever forgotten by itself. A finding that is forgotten and comes back is new.
    """
    import time

    given = _merged(above, options)
    before = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - days * _DAY))
    with _opened(given["history"]) as found:
        audits, findings = found.prune(before)
    click.echo(
        f"forgot {audits} audit{'' if audits == 1 else 's'} and "
        f"{findings} finding{'' if findings == 1 else 's'} from before {before}"
    )


def _merged(above: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The options of a command, else those given before its name."""
    return {name: above[name] if own[name] is None else own[name] for name in above}


def _opened(place: Place | None) -> History:
    from scanner.errors import UsageError
    from scanner.history import open_history

    if place is None:
        raise UsageError(
            "which history? name it with --history FILE|URL, or set TRUEUP_HISTORY in the "
            "environment"
        )
    return open_history(place, create=False)


def _print(
    format_: str | None, json: Callable[[], bytes], lines: Callable[[], Iterable[Line]]
) -> None:
    from scanner.report.text import write_lines

    if format_ == "json":
        data = json()
    else:
        data = write_lines(lambda _width: lines(), terminal=sys.stdout.isatty()).encode()
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
