"""`--pack`: other scanners' checks on what a scan has read."""

from __future__ import annotations

import gc
import os
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scanner.errors import ConfigurationError, UsageError
from scanner.packs import PACKS

if TYPE_CHECKING:
    from scanner.cli.run import Setup
    from scanner.model import Resource
    from scanner.packs.checkov.session import Session
    from scanner.packs.checkov.verdicts import Ran
    from scanner.settings import Settings


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack to run. session: with it, for all runs of a command, which ends it. everything: those
    checks too that rules of ours answer."""

    session: Session
    everything: bool


def find_pack(options: dict[str, Any], setup: Setup) -> Pack | None:
    """The pack that --pack or the `packs` of a trusted configuration name; None for none.

    Raises UsageError or ConfigurationError for one that there is not, and UsageError for one that
    is not installed, and for checks that only a pack would run.
    """
    if not setup.packs:
        _refuse_without_pack()
        return None
    from scanner.packs.checkov.environment import python_of
    from scanner.packs.checkov.session import Session

    names = list(options["packs"])
    _check(names, "--pack")
    settings = setup.settings
    if settings is not None and "packs" in settings.values:
        line = settings.lines.get(("packs",), 1)
        try:
            _check(settings.values["packs"], f"{settings.path}:{line}: packs")
        except UsageError as error:
            raise ConfigurationError(str(error)) from None
        names += settings.values["packs"]
    everything = any(name.endswith(":all") for name in names)
    cache = os.path.join(setup.cache, "packs") if setup.cache is not None else None
    external = external_of(options, settings)
    session = Session(python_of(options["checkov_python"]), cache, external=external)
    return Pack(session, everything)


def external_of(options: dict[str, Any], settings: Settings | None) -> tuple[str, ...]:
    """The folders of the user's own checks, absolute paths. Raises ConfigurationError for one that
    there is not."""
    named = [os.path.abspath(one) for one in options.get("external_checks", ())]
    return tuple(dict.fromkeys([*named, *_configured(settings)]))


def _refuse_without_pack() -> None:
    """Raise UsageError for a folder of checks on the command line: it asks for what is not done. In
    the environment it is there for whoever wants it."""
    import click
    from click.core import ParameterSource

    context = click.get_current_context()
    if context.get_parameter_source("external_checks") is ParameterSource.COMMANDLINE:
        raise UsageError("--external-checks-dir: no pack runs these checks; add --pack checkov")


def _configured(settings: Settings | None) -> Iterator[str]:
    """The folders that a trusted configuration names, relative to itself.

    Of the working tree also where the configuration is that of a revision: what judges both sides
    has to be one. Raises ConfigurationError for one that there is not.
    """
    if settings is None:
        return
    for index, name in enumerate(settings.values.get("external_checks", ())):
        path = os.path.join(os.path.dirname(settings.path), os.path.expanduser(name))
        if not os.path.isdir(path):
            where = settings.location("external_checks", index)
            raise ConfigurationError(
                f"{where.path}:{where.start_line}: external_checks: {name}: there is no such folder"
            )
        yield os.path.abspath(path)


def _check(names: Sequence[str], place: str) -> None:
    for name in names:
        pack, colon, kind = name.partition(":")
        if pack not in PACKS or (colon and kind != "all"):
            known = ", ".join(f"{one} or {one}:all" for one in PACKS)
            raise UsageError(f"{place}: there is no pack {name!r}; there is {known}")


def prepare_pack(resources: Sequence[Resource], pack: Pack) -> None:
    """Let the pack get ready for what was read, while something else is done."""
    from scanner.packs.checkov.verdicts import places_of

    pack.session.warm(places_of(resources))


def run_pack(
    resources: Sequence[Resource],
    pack: Pack,
    setup: Setup,
    expected: Container[int] | None = None,
) -> Ran:
    """What the pack says of everything that was read. expected: see `verdicts.run_pack`."""
    from scanner.cli.packs_drift import platform_defaults
    from scanner.packs.checkov.verdicts import run_pack as run

    own, running = setup.rules, setup.policy.rules
    # As while the rules judge: nothing of what was read becomes garbage here.
    gc.freeze()
    try:
        return run(
            resources,
            pack.session,
            own,
            running,
            pack.everything,
            setup.policy.choices,
            expected=expected,
            defaults=platform_defaults(),
        )
    finally:
        gc.unfreeze()
