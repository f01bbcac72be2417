"""Dockerfiles and workflows in the worker, on a small Checkov of our own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scanner.packs.checkov import client
from scanner.packs.checkov.client import Worker

MODULES = {
    "dockerfile": ["checkov.dockerfile.checks.Users"],
    "workflow": ["checkov.github_actions.checks.job.Jobs"],
}


@pytest.fixture
def worker(small_checkov: str) -> Iterator[Worker]:
    with Worker(small_checkov) as found:
        yield found


def judge(worker: Worker, kind: str, conf: Any, *more: str) -> dict[str, Any]:
    """What is said, by the check: a list of (verdict, keys)."""
    request = {"do": "judge", "kind": kind, "type": kind, "name": "a", "path": "1:a", "conf": conf}
    said = worker.ask(request | {"modules": [*MODULES[kind], *more]}, kind)["said"]
    found: dict[str, Any] = {}
    for id_, verdict, keys in said:
        found.setdefault(id_, []).append((verdict, keys))
    return found


def instructions(*values: tuple[str, str], unknown: tuple[int, ...] = ()) -> dict[str, Any]:
    """A Dockerfile; the path of each instruction is its number."""
    conf: dict[str, Any] = {}
    for number, (name, value) in enumerate(values):
        one: dict[str, Any] = {"instruction": name, "value": value, "__path__": [number]}
        if number in unknown:
            one["__unknown__"] = True
        conf.setdefault(name, []).append(one)
    return conf


def test_the_index_has_them(worker: Worker) -> None:
    index = worker.ask({"do": "index"}, "the index")["index"]
    assert index["types"]["dockerfile/dockerfile"] == MODULES["dockerfile"]
    assert index["types"]["workflow/github_workflow"] == MODULES["workflow"]
    assert index["ids"]["workflow/github_workflow"] == ["CKV_GHA_1001", "CKV_GHA_1002"]
    # What tells that an unknown value of an instruction matters to a check.
    assert index["checks"]["CKV_DOCKER_1001"] == ["Ensure not root", "CONVENTION", "", ["USER"]]


def test_a_dockerfile_fails_at_the_instructions_that_a_check_names(worker: Worker) -> None:
    conf = instructions(
        ("FROM", "a:1"), ("RUN", "bad"), ("RUN", "good"), ("RUN", "bad"), ("USER", "root")
    )
    assert judge(worker, "dockerfile", conf) == {
        "CKV_DOCKER_1001": [("FAILED", [4])],
        "CKV_DOCKER_1002": [("FAILED", [1]), ("FAILED", [3])],
        "CKV_DOCKER_1003": [("PASSED", [])],
        "CKV_DOCKER_1004": [("FAILED", [])],
    }


def test_a_check_that_raises_costs_no_other(worker: Worker) -> None:
    said = judge(worker, "dockerfile", instructions(("FROM", "a:1"), ("LABEL", "a=b")))
    assert said["CKV_DOCKER_1005"] == [("CRASHED", ["TypeError", 1])]
    assert said["CKV_DOCKER_1003"] == [("PASSED", [])]


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("$USER", "UNKNOWN"),
        ("${USER}", "UNKNOWN"),
        ("app$SUFFIX", "PASSED"),
        ("$USER:group", "PASSED"),
    ],
)
def test_what_is_unknown_is_decided_where_it_does_not_matter(
    worker: Worker, value: str, verdict: str
) -> None:
    conf = instructions(("FROM", "a:1"), ("USER", value), unknown=(1,))
    ((said, keys),) = judge(worker, "dockerfile", conf)["CKV_DOCKER_1001"]
    assert (said, keys) == (verdict, [1] if verdict == "UNKNOWN" else [])


def test_what_is_certain_beside_the_unknown_is_said(worker: Worker) -> None:
    # As it is written the first one fails, and the check looks no further.
    conf = instructions(("FROM", "$BASE"), ("FROM", "debian"), unknown=(0,))
    assert judge(worker, "dockerfile", conf)["CKV_DOCKER_1003"] == [("FAILED", [1])]
    conf = instructions(("FROM", "$BASE"), ("FROM", "debian:12"), unknown=(0,))
    assert judge(worker, "dockerfile", conf)["CKV_DOCKER_1003"] == [("UNKNOWN", [0])]


def test_of_a_check_of_the_users_nothing_unknown_is_certain(worker: Worker) -> None:
    # Several values decide only what Checkov's own checks ask, which are known.
    own = ("checkov.dockerfile.own",)
    root = ("FROM", "registry.example/a:1")
    known = instructions(root, ("FROM", "b"), ("USER", "$USER"), unknown=(2,))
    assert judge(worker, "dockerfile", known, *own)["CKV_OWN_1"] == [("FAILED", [1])]
    alone = instructions(root, ("FROM", "$BASE"), unknown=(1,))
    assert judge(worker, "dockerfile", alone, *own)["CKV_OWN_1"] == [("UNKNOWN", [1])]
    beside = instructions(("FROM", "b"), ("FROM", "$BASE"), unknown=(1,))
    assert judge(worker, "dockerfile", beside, *own)["CKV_OWN_1"] == [("FAILED", [0])]


def test_a_workflow_fails_at_each_step(worker: Worker) -> None:
    steps = [{"run": run} for run in ("bad", "good", "bad")]
    conf = {"on": {"workflow_dispatch": {"inputs": {}}}, "jobs": {"a/b": {"steps": steps}}}
    assert judge(worker, "workflow", conf) == {
        "CKV_GHA_1001": [
            ("FAILED", ["jobs", "a/b", "steps", 0]),
            ("FAILED", ["jobs", "a/b", "steps", 2]),
        ]
    }


def test_a_workflow_passes_once(worker: Worker) -> None:
    conf = {"on": {}, "jobs": {"a": {"steps": [{"run": "good"}, {"run": "good"}]}}}
    said = judge(worker, "workflow", conf)
    assert said["CKV_GHA_1001"] == [("PASSED", [])]
    assert said["CKV_GHA_1002"] == [("CRASHED", ["KeyError", "on"])]


def test_what_a_check_names_is_nearer_than_what_it_was_given(worker: Worker) -> None:
    conf = {"on": {"workflow_dispatch": {"inputs": {"level": {}}}}, "jobs": {}}
    said = judge(worker, "workflow", conf)
    assert said["CKV_GHA_1002"] == [("FAILED", ["on", "workflow_dispatch", "inputs"])]


def test_a_step_that_crashes_a_check_is_named(worker: Worker) -> None:
    steps = [{"run": "good"}, {"uses": "a/b@v1"}, {"run": "bad"}]
    said = judge(worker, "workflow", {"jobs": {"a": {"steps": steps}}})
    assert said["CKV_GHA_1001"] == [
        ("FAILED", ["jobs", "a", "steps", 2]),
        ("CRASHED", ["KeyError", "jobs", "a", "steps", 1]),
    ]


def test_nonsense_is_answered(worker: Worker) -> None:
    for conf in ([], {"FROM": []}, {"FROM": 3}, None):
        request = {"do": "judge", "kind": "dockerfile", "path": "1", "conf": conf}
        answer = worker.ask(request | {"modules": MODULES["dockerfile"]}, "it")
        assert "said" in answer or "error" in answer
    assert worker.hello()[0] == "3.3.30"


def test_without_checks_of_files_the_others_are_there(tmp_path: Path) -> None:
    code = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
for name in ("dockerfiles", "workflows"):
    failed = {}
    family = importlib.import_module(f"worker.{name}")
    found = list(family.describe(sys.argv[2], failed))
    print(json.dumps([found, failed]))
"""
    script = tmp_path / "describe.py"
    script.write_text(code)
    package = Path(client.__file__).parent
    command = [sys.executable, "-I", str(script), str(package), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        [[], {"checkov.dockerfile.registry": "ModuleNotFoundError"}],
        [[], {"checkov.github_actions.checks.registry": "ModuleNotFoundError"}],
    ]
