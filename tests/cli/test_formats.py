"""The formats for CI services, as the command writes them: scan, drift, live, environments."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from consumers import import_into_sonarqube, runner_command, runner_lines
from jsonschema import Draft7Validator
from lxml import etree

from scanner.projection import Unread
from tests.cli.conftest import Cloud, Outcome

Trueup = Callable[..., Outcome]
SCHEMAS = Path(__file__).parents[1] / "report" / "schemas"
NAMES = ("github", "junit", "gitlab-codequality", "gitlab-sast", "sonarqube", "csv")
BAD = (
    'resource "aws_db_instance" "db" {\n'
    "  publicly_accessible = true\n  storage_encrypted = true\n}\n"
)
VARIED = (
    'variable "public" {\n  type = bool\n}\nresource "aws_db_instance" "db" {\n'
    "  storage_encrypted = true\n  publicly_accessible = var.public\n}\n"
)


class Written:
    """Every format of one run."""

    def __init__(self, trueup: Trueup, *arguments: str, code: int = 1) -> None:
        words = [word for name in NAMES for word in ("--output", f"{name}=out/{name}")]
        outcome = trueup(*arguments, *words)
        assert outcome.code == code, outcome.err
        self.err = outcome.err
        found = {name: Path("out", name).read_bytes() for name in NAMES}
        self.lines = [runner_command(line) for line in runner_lines(found["github"])]
        self.junit = etree.fromstring(found["junit"])
        etree.XMLSchema(etree.parse(str(SCHEMAS / "junit-10.xsd"))).assertValid(self.junit)
        self.quality: list[Any] = json.loads(found["gitlab-codequality"])
        entry = Draft7Validator(json.loads((SCHEMAS / "gitlab-codeclimate.json").read_text()))
        for one in self.quality:
            entry.validate(one)
        self.sast: Any = json.loads(found["gitlab-sast"])
        schema = json.loads((SCHEMAS / "gitlab-sast-15.1.4.json").read_text())
        Draft7Validator(schema).validate(self.sast)
        self.sonar: Any = json.loads(found["sonarqube"])
        import_into_sonarqube(self.sonar, lambda path: Path(path).read_bytes())
        reader = csv.DictReader(io.StringIO(found["csv"].decode(), newline=""), strict=True)
        self.csv: list[dict[str, Any]] = list(reader)

    def cases(self, kind: str) -> list[str]:
        found: list[str] = self.junit.xpath(f"//testcase[{kind}]/@name")
        return found


def test_a_scan(trueup: Trueup) -> None:
    Path("main.tf").write_text(BAD)
    written = Written(trueup, "scan")
    ((kind, properties, message), last) = written.lines[0], written.lines[-1]  # type: ignore[misc]
    assert kind == "error" and last is None
    assert properties["file"] == "main.tf" and properties["line"] == "2"
    assert message.startswith("the database has a public address")
    assert written.cases("failure") == ["aws_db_instance.db publicly_accessible"]
    assert written.junit.get("time") is not None
    assert [one["location"]["path"] for one in written.quality] == ["main.tf"]
    (found,) = written.sast["vulnerabilities"]
    assert found["location"] == {"file": "main.tf", "start_line": 2, "end_line": 2}
    assert written.sast["scan"]["start_time"] <= written.sast["scan"]["end_time"]
    (issue,) = written.sonar["issues"]
    assert issue["primaryLocation"]["textRange"]["startColumn"] == 2
    assert [(row["kind"], row["address"]) for row in written.csv] == [
        ("fail", "aws_db_instance.db")
    ]
    assert written.err == ""


def test_one_of_them_goes_to_standard_output(trueup: Trueup) -> None:
    Path("main.tf").write_text(BAD)
    for name in NAMES:
        outcome = trueup("scan", "--format", name)
        assert outcome.code == 1 and outcome.out.endswith("\n") and not outcome.err


def test_an_incomplete_scan_is_never_green(trueup: Trueup) -> None:
    Path("bad.tf").write_text('resource "aws_db_instance" {{{\n')
    written = Written(trueup, "scan", code=3)
    assert [command[0] for command in written.lines if command] == ["error"]
    assert written.cases("error") == ["everything in scope was checked"]
    assert [one["check_name"] for one in written.quality] == ["trueup-incomplete"]
    assert written.sast["scan"]["status"] == "failure"
    assert written.sast["scan"]["messages"][0]["value"].startswith("Incomplete: bad.tf:1: ")
    assert [one["ruleId"] for one in written.sonar["issues"]] == ["trueup-incomplete"]
    assert [row["kind"] for row in written.csv] == ["error"]
    assert "trueup: sonarqube: SonarQube cannot be told that not everything" in written.err


def test_no_input_is_never_green(trueup: Trueup) -> None:
    written = Written(trueup, "scan", code=3)
    assert written.cases("error") and written.quality and written.csv
    assert written.sonar == {"rules": [], "issues": []}
    assert "sonarqube: SonarQube cannot be told" in written.err


def test_open_and_suppressed_results(trueup: Trueup) -> None:
    Path("open.tf").write_text(VARIED)
    ignored = BAD.replace('"db"', '"known"')
    Path("ignored.tf").write_text(f"# trueup:ignore aws-db-instance-public -- a lab\n{ignored}")
    written = Written(trueup, "scan", code=0)
    assert [command for command in written.lines if command] == []
    assert len(written.cases("skipped")) == 2 and not written.cases("failure")
    assert written.quality == [] and written.sast["vulnerabilities"] == []
    assert sorted(row["kind"] for row in written.csv) == ["open", "suppressed"]
    assert {one["value"] for one in written.sast["scan"]["messages"]} == {
        "1 result not decided: left out of this report",
        "1 result suppressed: left out of this report",
    }
    assert written.err.splitlines() == [
        "trueup: gitlab-codequality: 1 open result left out: this format has only findings",
        "trueup: sonarqube: 1 open result left out: this format has only findings",
    ]


def test_environments_are_named(trueup: Trueup) -> None:
    Path("main.tf").write_text(VARIED)
    Path("test.tfvars").write_text("public = false\n")
    Path("production.tfvars").write_text("public = true\n")
    files = ("--var-file", "test.tfvars", "--var-file", "production.tfvars")
    written = Written(trueup, "scan", *files, "--matrix")
    command = written.lines[0]
    assert command is not None and "production only" in command[2]
    assert written.quality[0]["description"].endswith("; production only")
    details = written.sast["vulnerabilities"][0]["details"]
    assert details["environments"]["value"] == "production only"
    assert written.csv[0]["environments"] == "production"
    assert "production only" in written.junit.xpath("string(//failure)")


def test_drift(trueup: Trueup, cloud: Cloud) -> None:
    cloud["app aws_iam_role"]["description"] = "=HYPERLINK(1)\n::add-mask::x"
    cloud.delete("logs-b.c aws_s3_bucket")
    cloud.add("aws_s3_bucket", "stray", bucket="stray")
    cloud.unread = [Unread("aws_security_group", None, "not read: denied", True)]
    written = Written(trueup, "drift")
    titles = [command[1]["title"] for command in written.lines if command]
    assert titles[0] == "trueup is incomplete"
    assert {title.partition(" ")[0] for title in titles[1:]} == {
        "drift-drifted", "drift-missing", "drift-unmanaged",
    }  # fmt: skip
    assert len(written.cases("failure")) == 3 and len(written.cases("error")) == 1
    assert written.sast["scan"]["scanner"]["id"] == "trueup-drift"
    assert written.sast["scan"]["status"] == "failure"
    assert len(written.sast["vulnerabilities"]) == 3
    assert {one["ruleId"].rpartition("-")[0] for one in written.sonar["issues"]} >= {
        "drift-drifted", "drift-missing",
    }  # fmt: skip
    (row,) = [row for row in written.csv if row["drift_class"] == "drifted"]
    assert row["live"] == '"=HYPERLINK(1)\\n::add-mask::x"'
    assert {row["kind"] for row in written.csv} == {"fail", "error", "open"}


@pytest.mark.parametrize("name", NAMES)
def test_a_format_is_known_to_both_options(trueup: Trueup, name: str) -> None:
    outcome = trueup("scan", "--output", f"{name}=")
    assert outcome.code == 2 and name in outcome.err
    assert name in trueup("scan", "--help").out
