"""`trueup packs verify`: a pack held against the scanner that it comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from scanner.cli.exits import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INCOMPLETE
from scanner.model import Diagnostic, DiagnosticLevel

if TYPE_CHECKING:
    from scanner.packs.checkov.agreement import Agreement, Cause, Difference
    from scanner.project import Project


def verify_checkov(path: str, given: str | None, external: Sequence[str] = ()) -> int:
    """Print how far the pack agrees with Checkov's command line on a folder.

    given: Checkov's interpreter, or None for that of the environment. external: folders of the
    user's own checks, absolute paths. The exit code is 1 when they differ, and 3 when the pack
    could not do all of its work. Raises UsageError where there is no environment, and PackError
    when Checkov fails.
    """
    import click

    from scanner.cli.files import load
    from scanner.cli.run import cache_folder
    from scanner.load.discover import discover
    from scanner.packs.checkov.agreement import causes, compare, together
    from scanner.packs.checkov.environment import python_of
    from scanner.packs.checkov.session import Session
    from scanner.packs.checkov.verdicts import run_pack
    from scanner.packs.checkov.verify import (
        ask_checkov,
        ending,
        framework_of,
        left_out,
        named,
        verdicts_of_checkov,
        verdicts_of_pack,
    )
    from scanner.project import find_project

    python = python_of(given)
    project = find_project()
    cache = cache_folder()
    loaded = load(discover([path], project, ()), project, cache, "default", ())
    kept = os.path.join(cache, "packs") if cache else None
    with Session(python, kept, external=external) as session:
        ran = run_pack(loaded.resources, session, (), ())
    for line in told(ran.diagnostics):
        click.echo(line)
    if not ran.version:
        return EXIT_INCOMPLETE
    ended = ending(ran.findings)
    records = ask_checkov(python, os.path.realpath(path), external, ended)
    ids = {rule.id for rule in ran.rules} - ended
    click.echo(f"Checkov {ran.version} on {path}: its command line and the pack\n")
    outside: dict[str, Agreement] = {}
    for framework, theirs in records.items():
        own = [
            one
            for one in ran.findings
            if one.rule.id not in ended and framework_of(one.resource) == framework
        ]
        verdicts = verdicts_of_checkov(theirs, ids), verdicts_of_pack(own, project.cwd)
        read = [one for one in loaded.resources if framework_of(one) == framework]
        both = named(theirs, read, project.cwd)
        outside[framework] = compare(*verdicts, in_modules=False, named=both)
        for line in _differences(outside[framework], project):
            click.echo(line)
        if framework == "terraform":
            inside = compare(*verdicts, in_modules=True, named=both)
            for line in _differences(inside, project):
                click.echo(line)
    if ended:
        click.echo(
            f"not compared: {', '.join(sorted(ended))}, which raise an exception on something "
            "here; Checkov's run would end there, without any report\n"
        )
    missing = left_out([one for found in records.values() for one in found], ids)
    if missing:
        click.echo(
            f"not in the pack: {sum(missing.values())} verdicts of {len(missing)} checks: "
            f"{', '.join(missing)}\n"
        )
    for line in _causes(causes(inside, *outside.values())):
        click.echo(line)
    click.echo(
        f"in local modules: {inside}, by {inside.checks} checks; "
        f"{inside.on_common} where both name the resource"
    )
    for framework, agreement in outside.items():
        if len(outside) > 1:
            click.echo(f"{framework}: {agreement}, by {agreement.checks} checks")
    all_ = together(outside.values())
    click.echo(f"outside modules, by {all_.checks} checks:")
    click.echo(str(all_))
    if is_incomplete(ran.diagnostics):
        return EXIT_INCOMPLETE
    return EXIT_FINDINGS if all_.differences or inside.differences else EXIT_CLEAN


def told(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """What a pack has to say of itself, a line each."""
    from scanner.report.visible import visible

    for one in diagnostics:
        line = f":{one.line}" if one.line else ""
        where = f"{one.path}{line}: " if one.path else ""
        yield visible(f"{one.level.value}: {where}{one.message}")


def is_incomplete(diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether a pack could not do all of its work."""
    return any(one.level is DiagnosticLevel.ERROR for one in diagnostics)


def _differences(agreement: Agreement, project: Project) -> Iterator[str]:
    """Check by check, where they differ."""
    from scanner.report.visible import visible

    by_check: dict[str, list[Difference]] = {}
    for one in agreement.differences:
        by_check.setdefault(one.check, []).append(one)
    for check, found in by_check.items():
        yield f"{check}: {len(found)} differ"
        for one in found:
            where = f"{one.place.address}  {project.display(one.place.file)}"
            said = f"Checkov: {one.checkov or 'nothing'}; pack: {one.pack or 'nothing'}"
            yield visible(f"    {where}  {said}")
        yield ""


def _causes(found: Sequence[tuple[Cause, int]]) -> Iterator[str]:
    """Why they differ, as far as that can be told."""
    if found:
        width = max(len(str(count)) for _, count in found)
        yield "why they differ:"
        for cause, count in found:
            yield f"    {count:{width}} x {cause.value}"
        yield ""
