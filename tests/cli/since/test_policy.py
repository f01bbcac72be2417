"""`trueup scan --since REF`: the policy of REF decides, and a change cannot disarm it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from since_repository import DB, PUBLIC, ROOT, Repository, addresses, notes, standings


@pytest.mark.parametrize(
    "text",
    [
        f"waivers: [{{rule: {PUBLIC}, reason: it has to be}}]\n",
        f"disable: [{PUBLIC}]\n",
        "exclude: ['*.tf']\n",
        "policy: own.yaml\n",
    ],
)
def test_a_change_does_not_pass_by_its_own_configuration(git: Repository, text: str) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    Path("main.tf").write_text(DB % ("new", "true"))
    Path(".trueup.yaml").write_text(text)
    Path("own.yaml").write_text("title: nothing\nselect: {rules: [aws-s3-bucket-public-acl]}\n")
    now = git.since("main")
    assert now.code == 1
    assert addresses(standings(now)["new"]) == {"aws_db_instance.new"}
    assert (
        "edits what decides the gate (.trueup.yaml), and is judged by what main says"
        in (notes(now)["since-configuration"])
    )
    git.commit()
    git("branch", "-f", "later")
    assert notes(git.since("later")) == {}


def test_a_configuration_of_elsewhere_is_not_told(git: Repository) -> None:
    text = "policy: baseline\n"
    git.commit(main_tf=DB % ("old", "true"), **{".trueup.yaml": text, "x/.trueup.yaml": text})
    Path("x/.trueup.yaml").write_text("policy: strict\n")
    assert notes(git.since("main")) == {}
    Path("x/main.tf").write_text("")
    assert "(x/.trueup.yaml)" in notes(git.since("main", "x"))["since-configuration"]
    Path(".trueup.yaml").write_bytes(text.replace("\n", "\r\n").encode())
    assert notes(git.since("main")) == {}


def test_a_waiver_that_is_there_already_holds(git: Repository) -> None:
    waiver = f"waivers: [{{rule: {PUBLIC}, address: '*.new', reason: it has to be}}]\n"
    git.commit(main_tf=DB % ("old", "true"), **{".trueup.yaml": waiver})
    Path("main.tf").write_text(DB % ("new", "true"))
    now = git.since("main")
    assert now.code == 0
    assert [r["suppression"]["source"] for r in now.report["results"]] == ["waiver"]
    Path(".trueup.yaml").unlink()
    assert git.since("main").code == 0


def test_named_files_are_those_of_the_revision(
    git: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rule = (ROOT / "rules/aws/aws_db_instance_public.py").read_text()
    own = Path("own")
    git.commit(
        main_tf=DB % ("old", "true"),
        **{
            "ci/gate.yaml": "policy: policy.yaml\nrules: [../own]\n",
            "ci/policy.yaml": "title: ours\nextends: [base.yaml]\n",
            "ci/base.yaml": "title: ours\nselect: {rules: [own-public]}\n",
            "own/own_public.py": rule.replace("aliases=", "related_ids="),
            "known.json": '{"schema": "trueup-baseline/1", "findings": []}',
        },
    )
    new = f"{PUBLIC}|.|aws_db_instance.new|publicly_accessible"
    Path("main.tf").write_text(DB % ("new", "true"))
    Path("ci/base.yaml").write_text("title: ours\nselect: {rules: [aws-s3-bucket-public-acl]}\n")
    (own / "own_public.py").write_text('raise SystemExit("the code of a change has run")\n')
    now = git.since("main", "--config", "ci/gate.yaml")
    assert now.code == 1, now.err
    assert [r["rule"] for r in now.report["results"]] == ["own-public"]
    assert "ci/base.yaml" in notes(now)["since-configuration"]
    assert "own/own_public.py" in notes(now)["since-configuration"]
    (own / "own_other.py").write_text("raise SystemExit\n")
    absolute = git.since("main", "--config", str(Path("ci/gate.yaml").absolute()))
    assert [r["rule"] for r in absolute.report["results"]] == ["own-public"]
    assert "own/own_other.py" in notes(absolute)["since-configuration"]
    (own / "own_other.py").unlink()
    elsewhere = tmp_path_factory.mktemp("alias") / "link"
    elsewhere.symlink_to(Path.cwd())
    linked = git.since("main", "--config", str(elsewhere / "ci/gate.yaml"))
    assert [r["rule"] for r in linked.report["results"]] == ["own-public"]
    named = git.since("main", "--policy", "ci/policy.yaml", "--rules", "own")
    assert [r["rule"] for r in named.report["results"]] == ["own-public"]
    known = {"schema": "trueup-baseline/1", "findings": [{"identity": new}]}
    Path("known.json").write_text(json.dumps(known))
    (own / "own_public.py").unlink()
    baseline = git.since("main", "--baseline", "known.json")
    assert baseline.code == 1
    assert "known.json" in notes(baseline)["since-configuration"]
    Path("local.json").write_text(json.dumps(known))
    assert git.since("main", "--baseline", "local.json").code == 0


def test_a_policy_of_old_does_not_count_where_the_branch_began(git: Repository) -> None:
    """A branch may be based on a commit from before a waiver was taken back."""
    waiver = f"waivers: [{{rule: {PUBLIC}, reason: for now}}]\n"
    git.commit(main_tf="", **{".trueup.yaml": waiver})
    git("checkout", "-q", "-b", "feature")
    git.commit(new_tf=DB % ("new", "true"))
    assert git.since("main").code == 0
    git("checkout", "-q", "main")
    git.commit(**{".trueup.yaml": "policy: baseline\n"})
    git("checkout", "-q", "feature")
    assert git.since("main").code == 1


def test_a_configuration_that_cannot_be_used_decides_nothing(git: Repository) -> None:
    git.commit(main_tf=DB % ("old", "true"), **{".trueup.yaml": "policy: none-such\n"})
    Path(".trueup.yaml").write_text("policy: baseline\n")
    now = git.since("main")
    assert now.code == 2
    assert "--since main: its configuration decides the gate and cannot be used" in now.err
    git.commit()
    Path(".trueup.yaml").write_text("polcy: baseline\n")
    assert "unknown key 'polcy'" in git.since("main").err


IGNORE = f"# trueup:ignore {PUBLIC} it has to be\n"


def test_an_ignore_does_not_let_in_what_comes_with_it(git: Repository) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    Path("main.tf").write_text(IGNORE + DB % ("old", "true") + IGNORE + DB % ("new", "true"))
    now = git.since("main")
    assert now.code == 1
    assert addresses(standings(now)["new"]) == {"aws_db_instance.new"}
    assert "the finding counts" in notes(now)["since-ignore"]
    kinds = {r["resource"]["address"]: r["kind"] for r in now.report["results"]}
    assert kinds["aws_db_instance.old"] == "suppressed"
    git.commit()
    assert git.since("main").code == 0
    assert notes(git.since("main")) == {}
    # Without the ignore, what it let be counts again.
    Path("main.tf").write_text(DB % ("old", "true"))
    again = standings(git.since("main"))
    assert addresses(again["new"]) == {"aws_db_instance.old"}


def test_an_ignore_holds_for_new_instances_of_what_it_covered(git: Repository) -> None:
    text = IGNORE + (DB % ("db", "true")).replace("{\n", "{\n  for_each = toset([%s])\n", 1)
    git.commit(main_tf=text % '"a"')
    Path("main.tf").write_text(text % '"a", "b"')
    assert git.since("main").code == 0
    # Not for another definition that is put in its place.
    Path("main.tf").write_text((text % '"a"').replace('"db"', '"other"'))
    assert git.since("main").code == 1


def test_a_change_cannot_hide_files_from_git_that_git_keeps(git: Repository) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    git("checkout", "-q", "-b", "feature")
    Path("hidden").mkdir()
    Path("hidden/main.tf").write_text(DB % ("new", "true"))
    git("add", "-A")
    git.commit(**{".gitignore": "hidden/\nmain.tf\n", "hidden/pyvenv.cfg": ""})
    assert addresses(standings(git.since("main"))["new"]) == {"aws_db_instance.new"}


def test_a_change_cannot_hide_what_is_in_a_submodule(
    git: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    inner, nested = (tmp_path_factory.mktemp(name) for name in ("inner", "nested"))
    for folder in (inner, nested):
        git("init", "-q", "-b", "main", cwd=str(folder))
        (folder / "hidden").mkdir()
        (folder / "hidden/main.tf").write_text(DB % (folder.name.rstrip("0"), "true"))
        (folder / "hidden/pyvenv.cfg").write_text("")
        git("add", "-A", cwd=str(folder))
        git("commit", "-qm", "one", cwd=str(folder))
    git("submodule", "--quiet", "add", nested.as_uri(), "nested", cwd=str(inner))
    git("commit", "-qm", "two", cwd=str(inner))
    git.commit(main_tf=DB % ("old", "false"))
    git("checkout", "-q", "-b", "feature")
    git("submodule", "--quiet", "add", inner.as_uri(), "sub")
    git("submodule", "--quiet", "update", "--init", "--recursive")
    expected = {"aws_db_instance.inner", "aws_db_instance.nested"}
    for ignores in ("", "sub/\n", "hidden/\n", "*.tf\n", "sub/nested\n"):
        git.commit(**{".gitignore": ignores})
        assert addresses(standings(git.since("main"))["new"]) == expected, ignores
    git("submodule", "--quiet", "deinit", "-f", "sub")
    assert git.since("main").code == 0


def test_a_change_names_no_files_outside_by_a_trusted_configuration(
    git: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.tfvars"
    outside.write_text('open = "canary-9121"\n')
    config = "environments:\n  - {name: prod, var_files: [prod.tfvars]}\n"
    git.commit(
        main_tf=DB % ("db", "var.open"),
        variables_tf='variable "open" {\n  default = false\n}\n',
        prod_tfvars="",
        **{"trueup.yaml": config},
    )
    for path in (os.path.relpath(outside), "{root}/" + os.path.relpath(outside)):
        added = f"  - {{name: evil, var_files: ['{path}']}}\n"
        Path("trueup.yaml").write_text(config + added)
        now = git.since("main", "--config", "trueup.yaml")
        assert now.code == 2 and "canary-9121" not in now.out + now.err
        assert "leads out" in now.err


def test_a_pattern_of_ignores_that_takes_for_ever_to_match(
    git: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scanner.load.git.IGNORE_SECONDS", 0.5)
    git.commit(main_tf=DB % ("db", "false"), **{".gitignore": "*a" * 30 + "b\n"})
    Path("a" * 200 + ".auto.tfvars").write_text("")
    started = time.monotonic()
    now = git.since("main")
    assert now.code == 0, now.err
    assert time.monotonic() - started < 20
    assert "git check-ignore took more than 0.5 s" in notes(now)["since-ignored-files"]
