"""`--import-sarif`: other scanners' results join the gate."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scanner.errors import UsageError

if TYPE_CHECKING:
    from scanner.cli.run import Setup
    from scanner.load.sarif import Imported
    from scanner.model import Diagnostic, Loaded
    from scanner.outcome import Finding


@dataclass(frozen=True, slots=True)
class Joined:
    """A run with what was imported into it. setup, loaded: with the files that were read. tools:
    the scanners, as rules are named after them. scopes: where they found something."""

    setup: Setup
    loaded: Loaded
    findings: Sequence[Finding] = ()
    diagnostics: Sequence[Diagnostic] = ()
    tools: Collection[str] = ()
    scopes: Collection[str] = ()
    series: dict[str, str] = field(default_factory=dict)
    whole: Collection[str] = ()

    def asked(self, ran: Collection[str], rule: str) -> bool:
        """Whether a rule was asked: one of ours in `ran`, or any of an imported scanner."""
        return rule in ran or rule.partition("/")[0] in self.tools


def join(paths: Sequence[str], setup: Setup, loaded: Loaded) -> Joined:
    """What SARIF files hold. Raises UsageError for one that is not there."""
    if not paths:
        return Joined(setup, loaded)
    from scanner.load.sarif import load_sarif

    for path in paths:
        if not os.path.isfile(path):
            raise UsageError(
                f"--import-sarif {path}: there is no such file; run the other scanner before, and "
                "name what it writes"
            )
    found: Imported = load_sarif(paths, setup.project)
    return Joined(
        replace(setup, unread=setup.unread | found.unread),
        replace(loaded, files=(*loaded.files, *found.files)),
        found.findings,
        found.diagnostics,
        found.tools,
        {one.resource.scope for one in found.findings},
        dict(found.series),
        found.whole,
    )
