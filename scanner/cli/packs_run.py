"""`--pack`: other scanners' checks on what a scan has read."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scanner.errors import ConfigurationError, UsageError
from scanner.packs import PACKS

if TYPE_CHECKING:
    from scanner.cli.run import Setup
    from scanner.model import Resource
    from scanner.packs.checkov.verdicts import Ran


def wanted_packs(options: dict[str, Any], setup: Setup) -> tuple[bool, bool]:
    """Whether Checkov's checks are to run, and whether those as well that rules of ours answer.

    From --pack and the `packs` of a trusted configuration. Raises UsageError or ConfigurationError
    for a pack that there is not.
    """
    names = list(options["packs"])
    settings = setup.settings
    if settings is not None and "packs" in settings.values:
        place = f"{settings.path}:{settings.lines.get(('packs',), 1)}: packs"
        try:
            _check(settings.values["packs"], place)
        except UsageError as error:
            raise ConfigurationError(str(error)) from None
        names += settings.values["packs"]
    _check(options["packs"], "--pack")
    return bool(names), any(name.endswith(":all") for name in names)


def _check(names: Sequence[str], place: str) -> None:
    for name in names:
        pack, colon, kind = name.partition(":")
        if pack not in PACKS or (colon and kind != "all"):
            known = ", ".join(f"{one} or {one}:all" for one in PACKS)
            raise UsageError(f"{place}: there is no pack {name!r}; there is {known}")


def python_of_pack(options: dict[str, Any]) -> str:
    """The interpreter to run the pack with; raises UsageError where there is none."""
    from scanner.packs.checkov.environment import python_of

    return python_of(options["checkov_python"])


def run_packs(resources: Sequence[Resource], python: str, setup: Setup, everything: bool) -> Ran:
    """What the pack says of everything that was read."""
    from scanner.packs.checkov.verdicts import run_pack

    cache = os.path.join(setup.cache, "packs") if setup.cache is not None else None
    # As while the rules judge: nothing of what was read becomes garbage here.
    gc.freeze()
    try:
        return run_pack(
            resources,
            python,
            setup.rules,
            setup.policy.rules,
            everything,
            _disabled(setup),
            cache,
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
