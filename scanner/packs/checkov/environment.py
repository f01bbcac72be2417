"""The environment that Checkov runs in: made by `trueup packs install`, found by a scan.

It lies in the user's data directory, never in the scanned tree, and in a folder that nobody else
may write: what is in it runs. It is built beside its final place and renamed when it works, so
that there is a whole one or none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from scanner.cache import is_private
from scanner.errors import PackError, UsageError
from scanner.rulebook import data_folder

MANIFEST = "trueup-pack.json"
INSTALL = "trueup packs install checkov"
_LOCKS = {False: "checkov-pack.lock", True: "checkov.lock"}
_MINUTES = 20


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment that `install` made. packages: how many. size: in bytes on disk. complete:
    with what Checkov's own command line needs. lock: the digest of the file it was made from."""

    python: str
    version: str
    packages: int
    size: int
    complete: bool
    lock: str


def data_home(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> str | None:
    """The user's folder for data of programs; None where the user has no home.

    XDG_DATA_HOME wins everywhere, as for the cache; else it is where the platform has it.
    """
    environ = os.environ if environ is None else environ
    base = environ.get("XDG_DATA_HOME") or ""
    if not os.path.isabs(base) and platform == "win32":
        base = environ.get("LOCALAPPDATA") or ""
    elif not os.path.isabs(base):
        below = ("Library", "Application Support") if platform == "darwin" else (".local", "share")
        home = environ.get("HOME", os.path.expanduser("~"))
        # An empty one is none, and no folder at the root.
        base = os.path.join(home, *below) if home else ""
    return os.path.join(base, "trueup") if os.path.isabs(base) else None


def lock_file(complete: bool = False) -> str:
    """The requirements, with hashes, that an environment is made from."""
    return os.path.join(data_folder("requirements"), _LOCKS[complete])


def packages(lock: str) -> dict[str, str]:
    """The packages that a lock file pins, to their versions."""
    with open(lock, encoding="utf-8") as file:
        pinned = [line.split()[0].split("==") for line in file if "==" in line.partition(" ")[0]]
    return {name: version.rstrip(";") for name, version in pinned}


def installed() -> Installed | None:
    """The environment there is; None where there is none whole, or others may write to it."""
    folder = _folder()
    # Looking for it makes no folder.
    if folder is None or not os.path.isdir(folder) or not is_private(os.path.dirname(folder)):
        return None
    return _read(folder)


def python_of(given: str | None) -> str:
    """The interpreter to run Checkov with: the one given, else that of the environment.

    Raises UsageError, saying what to do, where there is none.
    """
    if given:
        path = os.path.abspath(os.path.expanduser(given))
        if not (os.path.isfile(path) and os.access(path, os.X_OK)):
            raise UsageError(
                f"--checkov-python {given}: no such program; name the python of an environment "
                "that has Checkov"
            )
        return path
    found = installed()
    if found is None:
        raise UsageError(f"the pack checkov is not installed; run `{INSTALL}`")
    return found.python


def install(
    complete: bool,
    tell: Callable[[str], None],
    run: Callable[[Sequence[str], str], None] | None = None,
) -> Installed:
    """Make the environment, or keep the one that was made from the same lock file.

    complete: with everything that Checkov's command line needs. run: runs a command in a folder.
    Raises PackError when it cannot be made; what was there before stays.
    """
    import shutil
    import tempfile

    folder = _folder()
    if folder is None:
        raise PackError("there is no folder for data; set XDG_DATA_HOME to an absolute path")
    above = os.path.dirname(folder)
    if not is_private(above):
        raise PackError(
            f"{above}: cannot be made, or others may write to it; make it yours alone (chmod 700)"
        )
    lock = lock_file(complete)
    pinned, digest = packages(lock), _digest(lock)
    before = _read(folder)
    # The complete one has what the other has.
    if before is not None and before.lock in (digest, _digest(lock_file(complete=True))):
        return before
    tell(
        f"Checkov {pinned['checkov']} and {len(pinned) - 1} packages that it needs, by the hashes "
        f"of {os.path.basename(lock)}, into {folder}"
    )
    temporary = tempfile.mkdtemp(prefix=".checkov-", dir=above)
    try:
        _build(temporary, lock, run or _run)
        found = Installed(
            _python(folder), pinned["checkov"], len(pinned), _size(temporary), complete, digest
        )
        _write(temporary, found)
        old = f"{temporary}.old"
        if os.path.lexists(folder):
            os.rename(folder, old)
        os.rename(temporary, folder)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise PackError(f"{folder}: cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return found


def _build(folder: str, lock: str, run: Callable[[Sequence[str], str], None]) -> None:
    """A virtual environment with what the lock file pins, and nothing that it does not."""
    run([sys.executable, "-I", "-m", "venv", folder], folder)
    # Every package is in the lock file: a dependency that is not is one that the checks do without.
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    python = _python(folder)
    run([python, "-I", "-m", "pip", "install", *options, "--requirement", lock], folder)
    run([python, "-I", "-c", "import checkov.version"], folder)


def _run(command: Sequence[str], folder: str) -> None:
    """Run a command whose output is shown when it fails. Raises PackError then."""
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and the one made with it
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_MINUTES * 60,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PackError(f"the installation took over {_MINUTES} minutes; try again") from None
    except OSError as error:
        raise PackError(f"{command[0]}: cannot be run: {error.strerror}") from error
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        errors = [line for line in said if line.startswith("ERROR")] or said[-1:]
        what = " ".join(command[2:5] if command[1] == "-I" else command[:3])
        raise PackError(f"{what} failed: {' '.join(errors)[:500] or 'it does not say why'}")


def _folder() -> str | None:
    home = data_home()
    return os.path.join(home, "packs", "checkov") if home else None


def _python(folder: str) -> str:
    if sys.platform == "win32":
        return os.path.join(folder, "Scripts", "python.exe")
    return os.path.join(folder, "bin", "python")


def _size(folder: str) -> int:
    total = 0
    for path, _, names in os.walk(folder):
        total += sum(os.lstat(os.path.join(path, name)).st_size for name in names)
    return total


def _digest(path: str) -> str:
    from hashlib import sha256

    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()


def _write(folder: str, found: Installed) -> None:
    import json

    values = {
        "version": found.version,
        "packages": found.packages,
        "size": found.size,
        "complete": found.complete,
        "lock": found.lock,
    }
    with open(os.path.join(folder, MANIFEST), "w", encoding="utf-8") as file:
        json.dump(values, file)


def _read(folder: str) -> Installed | None:
    import json

    try:
        with open(os.path.join(folder, MANIFEST), encoding="utf-8") as file:
            values = json.load(file)
        found = Installed(_python(folder), **values)
    except (OSError, ValueError, TypeError):
        return None
    return found if os.path.exists(found.python) else None
