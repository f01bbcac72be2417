"""`trueup packs verify`: a pack held against the scanner that it comes from."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scanner.cli.exits import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INCOMPLETE
from scanner.model import Diagnostic, DiagnosticLevel

if TYPE_CHECKING:
    from scanner.model import Resource
    from scanner.outcome import Finding
    from scanner.packs.checkov.agreement import Agreement, Cause, Difference
    from scanner.packs.checkov.verdicts import Ran
    from scanner.project import Project

    Records = Mapping[str, Sequence[Mapping[str, Any]]]


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
    from scanner.packs.checkov.environment import python_of
    from scanner.packs.checkov.session import Session
    from scanner.packs.checkov.verdicts import run_pack
    from scanner.packs.checkov.verify import ask_checkov, ending
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
    click.echo(f"Checkov {ran.version} on {path}: its command line and the pack\n")
    differ = _compare(records, loaded.resources, ran, ended, project)
    if is_incomplete(ran.diagnostics):
        return EXIT_INCOMPLETE
    return EXIT_FINDINGS if differ else EXIT_CLEAN


def _compare(
    records: Records,
    resources: Sequence[Resource],
    ran: Ran,
    ended: frozenset[str],
    project: Project,
) -> bool:
    """Print how far they agree; whether they differ. records: Checkov's, by framework. ended: the
    checks that would end its run."""
    import click

    from scanner.packs.checkov.agreement import Agreement, compare
    from scanner.packs.checkov.verify import (
        framework_of,
        named,
        verdicts_of_checkov,
        verdicts_of_pack,
    )
    from scanner.packs.checkov.verify_files import WHOLE

    ids = {rule.id for rule in ran.rules} - ended
    inside = Agreement(0, 0)
    outside: dict[str, Agreement] = {}
    for framework, theirs in records.items():
        own = [
            one
            for one in ran.findings
            if one.rule.id in ids and framework_of(one.resource) == framework
        ]
        if framework in WHOLE:
            outside[framework] = _of_files(framework, theirs, own, ids, project)
        else:
            verdicts = verdicts_of_checkov(theirs, ids), verdicts_of_pack(own, project.cwd)
            read = [one for one in resources if framework_of(one) == framework]
            both = named(theirs, read, project.cwd)
            outside[framework] = compare(*verdicts, in_modules=False, named=both)
        for line in _differences(outside[framework], project):
            click.echo(line)
        if framework == "terraform":
            inside = compare(*verdicts, in_modules=True, named=both)
            for line in _differences(inside, project):
                click.echo(line)
    for line in (*_left_out(records, ids, ended), *_sums(inside, outside)):
        click.echo(line)
    return bool(inside.differences or any(one.differences for one in outside.values()))


def _left_out(records: Records, ids: Collection[str], ended: Collection[str]) -> Iterator[str]:
    """What cannot be compared. ids: the checks that are."""
    from scanner.packs.checkov.verify import left_out

    if ended:
        yield (
            f"not compared: {', '.join(sorted(ended))}, which raise an exception on something "
            "here; Checkov's run would end there, without any report\n"
        )
    missing = left_out([one for found in records.values() for one in found], ids)
    if missing:
        yield (
            f"not in the pack: {sum(missing.values())} verdicts of {len(missing)} checks: "
            f"{', '.join(missing)}\n"
        )


def _sums(inside: Agreement, outside: Mapping[str, Agreement]) -> Iterator[str]:
    """How far they agree in local modules, and outside of these by framework and in all."""
    from scanner.packs.checkov.agreement import causes, together

    yield from _causes(causes(inside, *outside.values()))
    yield (
        f"in local modules: {inside}, by {inside.checks} checks; "
        f"{inside.on_common} where both name the resource"
    )
    for framework, agreement in outside.items():
        if len(outside) > 1:
            yield f"{framework}: {agreement}, by {agreement.checks} checks"
    all_ = together(outside.values())
    yield f"outside modules, by {all_.checks} checks:"
    yield str(all_)


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


def _of_files(
    framework: str,
    theirs: Sequence[Mapping[str, Any]],
    own: Sequence[Finding],
    ids: Collection[str],
    project: Project,
) -> Agreement:
    """How far they agree on the files of a framework that both read; which those are not is
    printed."""
    import click

    from scanner.packs.checkov.verify_files import (
        agreement_on,
        files_of,
        files_of_checkov,
        files_of_pack,
        own_files,
    )
    from scanner.report.visible import visible

    read, ours = files_of(theirs), own_files(own, project.cwd)
    for who, alone in (("Checkov", read - ours), ("the pack", ours - read)):
        if alone:
            click.echo(f"{framework}: left out, since only {who} reads them: {len(alone)}")
            for path in sorted(alone):
                click.echo(visible(f"    {project.display(path)}"))
            click.echo("")
    pack = files_of_pack(own, project.cwd)
    return agreement_on(files_of_checkov(framework, theirs, ids), pack, read & ours)


def _differences(agreement: Agreement, project: Project) -> Iterator[str]:
    """Check by check, where they differ."""
    from scanner.report.visible import visible

    by_check: dict[str, list[Difference]] = {}
    for one in agreement.differences:
        by_check.setdefault(one.check, []).append(one)
    for check, found in by_check.items():
        yield f"{check}: agreement {agreement.of_check(check, len(found))}"
        for one in found:
            where = f"{one.place.address or 'the file'}  {project.display(one.place.file)}"
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
