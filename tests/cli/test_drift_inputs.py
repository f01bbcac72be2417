"""`trueup drift` with only some of code, state and live, and with a plan instead of a platform."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.cli.conftest import Cloud, Outcome

Trueup = Callable[..., Outcome]
TESTS = Path(__file__).parents[1]


def classes(report: dict[str, Any]) -> set[tuple[str, str | None, str]]:
    return {
        (one["instances"][0]["address"], one["attribute"], one["drift"]["class"])
        for one in report["results"]
    }


def put_plan(name: str = "plan.json", source: str = "change.json") -> None:
    shutil.copyfile(TESTS / "load" / "recorded" / source, name)


def test_code_alone_differs_and_says_what_it_cannot_see(trueup: Trueup, cloud: Cloud) -> None:
    cloud["app aws_iam_role"]["assume_role_policy"] = '{"Statement": []}'
    cloud["app aws_iam_role"]["description"] = "the code says nothing of it"
    cloud.delete("logs-b.c aws_s3_bucket")
    outcome = trueup("drift", "--no-state", "--no-unmanaged", "--format", "json")
    assert outcome.code == 1
    found = classes(outcome.report)
    assert ("aws_iam_role.app", "assume_role_policy", "differs") in found
    assert ('aws_s3_bucket.logs["b.c"]', None, "undeployed") in found
    assert "drifted" not in {of for _, _, of in found}
    limits = outcome.report["coverage"]["limits"]
    assert [limit.partition(":")[0] for limit in limits[:1]] == ["without a state"]
    # A security group is found by an id that only the state knows.
    types = outcome.report["coverage"]["types"]
    assert types["aws_security_group"]["unsupported"] == 1
    assert "only the state knows its id" in types["aws_security_group"]["reason"]
    assert "not compared: without a state: " in trueup("drift", "--no-state").out


@pytest.mark.parametrize("how", ["--no-code", "no code"])
def test_a_state_alone_drifts(trueup: Trueup, cloud: Cloud, how: str) -> None:
    cloud["app aws_iam_role"]["description"] = "by hand"
    cloud.delete("logs-b.c aws_s3_bucket")
    cloud.add("aws_s3_bucket", "stray", bucket="stray")
    arguments: tuple[str, ...] = ("--no-code",)
    if how == "no code":
        Path("main.tf").unlink()
        arguments = ("--state", "terraform.tfstate")
    outcome = trueup("drift", *arguments, "--format", "json")
    assert outcome.code == 1
    assert classes(outcome.report) == {
        ("aws_iam_role.app", "description", "drifted"),
        ('aws_s3_bucket.logs["b.c"]', None, "missing"),
        ("aws_s3_bucket.stray", None, "unmanaged"),
    }
    (limit,) = outcome.report["coverage"]["limits"]
    assert limit.startswith("without code: ")
    for one in outcome.report["results"]:
        assert "declared" not in one["drift"]["present"]


def test_the_code_still_says_where_the_state_is(trueup: Trueup, cloud: Cloud) -> None:
    Path("states").mkdir()
    Path("terraform.tfstate").rename("states/live.tfstate")
    backend = 'terraform {\n  backend "local" {\n    path = "states/live.tfstate"\n  }\n}\n'
    Path("backend.tf").write_text(backend)
    report = trueup("drift", "--no-code", "--format", "json").report
    assert report["results"] == []
    assert sum(one["compared"] for one in report["coverage"]["types"].values()) == 7


@pytest.mark.parametrize("piped", [False, True])
def test_a_plan_tells_what_terraform_found_changed(
    trueup: Trueup, monkeypatch: pytest.MonkeyPatch, piped: bool
) -> None:
    put_plan()
    shutil.copytree(TESTS / "oracles" / "inputs" / "warehouse", "warehouse")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a plan asks no platform")

    monkeypatch.setattr("scanner.live.read_live", refuse)
    if piped:
        stream = SimpleNamespace(
            buffer=io.BytesIO(Path("plan.json").read_bytes()), isatty=lambda: False
        )
        monkeypatch.setattr(sys, "stdin", stream)
    name = "-" if piped else "plan.json"
    outcome = trueup("drift", "warehouse", "--plan", name, "--format", "json")
    assert outcome.code == 1
    report = outcome.report
    # The same as a scan says of the plan.
    assert classes(report) == {
        ("aws_security_group.door", "ingress", "drifted"),
        ('aws_s3_bucket_versioning.all["raw"]', "versioning_configuration", "drifted"),
    }
    assert {one["location"]["path"] for one in report["results"]} == {"warehouse/main.tf"}
    assert report["summary"]["complete"]
    worst = report["results"][0]
    assert worst["drift"]["rules"] == ["aws-security-group-open-administration"]
    assert worst["drift"]["revert"] == "terraform apply -target='aws_security_group.door'"
    (limit,) = report["coverage"]["limits"]
    assert limit.startswith("a plan alone: ")
    types = report["coverage"]["types"]
    assert types["aws_s3_bucket"]["compared"] == 3
    assert not any(one["unread"] or one["unsupported"] for one in types.values())


def test_a_plan_obeys_ignores_and_waivers(trueup: Trueup) -> None:
    put_plan()
    Path(".trueup.yaml").write_text(
        "drift: {ignore: [{type: aws_s3_*, reason: known}]}\n"
        "waivers: [{rule: drift-drifted, address: aws_security_group.*, reason: tonight}]\n"
    )
    outcome = trueup("drift", "--plan", "plan.json", "--format", "json")
    assert outcome.code == 0
    sources = {one["suppression"]["source"] for one in outcome.report["results"]}
    assert sources == {"drift-ignore", "waiver"}
    assert not [d for d in outcome.report["diagnostics"] if "unused" in d["code"]]


def test_no_line_of_a_plan_is_quoted(trueup: Trueup) -> None:
    put_plan()
    text = trueup("drift", "--plan", "plan.json", "--all").out
    assert "aws_security_group.door" in text
    assert "format_version" not in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--no-code", "--no-state"), "leave nothing to compare"),
        (("--plan", "plan.json", "--state", "x"), "--plan is compared by itself"),
        (("--plan", "plan.json", "--no-state"), "--plan is compared by itself"),
        (("--plan", "nowhere.json"), "--plan nowhere.json: no such file"),
        (("--plan", "state.json"), "this is a state and no plan; give it with --state"),
        (("--plan", "text.json"), "--plan text.json: "),
    ],
)
def test_wrong_usage(trueup: Trueup, arguments: tuple[str, ...], message: str) -> None:
    put_plan()
    put_plan("state.json", "state.json")
    Path("text.json").write_text("{}")
    Path("main.tf").write_text('resource "aws_s3_bucket" "a" {}\n')
    outcome = trueup("drift", *arguments)
    assert outcome.code == 2
    assert message in outcome.err
    assert outcome.err.count("\n") == 1
    assert outcome.out == ""
