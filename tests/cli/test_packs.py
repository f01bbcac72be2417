"""`--pack` and `trueup packs`, as the user meets them."""

from __future__ import annotations

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


def test_without_it_nothing_changes(root: Trueup) -> None:
    assert failing(root("scan", "--format", "json")) == {"aws-db-instance-unencrypted"}


def test_a_finding_is_at_the_attribute(root: Trueup) -> None:
    results = scan(root, "--format", "json", pack="checkov:all").report["results"]
    (one,) = [one for one in results if one["rule"] == "CKV_AWS_16"]
    assert one["location"]["start_line"] == 2
    assert one["attribute"] == "storage_encrypted"
    assert one["identity"] == "CKV_AWS_16|.|aws_db_instance.db|storage_encrypted"


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


def test_only_what_is_new_counts(root: Trueup, tmp_path: Path) -> None:
    def git(*words: str) -> None:
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", *words]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    shutil.rmtree(tmp_path / ".git")
    git("init", "-q", "-b", "main")
    git("add", "main.tf")
    git("commit", "-q", "-m", "one")
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
