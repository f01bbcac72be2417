"""The pack by Checkov itself, in the environment that `make test` installs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from scanner.packs.checkov.catalogue import Catalogue, catalogue_of
from scanner.packs.checkov.client import Worker

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def python() -> str:
    """Checkov's interpreter."""
    folder = ROOT / ".venv-pack" / "trueup" / "packs" / "checkov"
    found = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not found.exists():
        pytest.skip(f"{found} is not there: `make test` installs it")
    return str(found)


@pytest.fixture(scope="module")
def catalogue(python: str) -> Catalogue:
    with Worker(python) as worker:
        return catalogue_of(worker, None)


def test_every_check_can_be_asked(catalogue: Catalogue) -> None:
    assert catalogue.failed == {}
    kinds = {place.partition("/")[0] for place in catalogue.modules}
    assert {"resource", "data", "provider", "module"} <= kinds
    assert len(catalogue.checks) > 900
    assert all(check.name and check.category for check in catalogue.checks.values())


def scan(python: str, folder: Path, *words: str) -> dict[tuple[str, str], str]:
    """(check, address) -> what it says, of a folder, by the pack alone."""
    command = [sys.executable, "-m", "scanner.cli.main", "scan", str(folder)]
    options = ["--pack", "checkov:all", "--checkov-python", python, "--format", "json", "--all"]
    done = subprocess.run(
        [*command, *options, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    return {
        (result["rule"], instance["address"]): instance["kind"]
        for result in orjson.loads(done.stdout)["results"]
        for instance in result["instances"]
        if result["rule"].startswith(("CKV_", "CKV2_"))
    }


TERRAFORM = """
variable "size" {}
provider "aws" { access_key = "AKIAIOSFODNN7EXAMPLE" }
resource "aws_ebs_volume" "open" {
  availability_zone = "eu-west-1a"
  size              = var.size
}
resource "aws_ebs_volume" "safe" {
  availability_zone = "eu-west-1a"
  encrypted         = true
}
module "foreign" { source = "git::https://example.com/network.git" }
"""


def test_terraform(python: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(TERRAFORM)
    said = scan(python, tmp_path, "--allow-incomplete")
    assert said["CKV_AWS_3", "aws_ebs_volume.open"] == "fail"
    assert said["CKV_AWS_3", "aws_ebs_volume.safe"] == "pass"
    assert said["CKV_AWS_41", "provider.aws"] == "fail"
    assert said["CKV_TF_1", "module.foreign"] == "fail"


# In Checkov's interpreter: dpath on random blocks, as it is and as the worker shows it a block.
LOOKUPS = """
import importlib.util, json, random, sys
spec = importlib.util.spec_from_file_location("paths", sys.argv[1])
paths = importlib.util.module_from_spec(spec)
spec.loader.exec_module(paths)
import dpath
plain = {"search": dpath.search, "get": dpath.get}
lookup = paths.Lookup()
NAMES = ["a", "b", "ab", "0", "1", "a.b", "tags"]

def value(pick, depth):
    kind = pick.randrange(7 if depth else 4)
    if kind < 4:
        return [True, None, "a", 7][kind]
    if kind == 4:
        return [value(pick, depth - 1) for _ in range(pick.randrange(3))]
    odd = [""] if pick.random() < 0.05 else []
    return {pick.choice(NAMES + odd): value(pick, depth - 1) for _ in range(pick.randrange(4))}

def said(function, block, glob, named):
    try:
        found = function(block, glob, **named)
        return repr(list(found) if named.get("yielded") else found)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

compared = narrowed = failed = 0
for seed in range(4000):
    pick = random.Random(seed)
    block = {pick.choice(NAMES): value(pick, 4) for _ in range(pick.randrange(6))}
    steps = NAMES + ["*", "**", "[0]", "a*", "?", "[", ""]
    glob = "/".join(pick.choice(steps) for _ in range(pick.randrange(1, 5)))
    glob = pick.choice([glob, "/" + glob])
    lookup.prepare(json.dumps(block, separators=(",", ":")).encode())
    for name in plain:
        for named in [{}, {"yielded": True}] if name == "search" else [{}, {"default": 1}]:
            before = said(plain[name], block, glob, named)
            after = said(getattr(dpath, name), block, glob, named)
            assert before == after, (name, block, glob, before, after)
            compared += 1
            narrowed += bool(paths.first_of(glob))
            failed += "Empty" in before
print(compared, narrowed, failed)
"""


def test_a_path_is_looked_up_as_dpath_does(python: str) -> None:
    paths = ROOT / "scanner" / "packs" / "checkov" / "worker" / "paths.py"
    command = [python, "-I", "-c", LOOKUPS, str(paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    compared, narrowed, failed = map(int, done.stdout.split())
    assert (compared, narrowed > 4_000, failed > 100) == (16_000, True, True)
