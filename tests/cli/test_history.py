"""Audits that are kept, as a user sees them: what is new, what stays, what is gone, and why."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.projection import Unread
from tests.cli.conftest import Cloud, Outcome

Trueup = Callable[..., Outcome]
OPEN = 'resource "aws_db_instance" "db" {\n  storage_encrypted = false\n}\n'
CLOSED = OPEN.replace("false", "true")
ROOTLESS = "FROM debian:12\nRUN true\n"


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)


def audit(trueup: Trueup, *words: str) -> dict[str, int]:
    """Scan and keep it; what the audit changed."""
    outcome = trueup("scan", *words, "--history", "audits.sqlite", "--no-cache")
    assert outcome.code in (0, 1, 3), outcome.err
    return last_audit(trueup)


def last_audit(trueup: Trueup) -> dict[str, int]:
    shown = trueup("history", "--history", "audits.sqlite", "--format", "json")
    found = json.loads(shown.out)["audits"][-1]
    return {name: found[name] for name in ("new", "reopened", "resolved")}


def changed(new: int = 0, reopened: int = 0, resolved: int = 0) -> dict[str, int]:
    return {"new": new, "reopened": reopened, "resolved": resolved}


def lives(trueup: Trueup, wanted: str) -> list[dict[str, Any]]:
    shown = trueup("history", "finding", wanted, "--history", "audits.sqlite", "--format", "json")
    found: list[dict[str, Any]] = json.loads(shown.out)["findings"]
    return found


def test_the_life_of_a_finding_in_words(trueup: Trueup) -> None:
    write("main.tf", OPEN)
    assert audit(trueup) == changed(new=1)
    write("main.tf", CLOSED)
    assert audit(trueup) == changed(resolved=1)
    write("main.tf", OPEN)
    outcome = trueup("scan", "--history", "audits.sqlite")
    assert "history: 0 new, 1 reopened, 0 resolved since the last audits\n" in outcome.out
    shown = trueup("history", "--history", "audits.sqlite")
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
    assert re.fullmatch(
        "audit  when \\(UTC\\)           command  critical  high  medium  low  new  reopened  "
        "resolved\n"
        f"    1  {when}  scan \\.          0     1       0    0    1         0         0\n"
        f"    2  {when}  scan \\.          0     0       0    0    0         0         1\n"
        f"    3  {when}  scan \\.          0     1       0    0    0         1         0\n",
        shown.out,
    ), shown.out
    one = trueup("history", "audit", "2", "--history", "audits.sqlite").out
    assert "1 resolved\n  high     aws-db-instance-unencrypted  " in one
    life = trueup("history", "finding", "unencrypted", "--history", "audits.sqlite").out
    assert [word in life for word in ("new       audit 1", "resolved  audit 2")] == [True, True]
    assert "there, as fail" in life
    assert "aws-db-instance-unencrypted|.|aws_db_instance.db|storage_encrypted  (scan)" in life


def test_the_audit_file_tells_the_past(trueup: Trueup) -> None:
    write("main.tf", OPEN)
    write("app/Dockerfile", ROOTLESS)
    audit(trueup)
    first = lives(trueup, "unencrypted")[0]["first_seen"]
    write("main.tf", CLOSED)
    write("sub/main.tf", OPEN)
    outcome = trueup("scan", "--history", "audits.sqlite", "--format", "sarif-audit")
    results = json.loads(outcome.out)["runs"][0]["results"]
    states = {
        (one["properties"]["identity"]): (
            one["baselineState"],
            one["provenance"]["firstDetectionTimeUtc"],
        )
        for one in results
    }
    gone = "aws-db-instance-unencrypted|.|aws_db_instance.db|storage_encrypted"
    assert states[gone] == ("absent", first)
    assert states[gone.replace("|.|", "|sub|")][0] == "new"
    root = next(name for name in states if name.startswith("dockerfile-root-user"))
    assert states[root] == ("unchanged", first)
    github = json.loads(trueup("scan", "--format", "sarif").out)
    assert not [r for r in github["runs"][0]["results"] if "baselineState" in r]


# ---- what an audit looked at --------------------------------------------------------------------


@pytest.fixture
def two(trueup: Trueup) -> Trueup:
    """Two roots and an image, each with a finding, all of it audited."""
    for name in ("a", "b"):
        write(f"{name}/main.tf", OPEN)
    write("b/Dockerfile", ROOTLESS)
    assert audit(trueup)["resolved"] == 0
    return trueup


def test_a_folder_says_nothing_of_another(two: Trueup) -> None:
    write("a/main.tf", CLOSED)
    write("b/main.tf", CLOSED)
    assert audit(two, "a") == changed(resolved=1)
    assert audit(two, "b") == changed(resolved=1)


def test_a_file_alone_says_nothing_of_its_folder(two: Trueup) -> None:
    write("a/other.tf", "locals {}\n")
    write("a/main.tf", CLOSED)
    assert audit(two, "a/other.tf") == changed()
    assert audit(two, "a/main.tf") == changed()
    assert audit(two, "a") == changed(resolved=1)


def test_a_file_that_is_a_scope_of_its_own_speaks_for_itself(two: Trueup) -> None:
    before = len(lives(two, "dockerfile-"))
    write("b/Dockerfile", "FROM debian@sha256:" + "0" * 64 + "\nUSER 1000\n")
    assert audit(two, "b/Dockerfile") == changed(resolved=before)


def test_what_is_deleted_is_resolved(two: Trueup) -> None:
    os.remove("a/main.tf")
    os.rmdir("a")
    assert audit(two) == changed(resolved=1)


def test_what_is_left_out_is_not_resolved(two: Trueup) -> None:
    write("a/main.tf", CLOSED)
    assert audit(two, "--exclude", "a/") == changed()
    assert audit(two, ".", "--exclude", "main.tf") == changed()
    assert audit(two) == changed(resolved=1)


def test_a_rule_that_is_not_asked_resolves_nothing(two: Trueup) -> None:
    write("a/main.tf", CLOSED)
    write(".trueup.yaml", "disable: [aws-db-instance-unencrypted]\n")
    assert audit(two) == changed()
    os.remove(".trueup.yaml")
    assert audit(two) == changed(resolved=1)


@pytest.mark.parametrize("broken", ['resource "a" {', 'resource "aws_sns_topic" "b" {\n  x = \n}'])
def test_an_incomplete_audit_resolves_nothing(two: Trueup, broken: str) -> None:
    write("a/main.tf", CLOSED)
    write("b/more.tf", broken)
    assert audit(two) == changed()
    shown = two("history", "--history", "audits.sqlite").out.splitlines()
    assert shown[-1].endswith("incomplete")
    assert not shown[-2].endswith("incomplete")


def test_a_module_that_is_not_there_keeps_its_findings(trueup: Trueup) -> None:
    write("modules/db/main.tf", OPEN)
    write("main.tf", 'module "db" {\n  source = "./modules/db"\n}\n')
    audit(trueup)
    before = lives(trueup, "|module.db.")
    assert before
    write("main.tf", 'module "db" {\n  source = "registry.example/one/db/aws"\n}\n')
    os.remove("modules/db/main.tf")
    os.rmdir("modules/db")
    outcome = trueup("scan", "--history", "audits.sqlite", "--format", "json")
    assert "module-not-installed" in {d["code"] for d in outcome.report["diagnostics"]}
    assert [one["resolved"] for one in lives(trueup, "|module.db.")] == [None] * len(before)


def test_a_moved_block_keeps_the_life(trueup: Trueup) -> None:
    write("main.tf", OPEN)
    assert audit(trueup) == changed(new=1)
    write("main.tf", OPEN.replace('"db"', '"main"'))
    write("moved.tf", "moved {\n  from = aws_db_instance.db\n  to   = aws_db_instance.main\n}\n")
    assert audit(trueup) == changed()
    assert len(lives(trueup, "aws_db_instance.main")) == 1


ENVIRONMENTS = """\
environments:
  - {name: dev, vars: {encrypted: false}}
  - {name: prod, vars: {encrypted: false}}
"""


def test_an_environment_that_is_not_evaluated_stays(trueup: Trueup) -> None:
    write("main.tf", 'variable "encrypted" {}\n' + OPEN.replace("false", "var.encrypted"))
    write(".trueup.yaml", ENVIRONMENTS)
    assert audit(trueup) == changed(new=2)
    write(".trueup.yaml", ENVIRONMENTS.replace("false", "true"))
    assert audit(trueup, "--environment", "dev") == changed(resolved=1)
    assert [(one["environment"], one["resolved"] is None) for one in lives(trueup, "unencry")] == [
        ("prod", True),
        ("dev", False),
    ]
    assert audit(trueup) == changed(resolved=1)


def test_workspaces_are_told_apart(trueup: Trueup) -> None:
    code = OPEN.replace("false", 'terraform.workspace == "prod"')
    write("main.tf", code)
    assert audit(trueup, "--workspace", "test") == changed(new=1)
    assert audit(trueup, "--workspace", "prod") == changed()
    assert audit(trueup) == changed(new=1)


def test_names_keep_repositories_apart(two: Trueup) -> None:
    write("a/main.tf", CLOSED)
    found = audit(two, "--history-name", "another")
    assert found["resolved"] == 0
    assert found["new"] > 0
    shown = two("history", "--history", "audits.sqlite")
    assert {"another"} < set(shown.out.split())
    own = two("history", "--history", "audits.sqlite", "--name", "another", "--format", "json")
    assert [one["name"] for one in json.loads(own.out)["audits"]] == ["another"]
    assert audit(two) == changed(resolved=1)


RECORDED = Path(__file__).parents[1] / "load" / "recorded"


def test_a_plan_speaks_for_its_root_and_for_no_code(trueup: Trueup) -> None:
    write("infra/plan.json", (RECORDED / "create.json").read_text())
    write("infra/main.tf", OPEN)
    assert audit(trueup, "infra/plan.json")["new"] > 0
    assert audit(trueup, "infra") == changed(new=1)
    gone = lives(trueup, "|infra|aws_")[0]["address"]
    plan = json.loads((RECORDED / "create.json").read_text())
    planned = plan["planned_values"]["root_module"]
    planned["resources"] = [one for one in planned["resources"] if one["address"] != gone]
    changes = plan["resource_changes"]
    plan["resource_changes"] = [one for one in changes if one["address"] != gone]
    write("infra/plan.json", json.dumps({**plan, "complete": False}))
    assert audit(trueup, "infra/plan.json") == changed()
    write("infra/plan.json", json.dumps(plan))
    found = audit(trueup, "infra/plan.json")
    assert (found["new"], found["resolved"] > 0) == (0, True)
    assert {one["address"] for one in lives(trueup, "") if one["resolved"]} == {gone}


def test_drift_in_a_plan_comes_and_goes(trueup: Trueup) -> None:
    plan = json.loads((RECORDED / "change.json").read_text())
    write("infra/plan.json", json.dumps(plan))
    audit(trueup, "infra/plan.json")
    before = lives(trueup, "drift-")
    assert before
    write("infra/plan.json", json.dumps({**plan, "resource_drift": []}))
    assert audit(trueup, "infra") == changed(resolved=len(before))
    assert {one["rule"] for one in lives(trueup, "") if one["resolved"]} == {"drift-drifted"}


def test_what_is_waived_is_no_news_and_is_not_gone(trueup: Trueup) -> None:
    write("main.tf", OPEN)
    waiver = "waivers: [{rule: aws-db-instance-unencrypted, reason: it goes next week}]\n"
    write(".trueup.yaml", waiver)
    assert audit(trueup) == changed()
    os.remove(".trueup.yaml")
    assert audit(trueup) == changed()
    assert lives(trueup, "unencrypted")[0]["kind"] == "fail"


# ---- drift ---------------------------------------------------------------------------


def drift(trueup: Trueup, *words: str) -> dict[str, int]:
    outcome = trueup("drift", *words, "--history", "audits.sqlite")
    assert outcome.code in (0, 1, 3), outcome.err
    return last_audit(trueup)


def test_drift_comes_and_goes(trueup: Trueup, cloud: Cloud) -> None:
    assert drift(trueup) == changed()
    role = cloud["app aws_iam_role"]
    was = role["description"]
    role["description"] = "by hand"
    cloud.add("aws_s3_bucket", "stray", bucket="stray")
    assert drift(trueup) == changed(new=2)
    role["description"] = was
    # What was not looked for, and what another audit looks at, stays.
    assert drift(trueup, "--no-unmanaged") == changed(resolved=1)
    assert drift(trueup, "--state", "terraform.tfstate") == changed(new=1)
    cloud.delete("stray ")
    assert drift(trueup) == changed(resolved=1)


def test_what_could_not_be_read_is_neither_new_nor_gone(trueup: Trueup, cloud: Cloud) -> None:
    cloud["app aws_iam_role"]["description"] = "by hand"
    cloud["logs-a aws_s3_bucket_versioning"]["versioning_configuration"][0]["status"] = "Suspended"
    assert drift(trueup) == changed(new=2)
    cloud.unread = [Unread("aws_iam_role", None, "denied", True)]
    cloud["logs-a aws_s3_bucket_versioning"]["versioning_configuration"][0]["status"] = "Enabled"
    assert drift(trueup) == changed(resolved=1)
    cloud.unread = []
    assert drift(trueup) == changed()
    assert lives(trueup, "drift-unread") == []


def lives_text() -> bytes:
    with sqlite3.connect("audits.sqlite") as connection:
        return "\n".join(connection.iterdump()).encode()


def test_no_value_is_kept(trueup: Trueup, cloud: Cloud) -> None:
    cloud["app aws_iam_role"]["description"] = "canary-7781"
    outcome = trueup("drift", "--history", "audits.sqlite")
    assert "canary-7781" in outcome.out
    assert b"canary-7781" not in lives_text()
    assert b"An attribute was changed outside Terraform." in lives_text()


def test_no_secret_is_kept(trueup: Trueup) -> None:
    write("Dockerfile", "FROM debian:12\nENV PASSWORD=canary-7781\nUSER 1\n")
    write("main.tf", OPEN.replace("}", '  password = "canary-7781"\n}'))
    audit(trueup)
    assert b"dockerfile-secret-in-env" in lives_text()
    assert b"canary-7781" not in lives_text()


# ---- where it is kept ----------------------------------------------------------------------


def test_the_scanned_tree_may_not_choose_the_history(trueup: Trueup) -> None:
    write("main.tf", OPEN)
    write(".trueup.yaml", "history: stolen.sqlite\n")
    outcome = trueup("scan")
    assert outcome.code == 2
    assert not os.path.exists("stolen.sqlite")


def test_the_environment_may_hold_it(trueup: Trueup, monkeypatch: pytest.MonkeyPatch) -> None:
    write("main.tf", OPEN)
    monkeypatch.setenv("TRUEUP_HISTORY", "kept.sqlite")
    trueup("scan")
    assert "scan ." in trueup("history").out


def test_a_password_on_the_command_line(trueup: Trueup) -> None:
    write("main.tf", OPEN)
    outcome = trueup("scan", "--history", "postgresql://me:geheim@db/audits")
    assert outcome.code == 2
    assert "TRUEUP_HISTORY" in outcome.err
    assert "geheim" not in outcome.err


def test_a_history_that_fails_is_said_and_the_report_is_made(trueup: Trueup) -> None:
    write("main.tf", CLOSED)
    Path("audits.sqlite").write_text("no database" * 1_000)
    outcome = trueup("scan", "--history", "audits.sqlite", "--format", "json")
    assert outcome.code == 3
    (error,) = [d for d in outcome.report["diagnostics"] if d["level"] == "error"]
    assert error["code"] == "history-failed"
    assert error["message"] == (
        "not recorded: audits.sqlite: the history cannot be used: file is not a database"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("history",), "which history? name it with --history FILE|URL, or set TRUEUP_HISTORY"),
        (("history", "--history", "none.sqlite"), "none.sqlite: there is no such history; "),
        (("history", "audit", "7", "--history", "audits.sqlite"), "there is no audit 7"),
        (("history", "finding", "x", "--history", "audits.sqlite"), "no finding of the history"),
        (("history", "prune", "--history", "audits.sqlite"), "Missing option '--days'"),
    ],
)
def test_wrong_usage(trueup: Trueup, words: tuple[str, ...], message: str) -> None:
    write("main.tf", CLOSED)
    audit(trueup)
    outcome = trueup(*words)
    assert outcome.code == 2
    assert message in outcome.err


def test_asking_without_sqlalchemy(trueup: Trueup, monkeypatch: pytest.MonkeyPatch) -> None:
    write("main.tf", OPEN)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    monkeypatch.delitem(sys.modules, "scanner.history.place", raising=False)
    outcome = trueup("scan", "--history", "audits.sqlite")
    assert outcome.code == 2
    assert outcome.err == (
        "Error: a history needs SQLAlchemy; install it with: pip install 'trueup[history]'\n"
    )
    assert trueup("scan").code == 1


def test_asking_without_the_driver(trueup: Trueup, monkeypatch: pytest.MonkeyPatch) -> None:
    write("main.tf", OPEN)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    outcome = trueup("scan", "--history", "postgresql://db/audits")
    assert outcome.code == 2
    assert "pip install 'trueup[postgresql]'" in outcome.err
    outcome = trueup("scan", "--history", "mysql://db/audits")
    assert outcome.code == 2
    assert "the database needs MySQLdb" in outcome.err


def test_old_audits_are_forgotten_when_asked(trueup: Trueup) -> None:
    write("main.tf", OPEN)
    audit(trueup)
    with sqlite3.connect("audits.sqlite") as connection:
        connection.execute("UPDATE trueup_audit SET at = '2020-01-01T00:00:00Z'")
        connection.execute("UPDATE trueup_finding SET last_seen = '2020-01-01T00:00:00Z'")
    outcome = trueup("history", "--history", "audits.sqlite", "prune", "--days", "30")
    assert outcome.out.startswith("forgot 1 audit and 1 finding from before ")
    assert audit(trueup) == changed(new=1)


def test_a_hostile_history_cannot_reach_the_terminal(trueup: Trueup) -> None:
    write("main.tf", OPEN)
    audit(trueup)
    with sqlite3.connect("audits.sqlite") as connection:
        connection.execute("UPDATE trueup_audit SET command = 'scan \x1b[2J', name = '\x1b]0;'")
        connection.execute(
            "UPDATE trueup_finding SET title = '\x1b[2J', actor = '\u202e', address = '\x1b'"
        )
    for words in ((), ("audit", "1"), ("finding", "unencrypted")):
        for format_ in ("text", "json"):
            out = trueup("history", *words, "--history", "audits.sqlite", "--format", format_).out
            assert not {"\x1b", "\u202e"} & set(out)
