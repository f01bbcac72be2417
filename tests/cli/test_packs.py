"""`--pack` and `trueup packs`, as the user meets them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from checkov_workers import write_fake

from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]
CODE = 'resource "aws_db_instance" "db" {\n  storage_encrypted = false\n}\n'


@pytest.fixture
def root(trueup: Trueup, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Trueup:
    """A database that is not encrypted, and a worker that says so."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / ".data"))
    monkeypatch.delenv("TRUEUP_CHECKOV_PYTHON", raising=False)
    Path("main.tf").write_text(CODE)
    write_fake(tmp_path / "fake")
    return trueup


def scan(trueup: Trueup, *words: str, pack: str = "checkov") -> Outcome:
    return trueup("scan", "--pack", pack, "--checkov-python", "fake", *words)


def failing(outcome: Outcome) -> set[str]:
    return {one["rule"] for one in outcome.report["results"] if one["kind"] == "fail"}


def test_a_rule_of_ours_speaks_first(root: Trueup) -> None:
    outcome = scan(root, "--format", "json")
    assert outcome.code == 1
    assert failing(outcome) == {"aws-db-instance-unencrypted", "CKV_AWS_88"}
    both = scan(root, "--format", "json", pack="checkov:all")
    assert failing(both) == {"aws-db-instance-unencrypted", "CKV_AWS_16", "CKV_AWS_88"}


def test_who_asks_for_a_check_as_a_rule_is_told_where_checks_are(root: Trueup) -> None:
    outcome = root("rules", "show", "CKV_AWS_46")
    assert outcome.code == 2
    assert "`trueup packs checks checkov`" in outcome.err


def test_without_it_nothing_changes(root: Trueup) -> None:
    assert failing(root("scan", "--format", "json")) == {"aws-db-instance-unencrypted"}


def test_a_finding_is_at_the_attribute(root: Trueup) -> None:
    results = scan(root, "--format", "json", pack="checkov:all").report["results"]
    (one,) = [one for one in results if one["rule"] == "CKV_AWS_16"]
    assert one["location"]["start_line"] == 2
    assert one["attribute"] == "storage_encrypted"
    assert one["identity"] == "CKV_AWS_16|.|aws_db_instance.db|storage_encrypted"


def test_code_scanning_can_tell_whose_a_check_is(root: Trueup) -> None:
    (run,) = scan(root, "--format", "sarif").report["runs"]
    rules = {one["id"]: one for one in run["tool"]["driver"]["rules"]}
    theirs = rules["CKV_AWS_88"]
    assert "checkov" in theirs["properties"]["tags"]
    assert theirs["helpUri"].startswith("https://")
    assert float(theirs["properties"]["security-severity"]) > 0
    assert "checkov" not in rules["aws-db-instance-unencrypted"]["properties"]["tags"]


@pytest.mark.parametrize(
    "comment",
    [
        "# trueup:ignore CKV_AWS_88 it is meant",
        "# trueup:ignore ckv_aws_88 it is meant",
        "# checkov:skip=CKV_AWS_88:it is meant",
    ],
)
def test_ignores_name_checks(root: Trueup, comment: str) -> None:
    where = CODE.replace("{\n", "{\n  " + comment + "\n") if "skip" in comment else ""
    Path("main.tf").write_text(where or CODE.replace("{\n", f"{{ {comment}\n"))
    outcome = scan(root, "--format", "json")
    assert failing(outcome) == {"aws-db-instance-unencrypted"}
    (one,) = [one for one in outcome.report["results"] if one["kind"] == "suppressed"]
    assert one["suppression"]["reason"] == "it is meant"


def test_checkovs_annotations_name_checks(root: Trueup, tmp_path: Path) -> None:
    head = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"
    note = "  annotations: {checkov.io/skip1: CKV_AWS_88=it is meant}\n"
    Path("main.tf").unlink()
    Path("pod.yaml").write_text(f"{head}{note}spec: {{containers: [{{name: a, image: 'a:1'}}]}}\n")
    write_fake(tmp_path / "fake", types=("kubernetes/Pod",))
    outcome = scan(root, "--format", "json", pack="checkov:all")
    found = {one["rule"]: one for one in outcome.report["results"]}
    assert found["CKV_AWS_16"]["kind"] == "fail"
    assert found["CKV_AWS_88"]["kind"] == "suppressed"
    assert found["CKV_AWS_88"]["suppression"]["reason"] == "it is meant"


def test_an_ignore_of_our_rule_covers_the_check_of_the_same_question(root: Trueup) -> None:
    Path("main.tf").write_text(
        "# trueup:ignore aws-db-instance-unencrypted,CKV_AWS_88 it is meant\n" + CODE
    )
    assert failing(scan(root, "--format", "json", pack="checkov:all")) == set()


def test_waivers_and_baselines_name_checks(root: Trueup) -> None:
    Path(".trueup.yaml").write_text(
        "waivers:\n"
        "  - {rule: CKV_AWS_88, reason: it is meant, owner: me}\n"
        "  - {rule: aws-db-instance-unencrypted, reason: it is meant, owner: me}\n"
    )
    assert failing(scan(root, "--format", "json", pack="checkov:all")) == set()
    Path(".trueup.yaml").unlink()
    scan(root, "--output", "json=before.json")
    outcome = scan(root, "--baseline", "before.json")
    assert outcome.code == 0, outcome.out


@pytest.mark.parametrize("name", ["aws-db-instance-unencrypted", "CKV_AWS_16", "ckv_aws_1?"])
def test_a_question_that_is_disabled_is_not_asked_by_the_pack(root: Trueup, name: str) -> None:
    Path(".trueup.yaml").write_text(f"disable: ['{name}']\n")
    for pack in ("checkov", "checkov:all"):
        assert failing(scan(root, "--format", "json", pack=pack)) == {"CKV_AWS_88"}


def severities(outcome: Outcome) -> dict[str, str]:
    return {one["rule"]: one["severity"] for one in outcome.report["results"]}


@pytest.mark.parametrize("name", ["CKV_AWS_88", "ckv_aws_8?", "CKV_*", "*_AWS_88"])
@pytest.mark.parametrize("where", ["configuration", "policy"])
def test_a_check_may_be_disabled_by_its_name(root: Trueup, name: str, where: str) -> None:
    if where == "policy":
        Path("team.yaml").write_text(f"title: Ours\nextends: [baseline]\ndisable: ['{name}']\n")
        Path(".trueup.yaml").write_text("policy: team.yaml\n")
    else:
        Path(".trueup.yaml").write_text(f"disable: ['{name}']\n")
    outcome = scan(root, "--format", "json")
    assert "CKV_AWS_88" not in failing(outcome)
    assert outcome.report["diagnostics"] == []


def test_a_check_may_have_another_severity(root: Trueup) -> None:
    assert severities(scan(root, "--format", "json"))["CKV_AWS_88"] == "high"
    Path("team.yaml").write_text(
        "title: Ours\nextends: [baseline]\nseverity: {'CKV_*': critical, CKV_AWS_88: medium}\n"
    )
    outcome = scan(root, "--policy", "team.yaml", "--format", "json", pack="checkov:all")
    found = severities(outcome)
    assert found["CKV_AWS_88"] == "medium"
    # It names the rule of ours, too, which has it as an alias.
    assert found["CKV_AWS_16"] == found["aws-db-instance-unencrypted"] == "critical"
    # A configuration is over the policy.
    Path(".trueup.yaml").write_text("severity: {ckv_aws_88: low}\n")
    outcome = scan(root, "--policy", "team.yaml", "--format", "json", "--fail-on", "medium")
    assert severities(outcome)["CKV_AWS_88"] == "low"


def test_the_severity_of_our_rule_holds_for_its_check_where_it_does_not_run(root: Trueup) -> None:
    Path("team.yaml").write_text("title: Ours\nselect: {platforms: [google]}\n")
    Path(".trueup.yaml").write_text("severity: {aws-db-instance-unencrypted: critical}\n")
    outcome = scan(root, "--policy", "team.yaml", "--format", "json")
    assert severities(outcome)["CKV_AWS_16"] == "critical"


@pytest.mark.parametrize("text", ["disable: [{}]", "severity: {{{}: high}}"])
@pytest.mark.parametrize("name", ["CKV_AWS_8888", "CKV_NOBODY_*", "aws-db-instance-unencripted"])
def test_a_name_that_means_nothing_is_an_error(root: Trueup, text: str, name: str) -> None:
    Path(".trueup.yaml").write_text("exclude: []\n" + text.format(name) + "\n")
    outcome = scan(root)
    assert outcome.code == 2
    said = f".trueup.yaml:2: no rule and no check of Checkov 3.3.30 is called '{name}'"
    assert outcome.err.startswith(f"Error: {said}")
    assert ("did you mean" in outcome.err) is (name != "CKV_NOBODY_*")
    assert outcome.out == ""


def test_without_the_pack_its_checks_may_be_named(root: Trueup) -> None:
    Path(".trueup.yaml").write_text(
        "disable: [CKV_AWS_88, ORG_1]\nseverity: {CKV_AWS_99: high, 'CKV_AWS_*': low}\n"
    )
    outcome = root("scan", "--format", "json")
    assert failing(outcome) == {"aws-db-instance-unencrypted"}
    assert [(one["code"], one["line"], one["level"]) for one in outcome.report["diagnostics"]] == [
        ("rule-of-pack", 1, "note"),
        ("rule-of-pack", 1, "note"),
        ("rule-of-pack", 2, "note"),
    ]
    assert outcome.report["diagnostics"][0]["message"] == (
        "CKV_AWS_88 is disabled, and no rule is called so; a check of a pack counts with --pack"
    )
    Path(".trueup.yaml").write_text("disable: [aws-db-instance-unencripted]\n")
    outcome = root("scan")
    assert outcome.code == 2
    assert "no rule is called 'aws-db-instance-unencripted'; did you mean" in outcome.err


# ---- the user's own checks -----------------------------------------------------------------------


@pytest.fixture
def own(root: Trueup) -> Trueup:
    Path("checks").mkdir()
    Path("checks/org.py").touch()
    return root


def test_checks_of_the_users_own(own: Trueup) -> None:
    assert "ORG_1" not in failing(scan(own, "--format", "json"))
    outcome = scan(own, "--external-checks-dir", "checks", "--format", "json")
    assert "ORG_1" in failing(outcome)
    assert severities(outcome)["ORG_1"] == "low"
    assert outcome.report["diagnostics"] == []


def test_they_are_findings_like_all_others(own: Trueup) -> None:
    comment = "{\n  # checkov:skip=CKV_AWS_88,ORG_1:it is meant\n"
    Path("main.tf").write_text(CODE.replace("{\n", comment))
    outcome = scan(own, "--external-checks-dir", "checks", "--format", "json")
    assert failing(outcome) == {"aws-db-instance-unencrypted"}
    reasons = [
        one["suppression"]["reason"]
        for one in outcome.report["results"]
        if one["kind"] == "suppressed"
    ]
    assert reasons == ["it is meant"] * 2
    Path("main.tf").write_text(CODE)
    Path(".trueup.yaml").write_text("disable: ['ORG_*']\n")
    outcome = scan(own, "--external-checks-dir", "checks", "--format", "json")
    assert "ORG_1" not in failing(outcome)
    Path(".trueup.yaml").write_text("severity: {ORG_1: critical}\n")
    outcome = scan(own, "--external-checks-dir", "checks", "--format", "sarif")
    assert '"id":"ORG_1"' in outcome.out.replace(" ", "")


def test_where_they_are_may_be_configured_by_whom_is_trusted(
    own: Trueup, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("team").mkdir()
    settings = "packs: [checkov]\nexternal_checks: [../checks]\n"
    Path("team/trusted.yaml").write_text(settings)
    words = ("--checkov-python", "fake", "--format", "json")
    assert "ORG_1" in failing(own("scan", "--config", "team/trusted.yaml", *words))
    Path("team/trusted.yaml").write_text(settings.replace("..", "../nowhere"))
    outcome = own("scan", "--config", "team/trusted.yaml", *words)
    assert outcome.code == 2
    place = "team/trusted.yaml:2: external_checks: ../nowhere/checks"
    assert f"{place}: there is no such folder" in outcome.err
    Path(".trueup.yaml").write_text("external_checks: [checks]\n")
    outcome = scan(own)
    assert outcome.code == 2
    assert "external_checks may not be set by the scanned tree itself" in outcome.err
    Path(".trueup.yaml").unlink()
    monkeypatch.setenv("TRUEUP_EXTERNAL_CHECKS_DIR", "checks")
    assert "ORG_1" in failing(scan(own, "--format", "json"))
    assert own("scan", "--format", "json").report["diagnostics"] == []


def test_without_the_pack_nobody_runs_them(own: Trueup) -> None:
    outcome = own("scan", "--external-checks-dir", "checks")
    assert outcome.code == 2
    assert outcome.err == (
        "Error: --external-checks-dir: no pack runs these checks; add --pack checkov\n"
    )
    outcome = scan(own, "--external-checks-dir", "nowhere")
    assert outcome.code == 2
    assert "'nowhere' does not exist" in outcome.err


def test_a_file_that_does_not_load_makes_the_run_incomplete(own: Trueup, tmp_path: Path) -> None:
    path = str(tmp_path / "checks" / "bad.py")
    problems: list[list[object]] = [
        ["import", path, 3, ["ModuleNotFoundError", "acme"]],
        ["unlisted", path, 0, []],
    ]
    write_fake(tmp_path / "fake", problems=problems)
    Path("main.tf").write_text("")
    Path(".trueup.yaml").write_text("disable: [ORG_2]\n")
    outcome = scan(own, "--external-checks-dir", "checks", "--format", "json")
    assert outcome.code == 3
    told = {one["code"]: one for one in outcome.report["diagnostics"]}
    one = told["pack-external-file"]
    assert (one["path"], one["line"], one["level"]) == ("checks/bad.py", 3, "error")
    assert one["message"].startswith("does not load: Checkov's environment has no module acme")
    assert told["pack-external-unlisted"]["level"] == "note"
    # It may be what the file would have brought, so that it is no wrong name.
    assert told["pack-check-unknown"]["line"] == 1


def test_they_are_listed(own: Trueup, tmp_path: Path) -> None:
    words = ("packs", "checks", "checkov", "--checkov-python", "fake")
    outcome = own(*words, "--external-checks-dir", "checks")
    assert outcome.code == 0
    assert outcome.out == f"low       {'ORG_1':14}  {'aws_db_*':40}  Ensure it is ours\n"
    outcome = own(*words)
    assert "CKV_AWS_16 " in outcome.out
    assert "(asked by aws-db-instance-unencrypted)" in outcome.out
    assert "ORG_1" not in outcome.out
    write_fake(tmp_path / "fake", problems=[["graph", "/x.py", 0, ["A"]]])
    outcome = own(*words, "--external-checks-dir", "checks")
    assert outcome.code == 3
    assert (
        outcome.err == "error: /x.py: A is not run: it looks at Checkov's own graph of resources\n"
    )


def test_every_format_takes_them(root: Trueup) -> None:
    from scanner.cli.options import FORMATS

    for name in FORMATS:
        outcome = scan(root, "--format", name)
        assert outcome.code == 1, (name, outcome.err)
        assert "CKV_AWS_88" in outcome.out, name


def test_it_may_be_in_a_trusted_configuration_alone(root: Trueup) -> None:
    settings = "packs: [checkov]\n"
    Path("trusted.yaml").write_text(settings)
    words = ("--checkov-python", "fake", "--format", "json")
    assert "CKV_AWS_88" in failing(root("scan", "--config", "trusted.yaml", *words))
    Path(".trueup.yaml").write_text(settings)
    outcome = root("scan", *words)
    assert outcome.code == 2
    assert "packs may not be set by the scanned tree itself" in outcome.err


def test_an_unknown_pack(root: Trueup) -> None:
    outcome = scan(root, pack="kics")
    assert outcome.code == 2
    assert "there is no pack 'kics'; there is checkov or checkov:all" in outcome.err
    Path("trusted.yaml").write_text("packs: [kics]\n")
    outcome = root("scan", "--config", "trusted.yaml")
    assert outcome.code == 2
    assert "trusted.yaml:1: packs: there is no pack 'kics'" in outcome.err


def test_one_that_is_not_installed_says_the_command(root: Trueup) -> None:
    outcome = root("scan", "--pack", "checkov")
    assert outcome.code == 2
    assert outcome.err == (
        "Error: the pack checkov is not installed; run `trueup packs install checkov`\n"
    )
    assert outcome.out == ""


def test_a_worker_that_crashes_makes_the_run_incomplete(root: Trueup, tmp_path: Path) -> None:
    write_fake(tmp_path / "fake", judge="os._exit(7)")
    Path("main.tf").write_text(CODE.replace("false", "true"))
    outcome = scan(root, "--format", "json")
    assert outcome.code == 3
    assert outcome.report["summary"]["complete"] is False
    (problem,) = [one for one in outcome.report["diagnostics"] if one["level"] == "error"]
    assert problem["code"] == "pack-failed"
    # What rules of ours found stands.
    Path("main.tf").write_text(CODE)
    assert scan(root).code == 1


def commit(folder: Path) -> None:
    """Make a repository of a folder, with all that is in it on main."""

    def git(*words: str) -> None:
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", *words]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)

    shutil.rmtree(folder / ".git")
    git("init", "-q", "-b", "main")
    git("add", "main.tf")
    git("commit", "-q", "-m", "one")


def test_only_what_is_new_counts(root: Trueup, tmp_path: Path) -> None:
    commit(tmp_path)
    Path("main.tf").write_text(CODE + CODE.replace('"db"', '"new"'))
    outcome = scan(root, "--since", "main", "--format", "json", pack="checkov:all")
    assert outcome.code == 1, outcome.err
    new = {
        (one["rule"], one["resource"]["address"])
        for one in outcome.report["results"]
        if one["past"]["standing"] == "new"
    }
    rules = ("aws-db-instance-unencrypted", "CKV_AWS_16", "CKV_AWS_88")
    assert new == {(rule, "aws_db_instance.new") for rule in rules}


def test_two_revisions_ask_one_worker_once(root: Trueup, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    write = f"open({str(asked)!r}, 'a').write(f\"{{os.getpid()}} {{request['name']}}\\n\")"
    write_fake(tmp_path / "fake", judge=write)
    Path("main.tf").write_text(CODE + CODE.replace('"db"', '"changed"').replace("false", "true"))
    commit(tmp_path)
    Path("main.tf").write_text(
        CODE + CODE.replace('"db"', '"changed"').replace("{", '{\n  engine = "mysql"\n')
    )
    outcome = scan(root, "--since", "main", "--format", "json", pack="checkov:all")
    assert outcome.code == 1, outcome.err
    lines = [line.split() for line in asked.read_text().splitlines()]
    assert [name for _, name in lines] == ["db", "changed", "changed"]
    assert len({pid for pid, _ in lines}) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(int(lines[0][0]), 0)
    new = {
        (one["rule"], one["resource"]["address"])
        for one in outcome.report["results"]
        if one["past"]["standing"] == "new"
    }
    assert new == {("aws-db-instance-unencrypted", "aws_db_instance.changed")}


@pytest.mark.parametrize("named", ["option", "configuration"])
def test_since_has_the_checks_of_the_working_tree_judge_both(
    own: Trueup, tmp_path: Path, named: str
) -> None:
    def git(*words: str) -> None:
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", *words]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    shutil.rmtree(tmp_path / ".git")
    Path("checks").rename("later")
    Path("trusted.yaml").write_text("packs: [checkov]\nexternal_checks: [checks]\n")
    git("init", "-q", "-b", "main")
    git("add", "main.tf", "trusted.yaml")
    git("commit", "-q", "-m", "one")
    Path("later").rename("checks")
    Path("main.tf").write_text(CODE + CODE.replace('"db"', '"new"'))
    words = ["--external-checks-dir", "checks"]
    if named == "configuration":
        words = ["--config", "trusted.yaml"]
    outcome = scan(own, "--since", "main", "--format", "json", *words)
    assert outcome.code == 1, outcome.err
    standings = {
        one["resource"]["address"]: one["past"]["standing"]
        for one in outcome.report["results"]
        if one["rule"] == "ORG_1"
    }
    assert standings == {"aws_db_instance.db": "persisting", "aws_db_instance.new": "new"}
    (note,) = [one for one in outcome.report["diagnostics"] if one["code"] == "since-checks"]
    assert note["message"] == (
        "the change edits your own checks (checks/org.py), which judge main as well; review them"
    )
    git("add", "checks")
    git("commit", "-q", "-m", "two")
    outcome = scan(own, "--since", "HEAD", "--format", "json", *words)
    assert "since-checks" not in outcome.out
    Path("checks/org.py").unlink()
    outcome = scan(own, "--since", "HEAD", "--format", "json", *words)
    assert "since-checks" in outcome.out


def test_list(root: Trueup) -> None:
    outcome = root("packs", "list")
    assert (outcome.code, outcome.out) == (
        0,
        "checkov   not installed; run `trueup packs install checkov`\n",
    )


def test_verify_says_what_is_missing(root: Trueup, tmp_path: Path) -> None:
    outcome = root("packs", "verify", "checkov", ".")
    assert outcome.code == 2
    write_fake(tmp_path / "fake", judge="os._exit(7)", hello="{}")
    outcome = root("packs", "verify", "checkov", ".", "--checkov-python", "fake")
    assert outcome.code == 3
    assert "Checkov cannot be loaded" in outcome.out
