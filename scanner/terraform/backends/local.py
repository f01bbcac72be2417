"""The local backend: files, by name, by glob, or where the code says."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from scanner.errors import StateError
from scanner.model import Value
from scanner.outcome import StateInfo
from scanner.terraform.backends.common import PIPE, Found
from scanner.terraform.state import MAX_BYTES


def path_of(
    settings: Mapping[str, Value],
    workspace: str,
    root: str,
    boundary: str,
    display: Callable[[str], str],
) -> str:
    """The absolute path of the state; a path in the code must not lead out of `boundary`."""
    path, folder = settings.get("path"), settings.get("workspace_dir")
    if workspace == "default":
        relative = path if isinstance(path, str) and path else "terraform.tfstate"
    else:
        folder = folder if isinstance(folder, str) and folder else "terraform.tfstate.d"
        relative = os.path.join(folder, workspace, "terraform.tfstate")
    absolute = os.path.normpath(os.path.join(root, relative))
    real, limit = os.path.realpath(absolute), os.path.realpath(boundary)
    if real != limit and not real.startswith(limit.rstrip(os.sep) + os.sep):
        raise StateError(
            f"the backend block names a state outside of {display(boundary)}, which is not "
            "followed because code is untrusted; name it with --state PATH"
        )
    return absolute


def expand(name: str) -> list[str]:
    """The files that a ``--state`` argument names, sorted; a glob must match something."""
    if os.path.exists(name) or not any(sign in name for sign in "*?["):
        return [os.path.abspath(name)]
    import glob

    found = sorted(path for path in glob.glob(name, recursive=True) if os.path.isfile(path))
    if not found:
        raise StateError(f"--state {name}: no file matches; check the pattern")
    return [os.path.abspath(path) for path in found]


def workspace_of(path: str, workspace: str) -> str:
    """The workspace that a file is the state of, where its folder tells; else `workspace`."""
    folder, name = os.path.split(os.path.dirname(path))
    return name if os.path.basename(folder) == "terraform.tfstate.d" else workspace


def read(path: str, workspace: str, display: Callable[[str], str]) -> Found:
    """The state in the file `path`."""
    shown = display(path)
    try:
        # Opening a pipe or a device could wait for ever.
        if not os.path.isfile(path) and os.path.exists(path):
            raise StateError(f"{shown}: not a file; name the state file with --state")
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise StateError(
            f"{shown}: there is no state here; name one with --state, or {PIPE}"
        ) from None
    except OSError as error:
        raise StateError(
            f"{shown}: cannot be read ({error.strerror}); check its permissions"
        ) from None
    return Found(data, StateInfo(shown, None, workspace))
