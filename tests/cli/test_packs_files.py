"""`--pack` on Dockerfiles and workflows, as the user meets it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checkov_workers import write_fake

from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]
DOCKERFILE = "FROM debian:12\n{}ADD a /a\nADD b /b\nUSER app\n"
WORKFLOW = """\
name: CI
on: push
{top}permissions: {{}}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: one
        {first}
      - run: two
{second}
"""
SAID = """
if request["kind"] == "dockerfile":
    places = [one["__path__"] for one in request["conf"]["ADD"]]
else:
    places = [["jobs", "build", "steps", 0], ["jobs", "build", "steps", 1]]
said = [["CKV_FAKE_2", "FAILED", place] for place in places]
said += [["CKV_FAKE_3", "PASSED", []], ["CKV_FAKE_4", "CRASHED", ["TypeError", *places[1]]]]
"""


@pytest.fixture
def root(trueup: Trueup, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Trueup:
    """A worker that finds fault with two places of each file."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / ".data"))
    judge = SAID.strip().replace("\n", "\n        ")
    types = ("dockerfile/dockerfile", "workflow/github_workflow")
    write_fake(tmp_path / "fake", judge=judge, types=types)
    return trueup


def write(docker: str = "", top: str = "", first: str = "", second: str = "") -> None:
    Path("Dockerfile").write_text(DOCKERFILE.format(docker))
    folder = Path(".github/workflows")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ci.yml").write_text(WORKFLOW.format(top=top, first=first, second=second))


def results(trueup: Trueup, *words: str) -> list[dict[str, Any]]:
    outcome = trueup(
        "scan", ".", "--pack", "checkov", "--checkov-python", "fake", "--format", "json", *words
    )
    return [one for one in outcome.report["results"] if one["rule"].startswith("CKV_FAKE")]


def where(found: list[dict[str, Any]], kind: str) -> list[tuple[str, int, str]]:
    return sorted(
        (one["location"]["path"], one["location"]["start_line"], one["resource"]["address"])
        for one in found
        if one["kind"] == kind
    )


CI = ".github/workflows/ci.yml"


def test_each_part_that_fails_is_a_finding_at_its_line(root: Trueup) -> None:
    write()
    found = results(root)
    assert where(found, "fail") == [
        (CI, 8, "build/0"),
        (CI, 10, "build/1"),
        ("Dockerfile", 2, "stage:0"),
        ("Dockerfile", 3, "stage:0"),
    ]
    assert where(found, "open") == [(CI, 10, "build/1"), ("Dockerfile", 3, "stage:0")]
    (one,) = {one["message"] for one in found if one["kind"] == "open"}
    assert one == "Ensure CKV_FAKE_4 (undecided: Checkov's check failed with TypeError)"


def test_a_file_passes_once(root: Trueup) -> None:
    write()
    found = [one for one in results(root, "--all") if one["kind"] == "pass"]
    assert sorted((one["rule"], one["location"]["path"]) for one in found) == [
        ("CKV_FAKE_3", CI),
        ("CKV_FAKE_3", "Dockerfile"),
    ]


SKIP = "# checkov:skip=CKV_FAKE_2:it is meant"


def test_a_skip_in_a_dockerfile_is_for_all_of_it(root: Trueup) -> None:
    write(docker=f"{SKIP}\n")
    found = results(root)
    assert [path for path, _, _ in where(found, "fail")] == [CI, CI]
    assert [path for path, _, _ in where(found, "suppressed")] == ["Dockerfile"] * 2


@pytest.mark.parametrize(
    ("place", "skipped"),
    [
        ({"top": f"{SKIP}\n"}, ["build/0", "build/1"]),
        ({"first": SKIP}, ["build/0"]),
        # The lines up to the next step are the step's, wherever they begin.
        ({"first": f"\n      {SKIP}"}, ["build/0"]),
        ({"second": f"        env: {{}}  {SKIP}"}, ["build/1"]),
    ],
)
def test_a_skip_in_a_step_is_for_the_step(
    root: Trueup, place: dict[str, str], skipped: list[str]
) -> None:
    write(**place)
    found = results(root)
    assert [address for _, _, address in where(found, "suppressed")] == skipped
    left = [address for path, _, address in where(found, "fail") if path == CI]
    assert sorted(left + skipped) == ["build/0", "build/1"]


def test_an_ignore_of_ours_is_for_its_line(root: Trueup) -> None:
    write(docker="# trueup:ignore CKV_FAKE_2 it is meant\n")
    found = results(root)
    assert where(found, "suppressed") == [("Dockerfile", 3, "stage:0")]
    assert ("Dockerfile", 4, "stage:0") in where(found, "fail")


def test_only_what_is_new_counts(root: Trueup, tmp_path: Path) -> None:
    def git(*words: str) -> None:
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", *words]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    write()
    shutil.rmtree(tmp_path / ".git")
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    assert {one["past"]["standing"] for one in results(root, "--since", "main")} == {"persisting"}
    # Of the revision the worker gets what git has, and of the tree what lies there.
    write(docker="ADD new /new\n")
    found = [one for one in results(root, "--since", "main") if one["past"]["standing"] == "new"]
    assert {one["location"]["path"] for one in found} == {"Dockerfile"}
    assert found


def test_a_compose_file_is_not_judged(root: Trueup) -> None:
    Path("compose.yaml").write_text("services:\n  a:\n    image: debian:12\n")
    assert results(root, "--all") == []
