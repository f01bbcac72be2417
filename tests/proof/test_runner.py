"""The proof runner's verdicts: nothing that could have run counts as skipped."""

from __future__ import annotations

import importlib.util
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def runner() -> ModuleType:
    """run.py, which imports its neighbours by name, as a program does."""
    modules = {}
    for name in ("tools", "debian", "run"):
        spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        modules[name] = importlib.util.module_from_spec(spec)
        sys.modules[name] = modules[name]
        spec.loader.exec_module(modules[name])
    for name in modules:
        del sys.modules[name]
    return modules["run"]


def report(*cases: str) -> ElementTree.ElementTree:
    tests = "".join(
        f'<testcase classname="tests.terraform.test_x" name="t{number}">{case}</testcase>'
        for number, case in enumerate(cases)
    )
    root = ElementTree.fromstring(f"<testsuites><testsuite>{tests}</testsuite></testsuites>")
    return ElementTree.ElementTree(root)


SKIPPED = '<skipped type="pytest.skip" message="terraform is not on PATH"/>'


@pytest.mark.parametrize(
    ("cases", "excused", "status", "detail"),
    [
        (["", ""], [], "ran", "2 passed"),
        (["", "<failure/>"], [], "failed", "1 passed, 1 failed"),
        (["<error/>"], ["terraform"], "failed", "1 failed"),
        (["", SKIPPED], ["terraform"], "ran", "1 passed, 1 skipped"),
        ([SKIPPED], ["terraform"], "skipped", "1 skipped"),
        ([SKIPPED], [], "failed", "1 skipped; t0 was skipped: terraform is not on PATH"),
        ([SKIPPED], ["checkov"], "failed", "1 skipped; t0 was skipped: terraform is not on PATH"),
    ],
)
def test_summary(
    runner: ModuleType, cases: list[str], excused: list[str], status: str, detail: str
) -> None:
    (part,) = runner.summarise(report(*cases), excused)
    assert (part.name, part.status, part.detail) == ("tests/terraform", status, detail)


def test_excuses_name_what_is_not_to_be_had(runner: ModuleType) -> None:
    part = runner.Part
    old = {"TRUEUP_AWS_PROVIDER_VERSION": "3.39.0"}
    new = {"TRUEUP_AWS_PROVIDER_VERSION": "5.100.0"}
    assert runner.excuses([part("Terraform", "ran", "", new), part("Checkov", "ran", "")]) == []
    assert runner.excuses([part("Terraform", "ran", "", old)]) == ["provider"]
    assert runner.excuses([part("Terraform", "skipped", "none")]) == ["terraform"]


def test_a_tool_is_absent_or_broken(runner: ModuleType) -> None:
    def absent() -> dict[str, str]:
        raise runner.tools.AbsentError("not on this platform")

    def broken() -> dict[str, str]:
        raise OSError("no route")

    said = [runner.provide("X", tool, str) for tool in (absent, broken)]
    assert [(part.status, part.detail) for part in said] == [
        ("skipped", "not on this platform"),
        ("failed", "could not be installed or started: no route"),
    ]
    assert runner.provide("X", lambda: {"A": "b"}, lambda e: e["A"]).detail == "b"


def test_the_newest_provider_of_a_mirror_is_found(
    runner: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("5.9.0", "5.100.0"):
        folder = tmp_path / "registry.terraform.io/hashicorp/aws" / version / "linux_amd64"
        folder.mkdir(parents=True)
        (folder / f"terraform-provider-aws_v{version}_x5").touch()
    monkeypatch.setenv("TF_PLUGIN_CACHE_DIR", str(tmp_path))
    assert runner.tools._find_provider() == (tmp_path, "5.100.0")
