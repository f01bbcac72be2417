"""The program that runs in Checkov's interpreter, on a small Checkov of our own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scanner.errors import PackError
from scanner.packs.checkov import client
from scanner.packs.checkov.client import Worker


@pytest.fixture
def worker(small_checkov: str) -> Iterator[Worker]:
    with Worker(small_checkov) as found:
        yield found


def judge(worker: Worker, index: dict[str, Any], type_: str, **conf: Any) -> Any:
    request = {
        "do": "judge",
        "kind": "resource",
        "type": type_,
        "name": "a",
        "path": f"1:{type_}.a",
        "conf": {name: [value] for name, value in conf.items()},
        "modules": index["types"][f"resource/{type_}"],
    }
    return worker.ask(request, type_)


@pytest.fixture
def index(worker: Worker) -> dict[str, Any]:
    found: dict[str, Any] = worker.ask({"do": "index"}, "the index")["index"]
    return found


def test_it_says_what_it_is(worker: Worker) -> None:
    version, root = worker.hello()
    assert version == "3.3.30"
    assert root.endswith("checkov")


def test_the_index_has_what_the_packages_import(index: dict[str, Any]) -> None:
    of_terraform = {id_ for id_ in index["checks"] if id_.startswith("CKV_AWS_")}
    assert of_terraform == {f"CKV_AWS_100{n}" for n in (1, 2, 3, 4, 5)}
    assert index["checks"]["CKV_AWS_1001"][:2] == ["Ensure it is encrypted", "ENCRYPTION"]
    assert "encrypted" in index["checks"]["CKV_AWS_1001"][3]
    assert index["ids"]["resource/aws_ebs_volume"] == ["CKV_AWS_1001"]
    (module,) = index["types"]["resource/aws_ebs_volume"]
    assert module == "checkov.terraform.checks.resource.aws.Encrypted"


def test_a_check_of_checkovs_graph_is_listed_apart(index: dict[str, Any]) -> None:
    assert "resource/acme_connected" not in index["types"]
    assert index["graphs"] == {
        "terraform": {
            "sees": {"CKV_AWS_1005": None},
            "modules": {
                "resource/acme_connected": ["checkov.terraform.checks.resource.aws.Connected"]
            },
        }
    }


def test_a_module_that_does_not_import_is_named(index: dict[str, Any]) -> None:
    assert index["failed"] == {
        "checkov.terraform.checks.resource.broken.Broken": "ModuleNotFoundError"
    }


@pytest.mark.parametrize(
    ("value", "verdict"), [(True, "PASSED"), (False, "FAILED"), ("var.x", "UNKNOWN")]
)
def test_a_verdict_with_its_keys(
    worker: Worker, index: dict[str, Any], value: object, verdict: str
) -> None:
    answer = judge(worker, index, "aws_ebs_volume", encrypted=value)
    assert answer == {"said": [["CKV_AWS_1001", verdict, ["encrypted"]]]}


def test_only_what_is_asked_for_is_imported(worker: Worker) -> None:
    # Without the index nothing was imported before.
    request = {"do": "judge", "kind": "resource", "type": "aws_ebs_volume", "name": "a"}
    request |= {"path": "1", "conf": {}, "modules": []}
    assert worker.ask(request, "it") == {"said": []}


def test_what_is_warm_is_not_told_again(worker: Worker) -> None:
    known: dict[str, Any] = {"types": {"resource/aws_ebs_volume": []}}
    assert judge(worker, known, "aws_ebs_volume") == {"said": []}
    worker.warm(["checkov.terraform.checks.resource.aws.Encrypted"])
    assert len(judge(worker, known, "aws_ebs_volume", encrypted=True)["said"]) == 1


def test_what_most_checks_import_may_be_lacking(worker: Worker) -> None:
    assert worker.ask({"do": "warm", "modules": []}, "it")["error"] == "ModuleNotFoundError"
    assert worker.hello()[0] == "3.3.30"


def test_what_a_check_prints_does_not_reach_the_protocol(
    worker: Worker, index: dict[str, Any]
) -> None:
    said = [["CKV_AWS_1002", "PASSED", []]]
    assert judge(worker, index, "acme_printing") == {"said": said}
    assert judge(worker, index, "acme_printing") == {"said": said}


def test_a_check_that_raises_says_no_value(worker: Worker, index: dict[str, Any]) -> None:
    answer = judge(worker, index, "acme_crashing", secret="hunter2")
    assert answer == {"said": [["CKV_AWS_1003", "CRASHED", ["TypeError"]]]}


def test_a_check_reaches_no_network_and_starts_no_program(
    worker: Worker, index: dict[str, Any]
) -> None:
    # It takes no exception to what is refused, and passes: that is no verdict.
    said = [["CKV_AWS_1004", "CRASHED", ["RefusedError"]]]
    assert judge(worker, index, "acme_reaching") == {"said": said}


def test_a_wrong_request_is_answered(worker: Worker) -> None:
    assert worker.ask({"do": "judge"}, "it")["error"] == "KeyError"
    assert worker.hello()[0] == "3.3.30"


def test_an_interpreter_without_checkov() -> None:
    with Worker(sys.executable) as worker, pytest.raises(PackError, match="has no Checkov"):
        worker.hello()


# Starts a program that follows it and never ends by itself, tells its id, and is gone.
PARENT = """
import os, subprocess, sys
child = subprocess.Popen(
    [sys.executable, "-c", "import parent; parent.follow(); print(flush=True)\\nwhile 1: 0"],
    cwd=sys.argv[1],
    stdout=subprocess.PIPE,
)
child.stdout.readline()
print(child.pid, flush=True)
os._exit(0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there an orphan keeps its parent's id")
def test_a_worker_does_not_outlive_us() -> None:
    folder = Path(client.__file__).parent / "worker"
    done = subprocess.run(
        [sys.executable, "-c", PARENT, str(folder)], capture_output=True, check=True, timeout=60
    )
    pid = int(done.stdout)
    end = time.monotonic() + 30
    while is_there(pid) and time.monotonic() < end:
        time.sleep(0.1)
    if is_there(pid):
        os.kill(pid, signal.SIGKILL)
        pytest.fail("it is still there")


def is_there(pid: int) -> bool:
    """Whether a process runs: what has ended may wait for somebody to ask how."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
