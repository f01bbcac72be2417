"""`--pack`: other scanners' checks on what a scan has read."""

from __future__ import annotations

import gc
import os
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scanner.errors import ConfigurationError, UsageError
from scanner.packs import PACKS

if TYPE_CHECKING:
    from scanner.cli.run import Setup
    from scanner.model import Resource
    from scanner.packs.checkov.session import Session
    from scanner.packs.checkov.verdicts import Ran


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack to run. session: with it, for all runs of a command, which ends it. everything: those
    checks too that rules of ours answer."""

    session: Session
    everything: bool


def find_pack(options: dict[str, Any], setup: Setup) -> Pack:
    """The pack that --pack or the `packs` of a trusted configuration name.

    Raises UsageError or ConfigurationError for one that there is not, and UsageError for one that
    is not installed.
    """
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
    return Pack(Session(python_of(options["checkov_python"]), cache), everything)


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
            _disabled(setup),
            expected=expected,
            defaults=platform_defaults(),
        )
    finally:
        gc.unfreeze()


def _disabled(setup: Setup) -> frozenset[str]:
    """The checks whose rule of ours the configuration disables: the question is not wanted."""
    from scanner.packs.checkov.rules import natives
    from scanner.wildcards import like

    values = setup.settings.values if setup.settings is not None else {}
    patterns = [pattern.lower() for pattern in values.get("disable", ())]
    return frozenset(
        check
        for check, rule in (natives(setup.rules) if patterns else {}).items()
        if any(like(name.lower(), one) for name in (rule.id, *rule.aliases) for one in patterns)
    )
