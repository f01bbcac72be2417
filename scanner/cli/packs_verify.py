"""`trueup packs verify`: a pack held against the scanner that it comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scanner.cli.exits import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INCOMPLETE

if TYPE_CHECKING:
    from scanner.packs.checkov.verify import Agreement, Difference
    from scanner.project import Project


def verify_checkov(path: str, given: str | None) -> int:
    """Print how far the pack agrees with Checkov's command line on a folder.

    given: Checkov's interpreter, or None for that of the environment. The exit code is 1 when they
    differ, and 3 when the pack could not do all of its work. Raises UsageError where there is no
    environment, and PackError when Checkov fails.
    """
    import click

    from scanner.cli.evaluation import load_code
    from scanner.cli.run import cache_folder
    from scanner.load.discover import discover
    from scanner.packs.checkov.environment import python_of
    from scanner.packs.checkov.verdicts import run_pack
    from scanner.packs.checkov.verify import (
        ask_checkov,
        compare,
        left_out,
        verdicts_of_checkov,
        verdicts_of_pack,
    )
    from scanner.project import find_project

    python = python_of(given)
    project = find_project()
    inputs = discover([path], project, ())
    cache = cache_folder()
    loaded = load_code(inputs.terraform, project, (), "default", cache)
    ran = run_pack(
        loaded.resources, python, (), (), cache=os.path.join(cache, "packs") if cache else None
    )
    for problem in ran.diagnostics:
        click.echo(f"{problem.level.value}: {problem.message}")
    if not ran.version:
        return EXIT_INCOMPLETE
    records = ask_checkov(python, os.path.realpath(path))
    ids = {rule.id for rule in ran.rules}
    theirs = verdicts_of_checkov(records, ids)
    ours = verdicts_of_pack(ran.findings, project.cwd)
    outside, inside = compare(theirs, ours, False), compare(theirs, ours, True)
    click.echo(f"Checkov {ran.version} on {path}: its command line and the pack\n")
    for agreement in (outside, inside):
        for line in _differences(agreement, project):
            click.echo(line)
    missing = left_out(records, ids)
    if missing:
        click.echo(
            f"not in the pack: {sum(missing.values())} verdicts of {len(missing)} checks: "
            f"{', '.join(missing)}\n"
        )
    click.echo(f"in local modules: {inside}, by {inside.checks} checks")
    click.echo(f"outside modules, by {outside.checks} checks:")
    click.echo(str(outside))
    if ran.diagnostics:
        return EXIT_INCOMPLETE
    return EXIT_FINDINGS if outside.differences or inside.differences else EXIT_CLEAN


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
