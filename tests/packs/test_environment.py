"""Making and finding the environment that Checkov runs in."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from scanner.errors import PackError, UsageError
from scanner.packs.checkov import environment
from scanner.packs.checkov.environment import data_home, install, installed, python_of

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[[Sequence[str], str], None]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "trueup" / "packs"


def venv_alone(command: Sequence[str], folder: str) -> None:
    """In the place of venv and pip: an interpreter's name and a package."""
    if "venv" in command:
        os.makedirs(os.path.join(folder, "bin"))
        Path(folder, "bin", "python").symlink_to(sys.executable)
    if "install" in command:
        assert "--require-hashes" in command
        assert "--no-deps" in command
        Path(folder, "package").write_bytes(b"x" * 1000)


def silent(_: str) -> None:
    """Nobody listens."""


def test_it_is_made_whole_and_found(home: Path) -> None:
    assert installed() is None
    assert not home.exists()
    said: list[str] = []
    made = install(False, said.append, venv_alone)
    assert made == installed()
    assert made.python == str(home / "checkov" / "bin" / "python")
    assert made.packages == len(environment.packages(str(ROOT / "requirements/checkov-pack.lock")))
    assert made.size > 1000
    assert python_of(None) == made.python
    assert "Checkov 3." in said[0]
    assert str(home) in said[0]
    assert os.listdir(home) == ["checkov"]


def test_made_again_it_stays(home: Path) -> None:
    made = install(False, silent, venv_alone)

    def never(command: Sequence[str], _: str) -> None:
        raise AssertionError(command)

    assert install(False, silent, never) == made


def test_another_lock_replaces_it(home: Path) -> None:
    small = install(False, silent, venv_alone)
    whole = install(True, silent, venv_alone)
    assert (small.complete, whole.complete) == (False, True)
    assert whole.packages > 3 * small.packages
    assert installed() == whole
    assert os.listdir(home) == ["checkov"]
    # It has what the smaller one has.
    assert install(False, silent, venv_alone) == whole


def test_a_failure_leaves_what_there_was(home: Path) -> None:
    before = install(False, silent, venv_alone)

    def fails(command: Sequence[str], folder: str) -> None:
        venv_alone(command, folder)
        if "install" in command:
            raise PackError("no network")

    with pytest.raises(PackError, match="no network"):
        install(True, silent, fails)
    assert installed() == before
    assert os.listdir(home) == ["checkov"]


def test_a_command_that_fails_says_its_error(home: Path) -> None:
    def broken(command: Sequence[str], folder: str) -> None:
        code = "import sys; sys.exit('notes\\nERROR: No matching distribution found for x\\nmore')"
        environment._run([sys.executable, "-I", "-c", code], folder)

    with pytest.raises(PackError, match=r"failed: ERROR: No matching distribution found for x$"):
        install(False, silent, broken)


def test_a_folder_that_others_may_write_is_not_used(home: Path) -> None:
    install(False, silent, venv_alone)
    home.chmod(0o777)
    assert installed() is None
    with pytest.raises(PackError, match="others may write"):
        install(False, silent, venv_alone)


def test_a_torn_one_is_none(home: Path) -> None:
    install(False, silent, venv_alone)
    (home / "checkov" / environment.MANIFEST).write_text("{")
    assert installed() is None
    with pytest.raises(UsageError, match="not installed; run `trueup packs install checkov`"):
        python_of(None)


def test_an_interpreter_of_the_users(tmp_path: Path) -> None:
    assert python_of(sys.executable) == sys.executable
    with pytest.raises(UsageError, match="no such program"):
        python_of(str(tmp_path / "none"))
    (tmp_path / "text").write_text("")
    with pytest.raises(UsageError, match="no such program"):
        python_of(str(tmp_path / "text"))


@pytest.mark.parametrize(
    ("environ", "platform", "folder"),
    [
        ({"XDG_DATA_HOME": "/data"}, "linux", "/data/trueup"),
        ({"XDG_DATA_HOME": "/data"}, "darwin", "/data/trueup"),
        ({"XDG_DATA_HOME": "data"}, "linux", "~/.local/share/trueup"),
        ({}, "linux", "~/.local/share/trueup"),
        ({}, "darwin", "~/Library/Application Support/trueup"),
    ],
)
def test_data_lies_where_the_platform_has_it(
    environ: dict[str, str], platform: str, folder: str
) -> None:
    assert data_home(environ, platform) == os.path.expanduser(folder)


def test_windows_without_a_folder_has_none() -> None:
    assert data_home({}, "win32") is None


def test_an_empty_home_is_none() -> None:
    assert data_home({"HOME": ""}, "linux") is None
    assert data_home({"HOME": "", "XDG_DATA_HOME": "/data"}, "linux") == "/data/trueup"


def test_the_small_lock_is_a_part_of_the_whole_one() -> None:
    small = environment.packages(environment.lock_file())
    whole = environment.packages(environment.lock_file(complete=True))
    assert small.items() <= whole.items()
    assert "checkov" in small
    named = re.findall(r"^[a-z][\w-]+", (ROOT / "requirements/checkov-pack.in").read_text(), re.M)
    assert set(small) == set(named)
