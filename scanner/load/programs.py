"""The user's own programs that trueup runs where it is asked to."""

from __future__ import annotations

import os


def find_program(name: str) -> str | None:
    """The absolute path of a program on PATH; relative entries of PATH, which may lead into the
    scanned tree, are left out."""
    import shutil

    folders = [f for f in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(f)]
    return shutil.which(name, path=os.pathsep.join(folders))
