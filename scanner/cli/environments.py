"""`trueup environments`: in what the environments of the code differ."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from scanner.cli.options import environment_options, terraform_options, variables, workspaces

if TYPE_CHECKING:
    from scanner.cli.matrix import Matrix
    from scanner.model import Loaded
    from scanner.report.environments import EnvironmentsReport
    from scanner.settings import Settings

_MAX_PATTERNS = 1_000


@click.command(short_help="Show in what environments differ.")
@click.argument("root", default=".", type=click.Path())
@terraform_options
@environment_options
@click.option(
    "--check",
    is_flag=True,
    help="Exit 1 for a difference that is not allowed; implied by --allow and by "
    "environment_differences in the configuration.",
)
@click.option(
    "--allow",
    "allowed",
    multiple=True,
    metavar="PATTERN",
    help="A difference that may be: ADDRESS.ATTRIBUTE or ADDRESS, with * and ?.",
)
@click.option("--all", "everything", is_flag=True, help="List allowed differences too.")
@click.option(
    "--config",
    "config_file",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="A trusted configuration, instead of the .trueup.yaml of the tree.",
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="What not to look at, in .gitignore's syntax.",
)
@click.option(
    "--format",
    "format_",
    default="text",
    show_default=True,
    type=click.Choice(("text", "json")),
    help="What goes to standard output.",
)
@click.option("--allow-incomplete", is_flag=True, help="Exit 0 instead of 3.")
@click.option("--no-cache", is_flag=True, help="Read every file anew.")
@click.pass_context
def environments(ctx: click.Context, /, root: str, **options: Any) -> int:
    """Compare what the Terraform code in ROOT declares in each environment, attribute by attribute.

    The environments are those of the configuration, or with --matrix one for each --var-file.
    Secrets are compared and not shown.
    """  # fmt: skip
    from scanner.cli.config import find_settings, tree_root
    from scanner.cli.matrix import read_matrix
    from scanner.cli.run import cache_folder
    from scanner.errors import UsageError
    from scanner.load.discover import discover
    from scanner.project import find_project

    if not os.path.exists(root):
        raise UsageError(f"{root}: no such folder; name one that holds Terraform code")
    project = find_project()
    settings = find_settings((root,), project, options["config_file"])
    tree = tree_root((root,), project) if options["config_file"] is None else None
    matrix = read_matrix(variables(ctx), workspaces(ctx), options, project, settings, tree)
    if len(matrix.names) < 2:
        raise UsageError(
            "two environments are needed to compare them; configure environments, or give two "
            "--var-file and --matrix"
        )
    configured = settings.values.get("exclude", ()) if settings is not None else ()
    inputs = discover((root,), project, (*configured, *options["exclude"]))
    if not inputs.terraform:
        raise UsageError(f"{root}: no Terraform code there; name a folder that holds some")
    from scanner.cli.evaluation import load_code

    loaded = load_code(
        inputs.terraform,
        project,
        variables(ctx),
        options["workspace"],
        None if options["no_cache"] else cache_folder(),
        environments=matrix.of,
    )
    report = _compare(matrix, loaded, *_required(matrix, settings, options))
    _publish(report, options)
    if report.unexpected:
        return 1
    return 0 if report.complete or options["allow_incomplete"] else 3


def _required(
    matrix: Matrix, settings: Settings | None, options: dict[str, Any]
) -> tuple[bool, list[str], list[str]]:
    """(whether differences have to be allowed, the patterns that allow them, the environments
    that have to be alike)."""
    from scanner.errors import ConfigurationError

    values = settings.values.get("environment_differences") if settings is not None else None
    configured = values or {}
    patterns = [*configured.get("allow", ()), *options["allowed"]]
    between = list(configured.get("between", matrix.names))
    if settings is not None:
        where = settings.location("environment_differences").start_line
        if len(patterns) > _MAX_PATTERNS:
            raise ConfigurationError(
                f"{settings.path}:{where}: more than {_MAX_PATTERNS:,} allowed differences; use "
                "wildcards"
            )
        known = {entry["name"] for entry in settings.values.get("environments", ())}
        for index, name in enumerate(configured.get("between", ())):
            if name not in known and name not in matrix.names:
                line = settings.lines.get(("environment_differences", "between", index), where)
                raise ConfigurationError(
                    f"{settings.path}:{line}: there is no environment {name!r}; there are "
                    f"{', '.join(matrix.names)}"
                )
    checked = values is not None or bool(options["allowed"]) or options["check"]
    return checked, patterns, between


def _compare(
    matrix: Matrix, loaded: Loaded, checked: bool, patterns: Sequence[str], between: Sequence[str]
) -> EnvironmentsReport:
    from scanner.differences import allow, compare
    from scanner.errors import UsageError
    from scanner.report.environments import EnvironmentsReport

    by_root: dict[tuple[str, str], list[Any]] = {}
    for resource in loaded.resources:
        by_root.setdefault((resource.scope, resource.environment), []).append(resource)
    roots = []
    resources = unknown = 0
    for title, scopes in _components(matrix):
        compared = compare({name: by_root.get((s, name), ()) for name, s in scopes.items()})
        roots.append((title, tuple(scopes), compared.differences))
        resources += compared.resources
        unknown += compared.unknown
    if not roots:
        raise UsageError(
            "no root module has two environments to compare; correct root or var_files in the "
            "configuration"
        )
    found = [difference for _, _, differences in roots for difference in differences]
    judged, unused = allow(found, patterns, between)
    rest = iter(judged)
    return EnvironmentsReport(
        environments=matrix.evaluated,
        roots=tuple(
            (title, names, tuple(next(rest) for _ in differences))
            for title, names, differences in roots
        ),
        checked=checked,
        unused=tuple(unused),
        resources=resources,
        unknown=unknown,
        diagnostics=(*loaded.diagnostics, *matrix.unused()),
    )


def _components(matrix: Matrix) -> Iterator[tuple[str, dict[str, str]]]:
    """What is compared with each other: (title, environment -> scope of its root).

    A root with several environments is compared with itself. Where each environment has a folder
    of its own, roots are compared whose paths differ only in what the patterns write out.
    """
    single: dict[str, dict[str, str]] = {}
    for scope, found in matrix.roots():
        if len(found) > 1:
            yield scope, {entry.name: scope for entry in found}
        elif found:
            key = captured(scope, found[0].root or "*")
            if found[0].name in single.setdefault(key, {}):
                key = scope
            single.setdefault(key, {})[found[0].name] = scope
    for scopes in single.values():
        if len(scopes) > 1:
            ordered = {name: scopes[name] for name in matrix.names if name in scopes}
            yield ", ".join(ordered.values()), ordered


def captured(text: str, pattern: str) -> str:
    """What the wildcards of a pattern that `text` matches stand for, joined by ``/``.

    A star takes as little as it can, from the left; the last one takes the rest.
    """
    from scanner.wildcards import like

    first, *others = pattern.split("*")
    at = len(first)
    parts = _asked(text, first)
    for number, literal in enumerate(others, 1):
        start = len(text) - len(literal)
        if number < len(others):
            fits = (n for n in range(at, start + 1) if like(text[n : n + len(literal)], literal))
            start = next(fits, start)
        parts.append(text[at:start])
        parts += _asked(text[start:], literal)
        at = start + len(literal)
    return "/".join(parts)


def _asked(text: str, literal: str) -> list[str]:
    return [text[n] for n, character in enumerate(literal) if character == "?"]


def _publish(report: EnvironmentsReport, options: dict[str, Any]) -> None:
    from scanner.report.environments import environment_lines, render_json
    from scanner.report.text import write_lines

    if options["format_"] == "json":
        data = render_json(report)
    else:
        data = write_lines(
            lambda width: environment_lines(report, width, everything=options["everything"]),
            terminal=sys.stdout.isatty(),
        ).encode()
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
