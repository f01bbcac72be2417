"""`trueup explain`: what code evaluates to, and where each part of it came from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from scanner.cli.options import terraform_options, variables
from scanner.errors import UsageError

if TYPE_CHECKING:
    from scanner.model import Diagnostic
    from scanner.project import Project
    from scanner.report.lines import Line
    from scanner.terraform.explain.root import Root

_MAX_NOTES = 20
_MAX_ERRORS = 200


@click.command(short_help="What code evaluates to, and where it came from.")
@click.argument("root", default=".", type=click.Path())
@click.argument("address", default="")
@click.option("--all", "everything", is_flag=True, help="Every instance with all its attributes.")
@click.option(
    "--expressions",
    metavar="FILE|-",
    help="Evaluate one expression a line, as terraform console does on a pipe.",
)
@terraform_options
@click.option(
    "--format",
    "format_",
    default="text",
    show_default=True,
    type=click.Choice(["text", "json"]),
    help="What goes to standard output.",
)
@click.pass_context
def explain(
    ctx: click.Context,
    /,
    root: str,
    address: str,
    everything: bool,
    expressions: str | None,
    workspace: str,
    format_: str,
) -> int:
    """Explain what the Terraform root module in ROOT (default: the current directory) evaluates
    to: every instance, or what ADDRESS names.

    ADDRESS is that of an instance, of a resource (all of its instances), of a variable, local,
    output or module call, or of one attribute: aws_s3_bucket.logs, module.vpc.aws_subnet.a[0],
    aws_instance.web.tags["Name"], var.size, local.tags, output.url.

    Each value comes with the chain of places it came from; each unknown one with the reason.
    """
    from scanner.cli.evaluation import code_options
    from scanner.project import find_project
    from scanner.terraform.explain.root import open_root

    folder, address = _arguments(root, address)
    if sum((bool(address), everything, expressions is not None)) > 1:
        raise UsageError("give one of ADDRESS, --all and --expressions")
    project = find_project()
    options = code_options([folder], project, variables(ctx), workspace)
    opened = open_root(folder, project, options)
    if expressions is not None:
        _answer(opened, expressions)
        _tell(opened.reports.all)
        return 0
    if opened.empty:
        raise UsageError(_no_root(folder, project))
    if address:
        _explain(opened, address, format_)
    elif everything:
        _dump(opened, format_)
    else:
        _overview(opened, project.display(folder), format_)
    return _tell(opened.reports.all)


def _arguments(root: str, address: str) -> tuple[str, str]:
    """The folder, and the address, which may stand alone."""
    folder = os.path.realpath(root)
    if not os.path.isdir(folder):
        if address or os.sep in root.partition("[")[0] or "." not in root or os.path.isfile(folder):
            raise UsageError(f"{root}: not a folder; name the folder of a root module")
        return os.path.realpath("."), root
    return folder, address


def _no_root(folder: str, project: Project) -> str:
    """Why a folder without code cannot be explained, and which folders can."""
    from scanner.load.discover import discover
    from scanner.load.terraform import root_folders
    from scanner.terraform.files import Files
    from scanner.terraform.library import Library
    from scanner.terraform.reports import Reports

    found = discover([folder], project).terraform
    display = project.display(folder)
    if not found:
        return f"{display}: there is no Terraform code in this folder or below it"
    library = Library(project, Files(folder), Reports(), None)
    roots = [project.display(one) for one in root_folders(found, library)]
    shown = ", ".join(roots[:20]) + (f" and {len(roots) - 20} more" if len(roots) > 20 else "")
    return f"{display}: there is no Terraform code in this folder itself; name one root: {shown}"


def _answer(root: Root, source: str) -> None:
    """A line of JSON for each line of the file, as soon as it is there."""
    from scanner.terraform.explain.console import MAX_LINE, Console

    console = Console(root)
    output = sys.stdout.buffer
    sys.stdout.flush()
    with _opened(source) as lines:
        while line := lines.readline(MAX_LINE + 2):
            rest = line
            # What is too long is told so by its length; the rest of the line is not kept.
            while not rest.endswith(b"\n") and (rest := lines.readline(MAX_LINE)):
                pass
            output.write(console.answer(line).encode() + b"\n")
            output.flush()


def _opened(source: str) -> AbstractContextManager[BinaryIO]:
    if source == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return open(source, "rb")
    except OSError as error:
        raise UsageError(f"{source}: cannot be read: {error.strerror}") from error


def _explain(root: Root, text: str, format_: str) -> None:
    from scanner.terraform.explain.addresses import (
        MAX_TARGETS,
        known_addresses,
        parse_address,
        resolve,
        suggestions,
    )
    from scanner.terraform.explain.explanation import Explainer

    steps = parse_address(text)
    if steps is None:
        raise UsageError(
            f"{text}: not an address; write it as aws_s3_bucket.logs, var.size or "
            'module.a["key"].aws_x.y[0].tags["Name"]'
        )
    module = root.module()
    explainer = Explainer(module, root.scope)
    targets = resolve(module, steps)
    if len(targets) > MAX_TARGETS:
        targets = targets[:MAX_TARGETS]
        message = f"{text}: only the first {MAX_TARGETS:,} of what this names are shown"
        root.reports.error("limit-addresses", f"{message}; name one of its instances")
    found = [one for one in map(explainer.explain, targets) if one is not None]
    if not found:
        close = suggestions(text, known_addresses(module))
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        if targets:
            hint = "; the address without the attribute shows all there is" + hint
        raise UsageError(f"{text}: nothing in this root has this address{hint}")
    if format_ == "json":
        from scanner.terraform.explain.dump import explanations

        _json(explanations(found))
    else:
        from scanner.report.explanation import explanation_lines

        _text(explanation_lines(found))


def _dump(root: Root, format_: str) -> None:
    from scanner.terraform.explain.root import instances

    module = root.module()
    found = instances(root, module)
    if format_ == "json":
        from scanner.terraform.explain.dump import dump

        _json(dump(found))
        return
    from scanner.report.explanation import explanation_lines
    from scanner.terraform.explain.addresses import parse_address, resolve
    from scanner.terraform.explain.explanation import Explainer

    explainer = Explainer(module, root.scope)
    steps = [parse_address(one.address) for one in found if not one.not_instantiated]
    targets = [target for one in steps if one is not None for target in resolve(module, one)]
    made = map(explainer.explain, targets)
    _text(explanation_lines(one for one in made if one is not None))


def _overview(root: Root, folder: str, format_: str) -> None:
    from scanner.terraform.explain.dump import overview
    from scanner.terraform.explain.root import instances

    found = overview(instances(root, root.module()))
    if format_ == "json":
        _json({"root": folder, "instances": found})
        return
    from scanner.report.explanation import overview_lines

    _text(overview_lines(folder, found))


def _json(value: Any) -> None:
    from scanner.terraform.explain.shown import json_text

    _write(json_text(value, indent=2) + "\n")


def _text(lines: Iterable[Line]) -> None:
    from scanner.report.text import write_lines

    _write(write_lines(lambda _: lines, terminal=sys.stdout.isatty()))


def _write(text: str) -> None:
    # Bytes, since what is printed is UTF-8 whatever the locale says.
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _tell(diagnostics: Iterable[Diagnostic]) -> int:
    """Say what went wrong, on standard error; the exit code."""
    from scanner.cli.exits import EXIT_CLEAN, EXIT_INCOMPLETE
    from scanner.model import DiagnosticLevel
    from scanner.report.visible import visible

    told = {DiagnosticLevel.ERROR: 0, DiagnosticLevel.NOTE: 0}
    most = {DiagnosticLevel.ERROR: _MAX_ERRORS, DiagnosticLevel.NOTE: _MAX_NOTES}
    for one in diagnostics:
        told[one.level] += 1
        if told[one.level] > most[one.level]:
            continue
        place = "" if one.path is None else one.path
        place += f":{one.line}" if place and one.line is not None else ""
        where = f"{place}: " if place else ""
        click.echo(visible(f"{one.level.value}: {where}{one.message} [{one.code}]"), err=True)
    for level, count in told.items():
        if count > most[level]:
            click.echo(f"{level.value}: {count - most[level]} more", err=True)
    return EXIT_INCOMPLETE if told[DiagnosticLevel.ERROR] else EXIT_CLEAN
