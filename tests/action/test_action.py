"""The steps of action.yml, run one after the other with stand-ins for Python and trueup."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SARIF = {"version": "2.1.0", "runs": [{"results": []}]}
UPLOAD = "github/codeql-action/upload-sarif"
INJECTIONS = [
    "$(touch pwned)",
    "`touch pwned`",
    '"; touch pwned; "',
    "'; touch pwned; '",
    "x\ntouch pwned",
    "x; touch pwned #",
    "${IFS}touch${IFS}pwned",
    "a=b\nexit-code=0",
    "%0Atouch pwned",
]


def finding(**changes: Any) -> dict[str, Any]:
    """A result of the JSON report, as far as the action reads it."""
    place = {"path": "main.tf", "start_line": 3, "start_column": 1, "end_line": 3, "end_column": 9}
    base = {"rule": "a-rule", "severity": "high", "kind": "fail", "message": "it is open"}
    return {**base, "location": place, **changes}


def report(
    *results: dict[str, Any], diagnostics: tuple[dict[str, Any], ...] = ()
) -> dict[str, Any]:
    """A JSON report."""
    return {"schema": "trueup/1", "results": list(results), "diagnostics": list(diagnostics)}


@pytest.mark.parametrize("code", [0, 1, 2, 3])
def test_the_exit_code_reaches_the_job(run_action: Callable[..., Any], code: int) -> None:
    run = run_action(code=code, json=report())
    assert run.exit_code == code
    assert run.outputs["exit-code"] == str(code)
    assert run.steps["Scan"] == "success"
    assert run.steps["Result"] == ("failure" if code else "success")


def test_defaults(run_action: Callable[..., Any]) -> None:
    run = run_action(json=report())
    assert run.trueup == ["scan", "--format=text", "--", "."]
    assert Path(run.outputs["sarif-file"]).is_file()
    assert run.uses[UPLOAD] == {"sarif_file": run.outputs["sarif-file"]}


def test_inputs_become_arguments(run_action: Callable[..., Any]) -> None:
    inputs = {
        "path": "infra\n\nk8s manifests\n",
        "config": "ci/trueup.yaml",
        "policy": "strict",
        "fail-on": "high",
        "format": "json",
    }
    run = run_action(inputs, json=report())
    options = ["--format=json", "--config=ci/trueup.yaml", "--policy=strict", "--fail-on=high"]
    assert run.trueup == ["scan", *options, "--", "infra", "k8s manifests"]


def test_the_inputs_of_a_pull_request(run_action: Callable[..., Any]) -> None:
    inputs = {"baseline": "known.json", "since": "abc123", "category": "shop"}
    run = run_action(inputs, json=report())
    options = ["--format=text", "--baseline=known.json", "--since=abc123", "--category=shop"]
    assert run.trueup == ["scan", *options, "--", "."]


def test_a_pack_is_installed_and_used(run_action: Callable[..., Any]) -> None:
    run = run_action({"pack": "checkov:all"}, json=report())
    installing, scanning = (call["trueup"] for call in run.calls if "trueup" in call)
    assert installing == ["packs", "install", "--", "checkov"]
    assert "--pack=checkov:all" in scanning
    assert run.steps["Install the pack"] == "success"
    assert run_action(json=report()).steps["Install the pack"] == "skipped"


def test_drift(run_action: Callable[..., Any]) -> None:
    run = run_action({"drift": "true", "path": "live"}, json=report())
    assert run.trueup == ["drift", "--format=text", "--", "live"]
    installed = next(c["python"] for c in run.calls if "--require-hashes" in c.get("python", ""))
    assert installed[-1].endswith("requirements/action-drift.lock")
    assert (ROOT / "requirements" / "action-drift.lock").is_file()


def test_findings_are_counted(run_action: Callable[..., Any]) -> None:
    results = [
        finding(severity="medium"),
        finding(severity="critical", past={"standing": "new"}),
        finding(past={"standing": "reopened"}),
        finding(past={"standing": "persisting"}),
        finding(kind="open"),
        finding(kind="suppressed"),
    ]
    run = run_action(code=1, json=report(*results))
    assert run.outputs["findings-count"] == "3"


def test_annotations_and_summary_are_trueups_own(run_action: Callable[..., Any]) -> None:
    annotations = "::error file=a.tf,line=1::it is open%0Aé\ntrueup scan: 1 finding\n"
    run = run_action(code=1, json=report(finding()), github=annotations, markdown="# A summary é\n")
    assert run.commands == ["::error file=a.tf,line=1::it is open%0Aé"]
    assert run.summary == "# A summary é\n"


@pytest.mark.parametrize("code", [2, 3, 70])
def test_without_a_report_the_summary_says_so(run_action: Callable[..., Any], code: int) -> None:
    run = run_action(code=code, sarif=None)
    assert f"Exit code {code}: " in run.summary and "the log says" in run.summary


def test_a_summary_too_long_for_github(run_action: Callable[..., Any]) -> None:
    run = run_action(code=1, json=report(finding()), markdown="é" * 600_000)
    assert "too long" in run.summary and len(run.summary) < 1000


@pytest.mark.parametrize("value", INJECTIONS)
def test_inputs_cannot_inject(run_action: Callable[..., Any], runner: Any, value: str) -> None:
    options = ["format", "config", "policy", "fail-on", "baseline", "since", "pack", "category"]
    inputs = dict.fromkeys(["path", "drift", "upload-sarif", *options], value)
    run = run_action(inputs, code=1, json=report())
    assert not list(runner.folder.rglob("pwned"))
    assert run.outputs["exit-code"] == "1"
    assert run.exit_code == 1
    given = [f"--{option}={value}" for option in options]
    assert run.trueup == ["scan", *given, "--", *value.split("\n")]


def test_a_path_cannot_be_an_option(run_action: Callable[..., Any]) -> None:
    run = run_action({"path": "--rules=evil\n-x"}, json=report())
    assert run.trueup == ["scan", "--format=text", "--", "--rules=evil", "-x"]


@pytest.mark.parametrize("value", [*INJECTIONS, "0.2.0", "0.1"])
def test_another_version_stops_before_the_scan(
    run_action: Callable[..., Any], runner: Any, value: str
) -> None:
    run = run_action({"version": value}, json=report())
    assert run.trueup is None
    assert run.exit_code == 2
    assert run.steps["Upload to code scanning"] == "skipped"
    # The value itself is not repeated: it could carry a command of its own.
    assert len(run.commands) == 1
    assert "carries trueup 0.1.0, not the version" in run.commands[0]
    assert not list(runner.folder.rglob("pwned"))


@pytest.mark.parametrize("value", ["", "0.1.0", "v0.1.0"])
def test_this_version_is_accepted(run_action: Callable[..., Any], value: str) -> None:
    assert run_action({"version": value}, json=report()).exit_code == 0


def test_scanned_text_gives_no_commands(run_action: Callable[..., Any]) -> None:
    prints = (
        "main.tf:1\n::error::spoofed\n  ::add-mask::main\n::stop-commands::x\n::x::\n::debug::y"
    )
    run = run_action(code=1, json=report(), prints=prints)
    assert "::error::spoofed" in run.log
    assert run.commands == []


@pytest.mark.parametrize("asked", ["false", "", "True; rm", "no"])
def test_no_upload_unless_asked(run_action: Callable[..., Any], asked: str) -> None:
    run = run_action({"upload-sarif": asked}, json=report())
    assert UPLOAD not in run.uses
    assert run.steps["Upload to code scanning"] == "skipped"
    assert run.outputs["sarif-file"]


def test_no_upload_without_a_report(run_action: Callable[..., Any]) -> None:
    run = run_action(code=2, sarif=None)
    assert UPLOAD not in run.uses
    assert run.outputs["sarif-file"] == ""
    assert run.outputs["findings-count"] == "0"
    assert run.exit_code == 2


def test_no_upload_of_a_partial_run(run_action: Callable[..., Any]) -> None:
    partial = {"version": "2.1.0", "runs": [{"invocations": [{"executionSuccessful": False}]}]}
    run = run_action(code=3, json=report(), sarif=partial)
    assert UPLOAD not in run.uses
    assert any("is not uploaded" in command for command in run.commands)
    assert run.exit_code == 3


def test_a_fork_needs_no_permission(run_action: Callable[..., Any]) -> None:
    head = "pull_request.head.repo.full_name"
    annotations = "::error file=a.tf,line=1::it is open\n"
    run = run_action(
        code=1, json=report(finding()), github=annotations, event={head: "mallory/shop"}
    )
    assert run.steps["Upload to code scanning"] == "skipped"
    assert run.exit_code == 1 and annotations.strip() in run.commands
    assert any(c.startswith("::notice::A pull request from a fork") for c in run.commands)
    assert UPLOAD in run_action(json=report(), event={head: "acme/shop"}).uses


@pytest.mark.parametrize("value", INJECTIONS)
def test_the_name_of_a_fork_cannot_inject(
    run_action: Callable[..., Any], runner: Any, value: str
) -> None:
    run = run_action(json=report(), event={"pull_request.head.repo.full_name": value})
    assert UPLOAD not in run.uses and not list(runner.folder.rglob("pwned"))
    assert len(run.commands) == 1


@pytest.mark.parametrize("code", [1, 3])
def test_findings_do_not_stop_the_upload(run_action: Callable[..., Any], code: int) -> None:
    assert UPLOAD in run_action(code=code, json=report(finding()), sarif=SARIF).uses


def test_installation_is_pinned_and_isolated(run_action: Callable[..., Any]) -> None:
    calls = [call["python"] for call in run_action(json=report()).calls if "python" in call]
    assert len(calls) == 6
    assert any(words[1].endswith("/bin/trueup") for words in calls)
    # Without -I, Python would import a pip.py that lies in the scanned repository, and whatever an
    # earlier step's PYTHONPATH names.
    assert all(words[0] == "-I" for words in calls)
    dependencies, itself = (words for words in calls if "pip" in words)
    assert {"--require-hashes", "--only-binary"} <= set(dependencies)
    assert {"--no-deps", "--no-index", "--no-build-isolation"} <= set(itself)
    assert dependencies[-1].endswith("requirements/action.lock")


def test_a_failed_installation_fails_the_job(runner: Any) -> None:
    run = runner.run({}, python="/bin/false")
    assert run.exit_code == 1
    assert run.steps["Scan"] == "skipped"
    assert run.steps["Report"] == "skipped"
    assert run.steps["Result"] == "failure"


def test_no_expression_in_a_script() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert len(scripts) == 5
    assert not any("${{" in script for script in scripts)


def test_lock_pins_every_runtime_dependency() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lock = (ROOT / "requirements" / "action.lock").read_text()
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE))
    needed = {re.match(r"[\w.-]+", d)[0].lower() for d in project["project"]["dependencies"]}
    assert needed | {"hatchling"} <= set(pinned)
    assert lock.count("--hash=sha256:") >= len(pinned)
