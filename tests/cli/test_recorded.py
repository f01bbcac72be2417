"""`trueup scan` of plans and states: by themselves, beside their code, and on a pipe."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]
ROOT = Path(__file__).parents[2]
RECORDED = ROOT / "tests" / "load" / "recorded"
WAREHOUSE = ROOT / "tests" / "oracles" / "inputs" / "warehouse"
SECRET = "correct-horse-battery"


def put(name: str, source: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(RECORDED / source, name)


def put_code(folder: str) -> None:
    shutil.copytree(WAREHOUSE, folder, dirs_exist_ok=True)


def pipe(monkeypatch: pytest.MonkeyPatch, data: bytes, terminal: bool = False) -> None:
    stream = SimpleNamespace(buffer=io.BytesIO(data), isatty=lambda: terminal)
    monkeypatch.setattr(sys, "stdin", stream)


def policy(outcome: Outcome) -> dict[str, dict[str, Any]]:
    """Results of rules, not of drift, by identity."""
    return {
        instance["identity"]: result
        for result in outcome.report["results"]
        if result["drift"] is None
        for instance in result["instances"]
    }


def codes(outcome: Outcome) -> list[str]:
    return sorted(d["code"] for d in outcome.report["diagnostics"])


@pytest.mark.parametrize(
    "source", ["create.json", "change.json", "state.json", "warehouse.tfstate"]
)
def test_a_plan_or_state_is_judged_whatever_its_name(trueup: Trueup, source: str) -> None:
    put("a/anything", source)
    outcome = trueup("scan", "a/anything", "--format", "json")
    assert outcome.code == 1
    assert outcome.report["summary"]["complete"]
    found = policy(outcome)
    assert (
        "aws-security-group-open-administration|a|aws_security_group.door|ingress.cidr_blocks"
        in found
    )
    public = 'aws-s3-bucket-public-access-not-blocked|a|module.store["raw"].aws_s3_bucket.this|'
    assert public in found
    assert len(found) == 3
    origin = "plan" if source in ("create.json", "change.json") else "state"
    assert {result["resource"]["origin"] for result in found.values()} == {origin}
    assert {result["location"]["path"] for result in found.values()} == {"a/anything"}


@pytest.mark.parametrize(
    "source", ["create.json", "change.json", "state.json", "warehouse.tfstate"]
)
def test_findings_are_those_of_the_code_and_once(trueup: Trueup, source: str) -> None:
    put_code("infra")
    alone = policy(trueup("scan", "infra", "--format", "json"))
    put("recorded.json", source)
    both = policy(trueup("scan", "infra", "recorded.json", "--format", "json"))
    assert both.keys() == alone.keys()
    assert {result["resource"]["origin"] for result in both.values()} == {"code"}
    # The record alone, in the folder of its code, points into the code as the code does.
    put("infra/recorded.json", source)
    named = policy(trueup("scan", "infra/recorded.json", "--format", "json"))
    assert named.keys() == alone.keys()
    for identity, result in named.items():
        assert result["location"] == alone[identity]["location"]
        assert result["calls"] == alone[identity]["calls"]


def test_a_plan_decides_what_the_code_leaves_open(trueup: Trueup) -> None:
    put_code("infra")
    path = Path("infra/main.tf")
    path.write_text(path.read_text().replace('  default = ["0.0.0.0/0"]\n', ""))
    (identity,) = [
        name
        for name, result in policy(trueup("scan", "infra", "--format", "json")).items()
        if result["kind"] == "open"
    ]
    put("plan.json", "create.json")
    outcome = trueup("scan", "plan.json", "infra", "--format", "json")
    result = policy(outcome)[identity]
    assert result["kind"] == "fail"
    assert result["resource"]["origin"] == "plan"
    assert result["message"].endswith("(in plan.json)")
    assert result["location"]["path"] == "infra/main.tf"
    assert not [r for r in outcome.report["results"] if r["kind"] == "open"]


def test_a_failure_of_the_code_stands(trueup: Trueup) -> None:
    put_code("infra")
    path = Path("infra/main.tf")
    path.write_text(path.read_text().replace("storage_encrypted   = true", ""))
    put("plan.json", "create.json")
    found = policy(trueup("scan", "plan.json", "infra", "--format", "json"))
    rule = "aws-db-instance-unencrypted|infra|aws_db_instance.main[0]|storage_encrypted"
    assert found[rule]["resource"]["origin"] == "code"


def test_what_is_found_beside_its_code_is_noted_and_not_judged(trueup: Trueup) -> None:
    put_code("infra")
    put("infra/terraform.tfstate", "warehouse.tfstate")
    put("ci/plan.json", "create.json")
    outcome = trueup("scan", ".", "--format", "json")
    assert codes(outcome).count("recorded-not-judged") == 2
    assert {r["resource"]["origin"] for r in outcome.report["results"]} == {"code"}


def test_what_is_found_without_its_code_is_judged(trueup: Trueup) -> None:
    put("states/prod.tfstate", "warehouse.tfstate")
    outcome = trueup("scan", ".", "--format", "json")
    assert outcome.code == 1
    assert len(policy(outcome)) == 3
    assert outcome.report["coverage"]["files"] == 1


def test_a_pipe(trueup: Trueup, monkeypatch: pytest.MonkeyPatch) -> None:
    for source in ("create.json", "state.json", "warehouse.tfstate"):
        pipe(monkeypatch, (RECORDED / source).read_bytes())
        outcome = trueup("scan", "-", "--format", "json")
        assert outcome.code == 1
        assert len(policy(outcome)) == 3
        assert {r["location"]["path"] for r in outcome.report["results"]} == {"<stdin>"}


def test_a_pipe_in_the_folder_of_its_code(trueup: Trueup, monkeypatch: pytest.MonkeyPatch) -> None:
    put_code(".")
    alone = policy(trueup("scan", ".", "--format", "json"))
    pipe(monkeypatch, (RECORDED / "create.json").read_bytes())
    piped = policy(trueup("scan", "-", "--format", "json"))
    assert piped.keys() == alone.keys()
    assert {one["location"]["path"] for one in piped.values()} == {
        "main.tf",
        "modules/store/main.tf",
    }
    pipe(monkeypatch, (RECORDED / "create.json").read_bytes())
    log = json.loads(trueup("scan", "-", "--format", "sarif").out)
    assert len(log["runs"][0]["results"]) == 3


@pytest.mark.parametrize("format_", ["sarif", "sarif-audit"])
@pytest.mark.parametrize("piped", [False, True])
def test_sarif_is_valid(
    trueup: Trueup, monkeypatch: pytest.MonkeyPatch, format_: str, piped: bool
) -> None:
    schema = json.loads((ROOT / "tests/report/fixtures/sarif-2.1.0-rtm.5.json").read_text())
    put("plan.json", "change.json")
    if piped:
        pipe(monkeypatch, (RECORDED / "change.json").read_bytes())
    outcome = trueup("scan", "-" if piped else "plan.json", "--format", format_)
    log = json.loads(outcome.out)
    jsonschema.validate(log, schema)
    drift = [run for run in log["runs"] if run["tool"]["driver"]["name"] == "trueup drift"]
    assert len(drift) == 1
    if not piped:
        assert len(log["runs"][0]["results"]) == 3
        assert len(drift[0]["results"]) == 2


def test_drift_of_a_plan(trueup: Trueup) -> None:
    put_code("infra")
    put("infra/plan.json", "change.json")
    outcome = trueup("scan", "infra/plan.json", "--format", "json")
    drift = {
        (r["rule"], r["attribute"]): r for r in outcome.report["results"] if r["drift"] is not None
    }
    assert drift.keys() == {
        ("drift-drifted", "ingress"),
        ("drift-drifted", "versioning_configuration"),
    }
    opened = drift["drift-drifted", "ingress"]
    assert opened["drift"]["effect"] == "worsened"
    assert opened["drift"]["rules"] == ["aws-security-group-open-administration"]
    assert opened["location"]["path"] == "infra/main.tf"
    assert "plan-deletes" in codes(outcome)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("tfplan", (RECORDED / "tfplan").read_bytes(), "terraform show -json FILE"),
        ("x.json", b'{"@level":"info"}\n', "terraform show -json FILE"),
        (
            "s.tfstate",
            b'{"version":3,"terraform_version":"0.11.1","serial":1,"lineage":"","modules":[],'
            b'"resources":[]}',
            "state version 3",
        ),
        (
            "s.tfstate",
            b'{"serial":1,"lineage":"a","meta":{},"encrypted_data":"x","encryption_version":"v0"}',
            "encrypted by OpenTofu",
        ),
        ("p.json", b'{"format_version":"7.0","planned_values":{}}', "format version 7.0"),
        ("p.json", (RECORDED / "create.json").read_bytes()[:-9], "not JSON"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    trueup: Trueup, name: str, data: bytes, words: str
) -> None:
    Path(name).write_bytes(data)
    outcome = trueup("scan", name)
    assert outcome.code == 3
    (line,) = [line for line in outcome.out.splitlines() if line.startswith("error: ")]
    assert words in line
    assert name in line


def test_nothing_on_standard_input(trueup: Trueup, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, b"", terminal=True)
    outcome = trueup("scan", "-")
    assert outcome.code == 2
    assert "terraform show -json FILE | trueup scan -" in outcome.err
    pipe(monkeypatch, b"")
    outcome = trueup("scan", "-")
    assert outcome.code == 3
    assert "empty" in outcome.out


def test_two_plans_of_one_root_are_judged_apart(trueup: Trueup) -> None:
    put_code("infra")
    put("infra/one.json", "create.json")
    put("infra/two.json", "change.json")
    outcome = trueup("scan", "infra/one.json", "infra/two.json", "--format", "json")
    assert len(policy(outcome)) == 3


@pytest.mark.parametrize(
    "source", ["create.json", "change.json", "state.json", "warehouse.tfstate"]
)
def test_no_format_shows_a_secret(trueup: Trueup, source: str) -> None:
    text = json.dumps(json.loads((RECORDED / source).read_text()), indent=1)
    assert SECRET in text
    put_code("infra")
    path = Path("infra/main.tf")
    path.write_text(path.read_text().replace(SECRET, "other"))
    for folder in (".", "infra"):
        Path(folder, "plan.json").write_text(text)
        for format_ in ("text", "json", "sarif", "sarif-audit", "markdown"):
            outcome = trueup("scan", f"{folder}/plan.json", "--all", "--format", format_)
            assert outcome.out
            assert SECRET not in outcome.out + outcome.err


def test_the_report_fits_its_schema(trueup: Trueup) -> None:
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text())
    put("plan.json", "change.json")
    jsonschema.validate(trueup("scan", "plan.json", "--format", "json", "--all").report, schema)


def test_an_ignore_in_the_code_holds_for_its_plan(trueup: Trueup) -> None:
    put_code("infra")
    path = Path("infra/modules/store/main.tf")
    ignore = "# trueup:ignore aws-s3-bucket-public-access-not-blocked a reason\n"
    head = 'resource "aws_s3_bucket" "this"'
    path.write_text(path.read_text().replace(head, ignore + head))
    put("infra/plan.json", "create.json")
    found = policy(trueup("scan", "infra/plan.json", "--format", "json"))
    kinds = {identity.split("|")[0]: result["kind"] for identity, result in found.items()}
    assert kinds["aws-s3-bucket-public-access-not-blocked"] == "suppressed"
