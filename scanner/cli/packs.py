"""`trueup packs`: other scanners' catalogues of checks, installed and held against the original."""

from __future__ import annotations

import click

PYTHON = click.option(
    "--checkov-python",
    metavar="PATH",
    envvar="TRUEUP_CHECKOV_PYTHON",
    type=click.Path(),
    help="The Python of an environment that has Checkov, instead of what `trueup packs install` "
    "makes.",
)
EXTERNAL = click.option(
    "--external-checks-dir",
    "external_checks",
    multiple=True,
    metavar="DIR",
    envvar="TRUEUP_EXTERNAL_CHECKS_DIR",
    type=click.Path(exists=True, file_okay=False, resolve_path=True),
    help="Your own Checkov policies in DIR; their code runs; may be repeated.",
)
PACK = click.argument("pack", metavar="PACK", type=click.Choice(("checkov",)))


@click.group(short_help="Install, list and verify catalogues of other scanners.")
def packs() -> None:
    """Install, list and verify other scanners' checks, which `trueup scan --pack` runs."""


@packs.command("list", short_help="Every pack, and whether it is installed.")
def list_() -> None:
    """List the packs: name, version, size and where it is."""
    import os

    from scanner.packs.checkov.environment import INSTALL, installed

    found = installed()
    if found is None:
        click.echo(f"checkov   not installed; run `{INSTALL}`")
        return
    kind = "with its command line" if found.complete else "its checks alone"
    folder = os.path.dirname(os.path.dirname(found.python))
    click.echo(f"checkov   {found.version}, {kind}, {_megabytes(found.size)}, {folder}")


@packs.command(short_help="Install a pack into your data directory.")
@PACK
@click.option(
    "--complete",
    is_flag=True,
    help="With all that the other scanner's own command line needs, which `trueup packs verify` "
    "runs.",
)
def install(pack: str, complete: bool) -> None:
    """Install a pack: packages from PyPI, by the hashes in a lock file that comes with trueup.

    They go into an environment of their own in your data directory (XDG_DATA_HOME), beside which
    nothing is changed. One that is there already is kept, or replaced once the new one is whole.
    """
    from scanner.packs.checkov.environment import install as make

    found = make(complete, click.echo)
    click.echo(
        f"{pack} {found.version} is installed: {found.packages} packages, "
        f"{_megabytes(found.size)}; `trueup scan --pack {pack}` uses it"
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


@packs.command("checks", short_help="Every check of a pack, and your own.")
@PACK
@PYTHON
@EXTERNAL
def checks_(pack: str, checkov_python: str | None, external_checks: tuple[str, ...]) -> int:
    """List the checks of a pack: id, severity, what they judge and ask; and the rule of trueup that
    asks the same, which is asked instead.

    With --external-checks-dir yours alone are listed, and what is the matter with those that are
    not loaded: the exit code is 3 then.
    """
    from scanner.cli.packs_checks import list_checks

    assert pack == "checkov"
    return list_checks(checkov_python, external_checks)


@packs.command(short_help="Hold a pack against the scanner it comes from.")
@PACK
@click.argument("path", type=click.Path(exists=True, file_okay=False))
@PYTHON
@EXTERNAL
def verify(
    pack: str, path: str, checkov_python: str | None, external_checks: tuple[str, ...]
) -> int:
    """Judge the code in PATH by Checkov's own command line and by the pack, and print every verdict
    on which they differ.

    The last line says how far they agree outside of modules that are called. The exit code is 0
    when they agree on everything and 1 when they do not. Wants the pack installed with --complete.
    """
    from scanner.cli.packs_verify import verify_checkov

    assert pack == "checkov"
    return verify_checkov(path, checkov_python, external_checks)
