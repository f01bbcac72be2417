"""What is shipped: built, looked into, and run from outside of the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def shipped(folder: str, suffix: str) -> set[str]:
    """Files of a folder of the repository that belong into a distribution."""
    return {
        path.relative_to(ROOT / folder).as_posix()
        for path in (ROOT / folder).rglob(f"*{suffix}")
        if "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, in a folder that knows nothing of the repository."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(site: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Python with the unpacked wheel first on its path and the tests' packages behind it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env={**environment, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_wheel_holds_code_rules_and_policies(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder, inside, suffix in (
        ("rules", "scanner/_rules", ".py"),
        ("policies", "scanner/_policies", ".yaml"),
        ("scanner", "scanner", ".py"),
        ("scanner/schemas", "scanner/schemas", ".json"),
        ("scanner/terraform/schemas", "scanner/terraform/schemas", ".table"),
        ("scanner/report/html", "scanner/report/html", ".css"),
        ("scanner/report/html", "scanner/report/html", ".js"),
    ):
        wanted = {f"{inside}/{name}" for name in shipped(folder, suffix)}
        assert wanted, f"{folder} has no {suffix} file"
        assert wanted <= names, sorted(wanted - names)
    assert "scanner/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        strange = [
            name
            for name in archive.namelist()
            if not name.startswith("scanner/") and ".dist-info/" not in name
        ]
        assert strange == []
        assert not [name for name in archive.namelist() if "__pycache__" in name]


def test_the_wheel_names_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (entry,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        assert "trueup = scanner.cli.main:main" in archive.read(entry).decode()


def test_the_rulebook_comes_from_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    program = (
        "import json; from scanner.rulebook import data_folder, load_rules; "
        "print(json.dumps([data_folder('rules'), data_folder('policies'),"
        " [rule.path for rule in load_rules()]]))"
    )
    done = run(unpacked, tmp_path, "-c", program)
    assert done.returncode == 0, done.stderr
    rules, policies, paths = json.loads(done.stdout)
    assert rules == str(unpacked / "scanner" / "_rules")
    assert policies == str(unpacked / "scanner" / "_policies")
    assert len(paths) == len([name for name in shipped("rules", ".py") if name[0] != "_"])
    assert all(path.startswith(rules) for path in paths)


def test_the_wheel_scans_outside_of_the_repository(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_db_instance" "db" {\n}\n')
    done = run(unpacked, tmp_path, "-m", "scanner.cli.main", "scan", "--format", "json")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert report["results"]
    assert {result["location"]["path"] for result in report["results"]} == {"main.tf"}


def test_policies_load_from_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    done = run(unpacked, tmp_path, "-m", "scanner.cli.main", "policies", "list")
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == sorted(
        Path(name).stem for name in shipped("policies", ".yaml")
    )


def test_the_sdist_builds_the_same_wheel(sdist: Path, wheel: Path) -> None:
    # The wheel of this folder was built from the sdist, so it is enough that nothing was left out.
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if ".dist-info/" not in name:
                # Data of the repository stands in the package under names of its own.
                for folder in ("rules", "policies", "requirements"):
                    name = name.replace(f"scanner/_{folder}/", f"{folder}/", 1)
                assert name in names, name
    assert {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml"} <= names


def test_the_editable_install_reads_the_repository() -> None:
    program = "from scanner.rulebook import data_folder; print(data_folder('rules'))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == str(ROOT / "rules")
