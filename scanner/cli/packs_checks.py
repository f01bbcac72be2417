"""`trueup packs checks`: what a pack asks."""

from __future__ import annotations

import os
from collections.abc import Sequence

from scanner.cli.exits import EXIT_CLEAN, EXIT_INCOMPLETE


def list_checks(given: str | None, external: Sequence[str] = ()) -> int:
    """Print the checks of Checkov, or those of the user's own alone.

    given: Checkov's interpreter, or None for that of the environment. external: folders of the
    user's own checks, absolute paths. The exit code is 3 when some of them could not be loaded.
    Raises UsageError where there is no environment, and PackError when Checkov fails.
    """
    import click

    from scanner.cli.packs_verify import is_incomplete, told
    from scanner.cli.run import cache_folder
    from scanner.packs.checkov.environment import python_of
    from scanner.packs.checkov.external import clashes
    from scanner.packs.checkov.rules import natives, rules_of
    from scanner.packs.checkov.session import Session
    from scanner.report.visible import visible
    from scanner.rulebook import load_rules

    own = load_rules()
    cache = cache_folder()
    kept = os.path.join(cache, "packs") if cache else None
    with Session(python_of(given), kept, external=external) as session:
        catalogue = session.catalogue
    diagnostics = [*catalogue.told, *clashes(catalogue, own)]
    answered = natives(own)
    for rule in rules_of(catalogue, own, (), everything=True).values():
        check = catalogue.checks[rule.id]
        if external and not check.file:
            continue
        native = answered.get(rule.id) if not check.file else None
        instead = f"  (asked by {native.id})" if native is not None else ""
        types = ", ".join(rule.on[:2]) + (" ..." if len(rule.on) > 2 else "")
        text = f"{rule.severity.value:8}  {rule.id:14}  {types:40}  {rule.title}{instead}"
        click.echo(visible(text))
    for line in told(diagnostics):
        click.echo(line, err=True)
    return EXIT_INCOMPLETE if is_incomplete(diagnostics) else EXIT_CLEAN
