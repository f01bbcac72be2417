"""A repository with a past, for measuring what `trueup scan --since` costs beside a scan."""

from __future__ import annotations

import subprocess
from pathlib import Path

REF = "before"
DEFAULT = "default = true"


def commit(folder: Path) -> None:
    """Make a repository of a folder, its one commit the tag `REF`."""
    git = ["git", "-C", str(folder), "-c", "user.name=bench", "-c", "user.email=bench@example.com"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "before"], ["tag", REF]):
        subprocess.run([*git, *words], check=True, stdout=subprocess.DEVNULL)


def change(folder: Path, every: bool) -> int:
    """Change a comment of one root, or the code of every module; returns how many files changed.

    Roots that have not changed are evaluated once, so that the first is a pull request as they
    mostly are, and the second the worst there can be.
    """
    pattern = "modules/*/main.tf" if every else "*/**/main.tf"
    found = sorted(path for path in folder.glob(pattern) if every or "modules" not in path.parts)
    changed = found if every else found[:1]
    for path in changed:
        path.write_text(path.read_text() + "\n# Changed since.\n")
    return len(changed)
