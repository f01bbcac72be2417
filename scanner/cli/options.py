"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from scanner.report import FORMATS as REPORT_FORMATS

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = tuple(REPORT_FORMATS)
FAIL_ON = ("critical", "high", "medium", "low", "never")
_VARIABLES = "trueup.variables"
_WORKSPACES = "trueup.workspaces"


class _InOrder(click.Option):
    """--var and --var-file, kept in one list in the order of the command line, as Terraform
    lets later ones win; --workspace, each time it is given."""

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        super().add_to_parser(parser, ctx)
        kind = self.opts[0].lstrip("-")
        place = _WORKSPACES if kind == "workspace" else _VARIABLES
        kept: list[tuple[str, str]] = ctx.meta.setdefault(place, [])
        option = parser._long_opt[self.opts[0]]
        process = option.process

        def remember(value: Any, state: Any) -> None:
            if kind == "var" and not (value.partition("=")[0].strip() and "=" in value):
                raise click.BadParameter(f"{value!r}: write NAME=VALUE", ctx, self)
            kept.append((kind, value))
            process(value, state)

        option.process = remember


def variables(ctx: click.Context) -> tuple[tuple[str, str], ...]:
    """What --var and --var-file gave, in order: ("var", "name=value"), ("var-file", path)."""
    return tuple(ctx.meta.get(_VARIABLES, ()))


def workspaces(ctx: click.Context) -> tuple[str, ...]:
    """What --workspace gave, each time; empty when it was not given."""
    return tuple(name for _, name in ctx.meta.get(_WORKSPACES, ()))


def _outputs(
    _ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    pairs = []
    for value in values:
        name, equals, path = value.partition("=")
        if not equals or not path or name not in FORMATS:
            raise click.BadParameter(
                f"{value!r}: write FORMAT=PATH, with a format of {', '.join(FORMATS)}"
            )
        pairs.append((name, path))
    return tuple(pairs)


def _history(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Any:
    if value is None:
        return None
    from scanner.history import find_place

    assert parameter.name is not None
    source = ctx.get_parameter_source(parameter.name)
    typed = source is click.core.ParameterSource.COMMANDLINE
    return find_place(value, on_command_line=typed)


def history_place(text: str) -> Any:
    """The option that names a history; text: its help."""
    return click.option(
        "--history", metavar="FILE|URL", callback=_history, envvar="TRUEUP_HISTORY", help=text
    )


_AUDITING = (
    history_place(
        "Keep this audit in a history: an SQLite file, or a database by its SQLAlchemy URL, which "
        "may also stand in TRUEUP_HISTORY."
    ),
    click.option("--history-name", metavar="NAME",
                 help="Whose audit this is, where several repositories or accounts share a "
                 "history.  [default: the repository's folder]"),
    click.option("--notify", is_flag=True,
                 help="Post what is new to the webhook in TRUEUP_WEBHOOK, as Slack takes it."),
    click.option("--notify-url-env", metavar="NAME",
                 help="The environment variable that has the webhook instead; implies --notify."),
)  # fmt: skip

_PACKS = (
    click.option("--pack", "packs", multiple=True, metavar="NAME",
                 help="Judge by another scanner's checks, too: checkov, or checkov:all for those "
                 "as well that a rule answers."),
    click.option("--checkov-python", metavar="PATH", envvar="TRUEUP_CHECKOV_PYTHON",
                 type=click.Path(),
                 help="The Python of an environment that has Checkov, instead of what `trueup "
                 "packs install` makes."),
    click.option("--external-checks-dir", "external_checks", multiple=True, metavar="DIR",
                 envvar="TRUEUP_EXTERNAL_CHECKS_DIR",
                 type=click.Path(exists=True, file_okay=False),
                 help="Run your own Checkov policies in DIR, too, with --pack checkov; their code "
                 "runs, so name only what you trust; may be repeated."),
)  # fmt: skip

_TERRAFORM = (
    click.option("--var", cls=_InOrder, multiple=True, metavar="NAME=VALUE", expose_value=False,
                 help="A Terraform variable's value."),
    click.option("--var-file", cls=_InOrder, multiple=True, metavar="FILE", expose_value=False,
                 help="A file of Terraform variables."),
    click.option("--workspace", cls=_InOrder, default="default", show_default=True,
                 metavar="NAME", help="The Terraform workspace."),
)  # fmt: skip

_ENVIRONMENTS = (
    click.option("--matrix/--no-matrix", "matrix", default=None,
                 help="Make each --var-file (or else each --workspace) an environment of its own, "
                 "or leave the configured environments out."),
    click.option("--environment", "environments", multiple=True, metavar="NAME",
                 help="Evaluate only this environment; may be repeated."),
)  # fmt: skip

_JUDGING = (
    click.option("--baseline", metavar="FILE", type=click.Path(dir_okay=False),
                 help="Count only what this baseline, or JSON or SARIF report, does not know."),
    click.option("--policy", metavar="NAME|FILE",
                 help="Which rules run: baseline (default), strict or a policy file."),
    click.option("--rules", "rule_directories", multiple=True, metavar="DIR",
                 type=click.Path(file_okay=False),
                 help="A directory of your own rules; their code runs."),
    click.option("--config", "config_file", metavar="FILE", type=click.Path(dir_okay=False),
                 help="A trusted configuration, instead of the .trueup.yaml of the tree."),
    click.option("--exclude", multiple=True, metavar="PATTERN",
                 help="What not to look at, in .gitignore's syntax."),
    click.option("--no-inline-ignores", is_flag=True,
                 help="Count findings that a comment ignores; waivers still hold."),
)  # fmt: skip

_REPORTING = (
    click.option("--format", "format_", default="text", show_default=True,
                 type=click.Choice(FORMATS), help="What goes to standard output."),
    click.option("--output", "outputs", multiple=True, metavar="FORMAT=PATH", callback=_outputs,
                 help="Also write a report to a file."),
    click.option("--category", metavar="NAME",
                 help="What code scanning keeps this run's alerts apart by, instead of its "
                 "folders and environments."),
    click.option("--all", "with_passes", is_flag=True, help="Report passes too."),
    click.option("--fail-on", type=click.Choice(FAIL_ON), default=None,
                 help="The least severity that exits 1.  [default: low]"),
    click.option("--fail-on-open", is_flag=True,
                 help="Exit 1 also for what could not be decided."),
    click.option("--min-coverage", type=click.FloatRange(0, 100), default=None, metavar="PCT",
                 help="Be incomplete when less than this was decided or compared."),
    click.option("--allow-incomplete", is_flag=True, help="Exit 0 instead of 3."),
    click.option("--no-cache", is_flag=True, help="Read every file anew."),
)  # fmt: skip


def _all(options: tuple[Callable[[F], F], ...]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


terraform_options = _all(_TERRAFORM)
environment_options = _all(_ENVIRONMENTS)
pack_options = _all(_PACKS)
judging_options = _all(_JUDGING)
reporting_options = _all(_REPORTING)
auditing_options = _all(_AUDITING)


def is_audit(options: dict[str, Any]) -> bool:
    """Whether a run is kept, or somebody is told of it."""
    return bool(options["history"] or options["notify"] or options["notify_url_env"])
