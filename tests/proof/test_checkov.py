"""The pack against Checkov itself, on the examples of our rules."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from checkov_proof import agreement, small_environment, trueup

if TYPE_CHECKING:
    from scanner.model import Rule

pytestmark = pytest.mark.proof

ROOT = Path(__file__).resolve().parents[2]
PLATFORMS = ("aws", "google", "azure")
CHILD = """
variable "public" {}
variable "encrypted" {}
variable "ports" {}
resource "aws_s3_bucket" "data" { acl = var.public ? "public-read" : "private" }
resource "aws_security_group" "data" {
  description = "what it is for"
  ingress {
    description = "from anywhere"
    from_port   = var.ports.from
    to_port     = var.ports.to
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  encrypted         = var.encrypted
}
resource "aws_db_instance" "data" {
  storage_encrypted   = var.encrypted
  publicly_accessible = var.public
  multi_az            = true
}
"""


def examples(folder: Path, platforms: tuple[str, ...], in_modules: bool = False) -> int:
    """Every example of our rules of some platforms as a root of its own, or as a module that one
    calls; how many resources."""
    from scanner.rulebook import load_rules

    blocks = 0
    for rule in load_rules():
        if rule.platform in platforms:
            for root, text in texts_of(folder, rule):
                root.mkdir(parents=True)
                if in_modules:
                    (root / "main.tf").write_text('module "it" { source = "./child" }')
                    root = root / "child"
                    root.mkdir()
                (root / "main.tf").write_text(text + "\n")
                blocks += len(re.findall(r'\b(?:resource|data)\s+"', text))
    return blocks


def texts_of(folder: Path, rule: Rule) -> Iterator[tuple[Path, str]]:
    """The examples of a rule, each with a folder of its own."""
    for kind, texts in (("bad", rule.bad), ("good", rule.good)):
        for number, text in enumerate(texts):
            yield folder / rule.id / f"{kind}{number}", text


def files(folder: Path) -> int:
    """Every example of our rules of Dockerfiles and workflows as a file; how many."""
    from scanner.rulebook import load_rules

    names = {"dockerfile": "Dockerfile", "github": ".github/workflows/ci.yml"}
    count = 0
    for rule in load_rules():
        if rule.platform in names:
            for root, text in texts_of(folder, rule):
                path = root / names[rule.platform]
                path.parent.mkdir(parents=True)
                path.write_text(text + "\n")
                count += 1
    return count


def test_the_examples_of_our_rules(checkov: str, tmp_path: Path) -> None:
    assert examples(tmp_path, PLATFORMS) > 1_500
    done = trueup("packs", "verify", "checkov", str(tmp_path), "--checkov-python", checkov)
    assert done.returncode in (0, 1), done.stdout[-2000:] + done.stderr
    percent, total = agreement(done.stdout.splitlines()[-1])
    assert percent >= 99.5
    assert total > 20_000


def test_the_manifests_of_our_rules(checkov: str, tmp_path: Path) -> None:
    from scanner.rulebook import load_rules

    written = 0
    for rule in load_rules():
        if rule.platform == "kubernetes":
            for kind, texts in (("bad", rule.bad), ("good", rule.good)):
                for number, text in enumerate(texts):
                    (tmp_path / f"{rule.id}-{kind}{number}.yaml").write_text(f"{text}\n")
                    written += 1
    assert written > 700
    done = trueup("packs", "verify", "checkov", str(tmp_path), "--checkov-python", checkov)
    assert done.returncode in (0, 1), done.stdout[-2000:] + done.stderr
    # Checkov itself would end there.
    assert "not compared: CKV_K8S_108, " in done.stdout
    (line,) = (one for one in done.stdout.splitlines() if one.startswith("kubernetes: "))
    percent, total = agreement(line)
    assert percent >= 99.5, done.stdout[-4000:]
    assert total > 35_000


def test_dockerfiles_and_workflows(checkov: str, tmp_path: Path) -> None:
    assert files(tmp_path) > 600
    done = trueup("packs", "verify", "checkov", str(tmp_path), "--checkov-python", checkov)
    assert done.returncode in (0, 1), done.stdout[-2000:] + done.stderr
    lines = done.stdout.splitlines()
    for framework, verdicts in (("dockerfile", 7_000), ("github_actions", 1_200)):
        (line,) = [one for one in lines if one.startswith(f"{framework}: agreement")]
        percent, total = agreement(line)
        assert percent >= 99.5, done.stdout
        assert total > verdicts
    # Nothing of what Checkov says of such files is missing, or not compared.
    assert "not in the pack" not in done.stdout
    left_out = [one for one in lines if "left out" in one]
    assert left_out == ["github_actions: left out, since only the pack reads them: 1"]


def test_inside_of_modules(checkov: str, tmp_path: Path) -> None:
    assert examples(tmp_path, ("azure",), in_modules=True) > 500
    (tmp_path / "child").mkdir()
    (tmp_path / "child" / "main.tf").write_text(CHILD)
    calls = [
        f'module "m{number}" {{\n  source = "./child"\n  public = {public}\n'
        f"  encrypted = {encrypted}\n  ports = {{ from = {port}, to = {port} }}\n}}\n"
        for number, (public, encrypted, port) in enumerate(
            product(("true", "false"), ("true", "false"), (22, 80, 443, 3389))
        )
    ]
    (tmp_path / "main.tf").write_text("".join(calls))
    done = trueup("packs", "verify", "checkov", str(tmp_path), "--checkov-python", checkov)
    (line,) = [one for one in done.stdout.splitlines() if one.startswith("in local modules")]
    percent, total = agreement(line)
    assert percent >= 98, done.stdout
    assert total > 2_000


def test_the_recorded_graph(checkov: str, tmp_path: Path) -> None:
    recorded = Path("tests", "packs", "recorded")
    shutil.copytree(ROOT / recorded / "graph", tmp_path / recorded / "graph")
    script = ROOT / "tests" / "oracles" / "checkov_graph.py"
    subprocess.run([checkov, "-I", str(script)], cwd=tmp_path, check=True, capture_output=True)
    name = recorded / "graph.json"
    # In which order Checkov expands a for_each is left to chance.
    found, wanted = (json.loads((folder / name).read_text()) for folder in (tmp_path, ROOT))
    assert found == wanted
    folder = str(ROOT / recorded / "graph")
    done = trueup("packs", "verify", "checkov", folder, "--checkov-python", checkov)
    assert done.returncode == 0, done.stdout
    assert agreement(done.stdout.splitlines()[-1])[1] > 80


def test_the_small_environment_gives_the_same_verdicts(checkov: str, tmp_path: Path) -> None:
    small = small_environment(tmp_path / "data")
    examples(tmp_path / "code", ("aws",))
    words = ["scan", str(tmp_path / "code"), "--pack", "checkov:all", "--format", "json", "--all"]
    reports = [trueup(*words, "--checkov-python", str(one)) for one in (small, checkov)]
    assert "pack-" not in reports[0].stdout
    assert "CKV_AWS_" in reports[0].stdout
    assert reports[0].stdout == reports[1].stdout


def test_a_warm_worker_answers_at_once(checkov: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    from warm import first_verdicts

    # The goal is 100 ms. What takes longest, the tables of IAM's actions, takes most of that; the
    # rest is for machines that do other things, too. `make bench` holds the goal itself.
    for everything, most in ((False, 0.3), (True, 0.1)):
        first = first_verdicts(checkov, everything)
        assert first.worst < most, first
        assert first.median < 0.02, first
