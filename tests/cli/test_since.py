"""`trueup scan --since REF`: what a change introduced counts, by the policy of REF."""

from __future__ import annotations

import errno
import json
import os
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.load import revision
from scanner.load.git import Git
from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]
ROOT = Path(__file__).resolve().parents[2]
PUBLIC = "aws-db-instance-public"
DB = """\
resource "aws_db_instance" "%s" {
  publicly_accessible     = %s
  storage_encrypted       = true
  deletion_protection     = true
  backup_retention_period = 7
}
"""


class Repository:
    """The repository in the current folder, by the real git."""

    def __init__(self, scan: Trueup) -> None:
        self._scan = scan
        self("init", "-q", "-b", "main")

    def __call__(self, *words: str, cwd: str = ".") -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            **{f"GIT_{who}_NAME": "somebody" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "somebody@example.com" for who in ("AUTHOR", "COMMITTER")},
        }
        allow = ("-c", "protocol.file.allow=always")
        done = subprocess.run(
            ["git", *allow, *words], cwd=cwd, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def commit(self, **files: str) -> str:
        """Write files (``__`` for a slash, ``_tf`` for its ending) and commit all there is."""
        for name, text in files.items():
            path = Path(name.replace("__", "/").replace("_tfvars", ".tfvars").replace("_tf", ".tf"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self("add", "-A")
        self("commit", "-q", "--allow-empty", "-m", "a change")
        return self("rev-parse", "HEAD")

    def since(self, ref: str, *words: str) -> Outcome:
        """``trueup scan --since REF`` as JSON, valid by its schema."""
        return self._scan("scan", *words, "--since", ref, "--format", "json")


@pytest.fixture
def git(
    trueup: Trueup, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Repository]:  # fmt: skip
    """A repository on the branch main, without a commit; nothing is left behind elsewhere."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    scratch = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    monkeypatch.setenv("TMPDIR", str(scratch))
    (tmp_path / ".git").rmdir()
    yield Repository(trueup)
    assert list(scratch.iterdir()) == []


def standings(outcome: Outcome) -> dict[str, set[str]]:
    """The identities of failing instances, and of what is gone, by how they stand."""
    found: dict[str, set[str]] = {"new": set(), "persisting": set(), "resolved": set()}
    for result in outcome.report["results"]:
        for one in result["instances"]:
            if one["kind"] == "fail":
                found[one["past"]["standing"]].add(one["identity"])
    for gone in outcome.report["gone"]:
        found["resolved"] |= {one["identity"] for one in gone["instances"]}
    return found


def addresses(identities: set[str]) -> set[str]:
    return {identity.split("|")[2] for identity in identities}


def notes(outcome: Outcome) -> dict[str, str]:
    return {
        d["code"]: d["message"]
        for d in outcome.report["diagnostics"]
        if d["code"].startswith("since-")
    }


# ---- what is new ------------------------------------------------------------------------------


def test_a_default_in_another_file_makes_a_finding_in_an_unchanged_one(git: Repository) -> None:
    module = 'module "db" {\n  source = "./db"\n}\n'
    variable = 'variable "open" {\n  default = %s\n}\n'
    git.commit(
        main_tf=module + DB % ("old", "true"),
        db__main_tf=DB % ("in", "var.open"),
        db__variables_tf=variable % "false",
    )
    assert git.since("main").code == 0
    Path("db/variables.tf").write_text(variable % "true")
    now = git.since("main")
    assert now.code == 1
    assert standings(now) == {
        "new": {f"{PUBLIC}|.|module.db.aws_db_instance.in|publicly_accessible"},
        "persisting": {f"{PUBLIC}|.|aws_db_instance.old|publicly_accessible"},
        "resolved": set(),
    }
    (new,) = [r for r in now.report["results"] if r["past"]["standing"] == "new"]
    assert new["location"]["path"] == "db/main.tf"
    assert now.report["since"] == "main"
    assert now.report["summary"]["by_standing"] == {
        "new": 1, "persisting": 1, "reopened": 0, "resolved": 0,
    }  # fmt: skip


def test_text_tells_the_new_ones_first_and_the_rest_in_numbers(
    git: Repository, trueup: Trueup
) -> None:
    git.commit(main_tf=DB % ("old", "true") + DB % ("mended", "true"))
    Path("main.tf").write_text(DB % ("old", "true"))
    Path("other.tf").write_text(DB % ("new", "true"))
    told = trueup("scan", "--since", "main")
    assert told.code == 1
    assert "aws_db_instance.old" not in told.out
    assert told.out.startswith("other.tf\n")
    assert f"\nfixed (where it was)\n  main.tf:8  critical  {PUBLIC}  aws_db_instance.mended\n" in (
        told.out
    )
    assert "\nsince main: 1 new, 1 fixed, 1 unchanged\n1 new finding: 1 critical\n" in told.out
    every = trueup("scan", "--since", "main", "--all").out
    assert every.startswith("other.tf\n")
    assert "aws_db_instance.old  (unchanged)" in every
    markdown = trueup("scan", "--since", "main", "--format", "markdown").out
    places = [markdown.index(name) for name in ("instance.new", "instance.mended", "instance.old")]
    assert places == sorted(places)
    assert "<details><summary>1 unchanged</summary>" in markdown
    assert "Since <code>main</code>: 1 new, 1 fixed, 1 unchanged." in markdown


def test_nothing_changed(git: Repository, trueup: Trueup) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    told = trueup("scan", "--since", "HEAD")
    assert told.code == 0
    assert "since HEAD: 0 new, 0 fixed, 1 unchanged\nno new findings\n" in told.out


def test_the_first_of_a_repository(git: Repository) -> None:
    git.commit()
    git("branch", "empty")
    git.commit(main_tf=DB % ("new", "true"))
    for ref in ("empty", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"):
        now = git.since(ref)
        assert now.code == 1
        assert addresses(standings(now)["new"]) == {"aws_db_instance.new"}


def test_a_second_one_of_the_same_identity_is_new(git: Repository) -> None:
    group = """\
resource "aws_security_group" "g" {
  description = "x"
  dynamic "ingress" {
    for_each = var.ports
    content {
      description = "x"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}
"""
    ports = 'variable "ports" {\n  default = [%s]\n}\n'
    git.commit(main_tf=group, ports_tf=ports % "22")
    before = git.since("main")
    assert before.code == 0
    assert standings(before)["persisting"]
    Path("ports.tf").write_text(ports % "22, 3389")
    now = git.since("main")
    assert now.code == 1
    assert standings(now)["new"] == standings(before)["persisting"]
    Path("ports.tf").write_text(ports % "3389")
    assert git.since("main").code == 0


def test_what_was_undecided_and_is_certain_now_is_new(git: Repository) -> None:
    git.commit(main_tf=DB % ("db", "var.open"), variables_tf='variable "open" {}\n')
    Path("variables.tf").write_text('variable "open" {\n  default = true\n}\n')
    assert addresses(standings(git.since("main"))["new"]) == {"aws_db_instance.db"}
    git("commit", "-qam", "open it")
    Path("variables.tf").write_text('variable "open" {}\n')
    now = git.since("main", "--fail-on-open")
    assert now.code == 0
    (result,) = now.report["results"]
    assert (result["kind"], result["past"]["standing"]) == ("open", "persisting")
    assert now.report["gone"] == []


def test_what_was_counted_zero_and_is_there_now_is_new(git: Repository) -> None:
    module = 'module "db" {\n  source = "./db"\n  count  = %s\n}\n'
    git.commit(main_tf=module % "0", db__main_tf=DB % ("in", "true"))
    Path("main.tf").write_text(module % "1")
    now = git.since("main")
    assert now.code == 1
    assert addresses(standings(now)["new"]) == {"module.db[0].aws_db_instance.in"}


def test_one_new_instance_of_a_known_definition(git: Repository, trueup: Trueup) -> None:
    text = (DB % ("db", "true")).replace("{\n", "{\n  for_each = toset([%s])\n", 1)
    git.commit(main_tf=text % '"a"')
    Path("main.tf").write_text(text % '"a", "b"')
    now = git.since("main")
    assert now.code == 1
    assert addresses(standings(now)["new"]) == {'aws_db_instance.db["b"]'}
    assert addresses(standings(now)["persisting"]) == {'aws_db_instance.db["a"]'}
    assert now.report["summary"]["by_standing"]["new"] == 1
    assert '; new: aws_db_instance.db["b"])' in trueup("scan", "--since", "main").out


def test_what_was_moved_stays_what_it_is(git: Repository) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    moved = "moved {\n  from = aws_db_instance.old\n  to   = aws_db_instance.new\n}\n"
    Path("main.tf").write_text(DB % ("new", "true") + moved)
    now = git.since("main")
    assert now.code == 0
    assert addresses(standings(now)["persisting"]) == {"aws_db_instance.new"}
    assert now.report["gone"] == []
    # What takes the address that has become free is new.
    Path("other.tf").write_text(DB % ("old", "true"))
    now = git.since("main")
    assert addresses(standings(now)["new"]) == {"aws_db_instance.old"}
    assert addresses(standings(now)["persisting"]) == {"aws_db_instance.new"}


def test_moving_blocks_between_files_changes_nothing_but_a_root_is_its_folder(
    git: Repository,
) -> None:
    git.commit(app__main_tf="\n\n" + DB % ("db", "true"))
    git("mv", "app/main.tf", "app/database.tf")
    Path("app/database.tf").write_text(DB % ("db", "true"))
    assert {k for k, v in standings(git.since("main")).items() if v} == {"persisting"}
    git("mv", "app", "service")
    now = standings(git.since("main"))
    assert addresses(now["new"]) == addresses(now["resolved"]) == {"aws_db_instance.db"}


def test_a_file_that_git_does_not_know_is_part_of_the_change(git: Repository) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    Path("new.tf").write_text(DB % ("new", "true"))
    assert addresses(standings(git.since("main"))["new"]) == {"aws_db_instance.new"}


def test_values_that_git_ignores_hold_for_both(git: Repository) -> None:
    git.commit(
        main_tf=DB % ("db", "var.open"),
        variables_tf='variable "open" {\n  default = false\n}\n',
        **{".gitignore": "*.tfvars\n"},
    )
    Path("terraform.tfvars").write_text("open = true\n")
    Path("named.tfvars").write_text("open = true\n")
    for words in ((), ("--var-file", "named.tfvars")):
        now = git.since("main", *words)
        assert now.code == 0
        assert {k for k, v in standings(now).items() if v} == {"persisting"}


def test_named_values_are_those_of_each_revision(git: Repository, tmp_path_factory: Any) -> None:
    main = DB % ("db", "var.open")
    git.commit(main_tf=main, variables_tf='variable "open" {}\n', prod_tfvars="open = false\n")
    Path("prod.tfvars").write_text("open = true\n")
    assert git.since("main", "--var-file", "prod.tfvars").code == 1
    Path("new.tfvars").write_text("open = true\n")
    assert git.since("main", "--var-file", "new.tfvars").code == 1
    outside = tmp_path_factory.mktemp("outside") / "x.tfvars"
    outside.write_text("open = true\n")
    assert git.since("main", "--var-file", str(outside)).code == 0


def test_environments(git: Repository) -> None:
    variable = 'variable "open" {\n  default = false\n}\n'
    git.commit(
        main_tf=DB % ("db", "var.open"),
        variables_tf=variable,
        staging_tfvars="open = true\n",
        prod_tfvars="open = false\n",
        **{
            ".trueup.yaml": "environments:\n"
            "  - {name: staging, var_files: [staging.tfvars]}\n"
            "  - {name: prod, var_files: [prod.tfvars]}\n"
        },
    )
    Path("prod.tfvars").write_text("open = true\n")
    now = git.since("main")
    assert now.code == 1
    (result,) = now.report["results"]
    assert [(i["environments"], i["past"]["standing"]) for i in result["instances"]] == [
        (["prod"], "new"),
        (["staging"], "persisting"),
    ]
    Path("staging.tfvars").write_text("open = false\n")
    (gone,) = git.since("main").report["gone"]
    assert gone["environments"] == ["staging"]
    # The change cannot have an environment left out.
    Path(".trueup.yaml").write_text(
        "environments: [{name: staging, var_files: [staging.tfvars]}]\n"
    )
    assert git.since("main").code == 1
    for words in (("--environment", "prod"), ("--matrix", "--var-file", "prod.tfvars")):
        assert git.since("main", *words).code == 1
    assert git.since("main", "--environment", "staging").code == 0


def test_an_environment_that_the_change_adds_and_one_that_it_renames(git: Repository) -> None:
    main = DB % ("db", "var.open")
    variable = 'variable "open" {\n  default = false\n}\n'
    config = "environments: [{name: %s, var_files: [%s.tfvars]}]\n"
    git.commit(
        main_tf=main, variables_tf=variable, a_tfvars="", **{".trueup.yaml": config % ("a", "a")}
    )
    git("mv", "a.tfvars", "b.tfvars")
    Path("b.tfvars").write_text("open = true\n")
    Path(".trueup.yaml").write_text(config % ("a", "b"))
    now = git.since("main")
    assert now.code == 1
    assert now.report["results"][0]["environments"] == ["a"]


def test_a_change_adds_no_environment_where_there_is_none(git: Repository) -> None:
    variable = 'variable "open" {\n  default = %s\n}\n'
    main = DB % ("db", "var.open")
    git.commit(main_tf=main, variables_tf=variable % "false")
    Path("variables.tf").write_text(variable % "true")
    Path("dev.tfvars").write_text("open = false\n")
    config = Path(".trueup.yaml")
    config.write_text("environments: [{name: dev, var_files: [dev.tfvars]}]\n")
    now = git.since("main")
    assert now.code == 1
    assert addresses(standings(now)["new"]) == {"aws_db_instance.db"}
    assert "adds environments (dev) where main has none" in notes(now)["since-environment"]
    git("checkout", "-q", "-b", "feature")
    # The same where the configuration is there and has none, and where it has another root's.
    for text in ("policy: baseline\n", "environments: [{name: a, root: other}]\n"):
        git("checkout", "-q", "--force", "main")
        git("checkout", "-q", "-B", "base")
        git.commit(
            main_tf=main, variables_tf=variable % "false", other__main_tf=main,
            other__variables_tf=variable % "false", **{".trueup.yaml": text},
        )  # fmt: skip
        Path("variables.tf").write_text(variable % "true")
        Path("dev.tfvars").write_text("open = false\n")
        own = "{name: dev, root: ., var_files: [dev.tfvars]}"
        config.write_text(
            text.replace("}]", f"}}, {own}]") if "}]" in text else f"environments: [{own}]\n"
        )
        now = git.since("base")
        assert now.code == 1
        assert {s.split("|")[1] for s in standings(now)["new"]} == {"."}
        assert all(not r.get("environments") for r in now.report["results"])
    unused = [d for d in now.report["diagnostics"] if d["code"] == "environment-unused"]
    assert "dev, which the change adds" in unused[0]["message"]
    # Of a root that has others, the new one is evaluated as well.
    config.write_text(
        "environments: [{name: a, root: other}, "
        "{name: dev, root: other, var_files: [open.tfvars]}]\n"
    )
    Path("variables.tf").write_text(variable % "false")
    Path("open.tfvars").write_text("open = true\n")
    now = git.since("base")
    assert now.code == 1
    assert [r["environments"] for r in now.report["results"]] == [["dev"]]


# ---- who decides ------------------------------------------------------------------------------


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


# ---- which revision ---------------------------------------------------------------------------


def test_names_of_revisions(git: Repository) -> None:
    first = git.commit(main_tf=DB % ("old", "true"))
    git("tag", "-a", "v1", "-m", "one")
    git("checkout", "-q", "-b", "feature")
    git.commit(new_tf=DB % ("new", "true"))
    git("checkout", "-q", "main")
    git.commit(other_tf=DB % ("other", "true"))
    git("checkout", "-q", "feature")
    for ref in ("main", "main...", "v1", first, first[:10], "HEAD~1", "refs/heads/main", "@{-1}"):
        now = standings(git.since(ref))
        assert addresses(now["new"]) == {"aws_db_instance.new"}, ref
        assert now["resolved"] == set(), ref
    assert addresses(standings(git.since("main.."))["resolved"]) == {"aws_db_instance.other"}
    git("checkout", "-q", "--detach")
    assert addresses(standings(git.since("main"))["new"]) == {"aws_db_instance.new"}


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        ("none-such", "there is no branch, tag or commit none-such"),
        ("--all", "not the name of a revision"),
        ("-h", "not the name of a revision"),
        ("", "not the name of a revision"),
        ("...", "not the name of a revision"),
        ("main..feature", "not the name of a revision"),
        ("^main", "there is no branch, tag or commit"),
        ("main\nHEAD", "not the name of a revision"),
        ("main:main.tf", "there is no branch, tag or commit"),
        ("@{u}", "git cannot tell what this is: fatal: no upstream configured for branch 'main'"),
    ],
)
def test_what_is_no_revision(git: Repository, ref: str, message: str) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    done = git.since(ref)
    assert done.code == 2
    assert message in done.err
    assert len(done.err.splitlines()) == 1


def test_a_branch_that_only_the_remote_has(git: Repository) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    git("update-ref", "refs/remotes/origin/release", "HEAD")
    assert "there is origin/release" in git.since("release").err
    assert git.since("origin/release").code == 0


def test_a_tag_does_not_pass_for_a_branch(git: Repository) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    git("tag", "origin/main")
    assert git.since("origin/main").code == 0
    git.commit(main_tf=DB % ("new", "true"))
    for words in ((), ("-a", "-m", "it")):
        git("tag", "-f", *words, "origin/main")
        for ref in ("origin/main", "origin/main...", "origin/main~0", "origin/main^{commit}.."):
            done = git.since(ref)
            assert done.code == 2
            assert (
                "origin/main is a tag and a branch of a remote; write refs/remotes/origin/main "
                "(or refs/tags/origin/main)" in done.err
            )
    assert git.since("refs/remotes/origin/main").code == 1
    assert git.since("refs/tags/origin/main").code == 0
    git("tag", "-f", "origin/main", "HEAD^{tree}")
    assert git.since("origin/main").code == 2
    git("tag", "-d", "origin/main")
    git("branch", "origin/main")
    assert "is a branch and a branch of a remote" in git.since("origin/main").err


def test_shallow_clones_are_told_what_to_fetch(
    git: Repository, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    git("checkout", "-q", "-b", "feature")
    git.commit(new_tf=DB % ("new", "true"))
    source, clone = Path.cwd().as_uri(), tmp_path_factory.mktemp("shallow") / "clone"
    git("clone", "-q", "--depth", "1", "--no-single-branch", source, str(clone))
    monkeypatch.chdir(clone)
    for ref in ("HEAD~1", "origin/main"):
        done = git.since(ref)
        assert done.code == 2
        assert "fetch-depth: 0" in done.err
    git("fetch", "-q", "--unshallow")
    assert addresses(standings(git.since("origin/main"))["new"]) == {"aws_db_instance.new"}


def test_a_partial_clone_fetches_nothing(
    git: Repository, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    git.commit(main_tf=DB % ("new", "true"))
    git("config", "uploadpack.allowFilter", "true")
    source, clone = Path.cwd().as_uri(), tmp_path_factory.mktemp("partial") / "clone"
    git("clone", "-q", "--filter=blob:none", source, str(clone))
    monkeypatch.chdir(clone)
    ran = tmp_path_factory.mktemp("ran") / "it"
    git("config", "remote.origin.url", f"ext::sh -c touch% {ran}")
    git("config", "protocol.ext.allow", "always")
    done = git.since("HEAD~1")
    assert done.code == 2
    assert "git cannot read this revision" in done.err
    assert not ran.exists()


def test_outside_of_a_repository(git: Repository, monkeypatch: pytest.MonkeyPatch,
                                 tmp_path_factory: pytest.TempPathFactory) -> None:  # fmt: skip
    git.commit(main_tf=DB % ("old", "true"))
    here = Path.cwd()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "main.tf").write_text(DB % ("x", "true"))
    assert "lies outside of the repository" in git.since("main", str(elsewhere)).err
    monkeypatch.chdir(elsewhere)
    done = git.since("main", str(here))
    assert done.code == 2
    assert "is in none; run it in one" in done.err


def test_without_git(git: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    monkeypatch.setenv("PATH", "bin:/nowhere")
    assert "--since needs git on PATH" in git.since("main").err


def test_nothing_is_committed_yet(git: Repository) -> None:
    Path("main.tf").write_text(DB % ("old", "true"))
    assert "there is no branch, tag or commit main" in git.since("main").err


# ---- what lies in a repository ----------------------------------------------------------------


def test_worktrees_and_folders_below_the_root(
    git: Repository, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    git.commit(infra__main_tf=DB % ("old", "true"), other__main_tf=DB % ("other", "true"))
    tree = tmp_path_factory.mktemp("worktrees") / "feature"
    git("worktree", "add", "-q", "-b", "feature", str(tree))
    monkeypatch.chdir(tree / "infra")
    Path("new.tf").write_text(DB % ("new", "true"))
    now = git.since("main")
    assert addresses(standings(now)["new"]) == {"aws_db_instance.new"}
    assert addresses(standings(now)["persisting"]) == {"aws_db_instance.old"}
    several = git.since("main", ".", "../other", "new.tf")
    assert addresses(standings(several)["persisting"]) == {
        "aws_db_instance.old", "aws_db_instance.other",
    }  # fmt: skip
    alone = git.since("main", "new.tf")
    assert standings(alone)["persisting"] == set()
    new_folder = Path("brand-new")
    new_folder.mkdir()
    (new_folder / "main.tf").write_text(DB % ("fresh", "true"))
    assert addresses(standings(git.since("main", "brand-new"))["new"]) == {"aws_db_instance.fresh"}


def test_odd_names_and_line_ends(git: Repository) -> None:
    name = "a b\t'ü\"\n*"
    odd = Path(name)
    odd.mkdir()
    (odd / "main.tf").write_text(DB % ("odd", "true"))
    raw = os.fsdecode(b"\xff\xfe")
    Path(raw).mkdir()
    Path(raw, "main.tf").write_text(DB % ("raw", "true"))
    Path("crlf.tf").write_bytes((DB % ("crlf", "true")).replace("\n", "\r\n").encode())
    git.commit()
    now = git.since("main", name, "crlf.tf")
    assert now.code == 0
    assert addresses(standings(now)["persisting"]) == {
        "aws_db_instance.odd",
        "aws_db_instance.crlf",
    }
    # A name that is no text is an error with or without a revision.
    assert git.since("main").code == 3
    git("config", "core.autocrlf", "true")
    Path("crlf.tf").write_bytes((DB % ("crlf", "true")).encode())
    assert git.since("main", "crlf.tf").code == 0


def test_links(git: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "main.tf").write_text(DB % ("outside", "true"))
    git.commit(modules__db__main_tf=DB % ("db", "true"), app__main_tf="")
    Path("linked").symlink_to("modules/db")
    Path("app/db.tf").symlink_to("../modules/db/main.tf")
    Path("out").symlink_to(outside)
    Path("loop").symlink_to("loop")
    git.commit()
    now = git.since("main")
    assert now.code == 0
    assert {s.split("|")[1] for s in standings(now)["persisting"]} == {"modules/db", "app"}
    assert git.since("main", "linked").code == 0
    for name in ("out", "out/main.tf"):
        done = git.since("main", name)
        assert done.code == 2
        assert f"{name}: lies outside of the repository" in done.err


def test_a_tree_made_by_hand_writes_nothing_elsewhere(
    git: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    git.commit(main_tf=DB % ("old", "true"))
    blob = git("rev-parse", "HEAD:main.tf")
    Path("target").write_text(str(outside))
    link = git("hash-object", "-w", "target")
    Path("target").unlink()

    def tree(*rows: tuple[str, str, str]) -> str:
        data = b"".join(
            f"{mode} {name}".encode() + b"\0" + bytes.fromhex(one) for mode, one, name in rows
        )
        Path("tree").write_bytes(data)
        made = git("hash-object", "-w", "-t", "tree", "--literally", "tree")
        Path("tree").unlink()
        return made

    inner = tree(("100644", blob, "evil.tf"), ("120000", link, "link"))
    hostile = tree(
        ("120000", link, "a"),
        ("40000", inner, "a"),
        ("40000", inner, ".."),
        ("40000", inner, ".git"),
        ("100644", blob, "../../evil.tf"),
        ("100644", blob, "main.tf"),
    )
    commit = git("commit-tree", hostile, "-m", "hostile")
    git("update-ref", "refs/heads/hostile", commit)
    now = git.since("hostile..")
    assert now.code == 0, now.err
    assert addresses(standings(now)["persisting"]) == {"aws_db_instance.old"}
    assert list(outside.iterdir()) == []


def test_nothing_of_a_hostile_repository_runs(
    git: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ran = tmp_path_factory.mktemp("ran") / "it"
    script = tmp_path_factory.mktemp("bin") / "script"
    script.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n")
    script.chmod(0o755)
    git.commit(
        main_tf=DB % ("old", "true"),
        **{".gitattributes": "* filter=evil diff=evil\n"},
    )
    Path("main.tf").write_text(DB % ("new", "true"))
    hooks = Path(".git/hooks")
    hooks.mkdir(exist_ok=True)
    for hook in (
        "post-checkout",
        "post-index-change",
        "reference-transaction",
        "fsmonitor-watchman",
    ):
        (hooks / hook).write_text(script.read_text())
        (hooks / hook).chmod(0o755)
    for key in (
        "core.fsmonitor", "filter.evil.smudge", "filter.evil.clean", "diff.evil.textconv",
        "diff.evil.command", "diff.external", "core.pager", "core.sshCommand", "core.editor",
        "core.alternateRefsCommand", "alias.ls-tree", "credential.helper",
    ):  # fmt: skip
        git("config", key, str(script))
    index = Path(".git/index").read_bytes()
    ran.unlink(missing_ok=True)
    assert git.since("main").code == 1
    assert not ran.exists()
    assert Path(".git/index").read_bytes() == index


def test_submodules(git: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    inner = tmp_path_factory.mktemp("inner")
    git("init", "-q", "-b", "main", cwd=str(inner))
    (inner / "main.tf").write_text(DB % ("inner", "true"))
    git("add", "-A", cwd=str(inner))
    git("commit", "-qm", "one", cwd=str(inner))
    git.commit(main_tf=DB % ("old", "true"))
    git("submodule", "--quiet", "add", inner.as_uri(), "sub")
    git.commit()
    now = git.since("main")
    assert now.code == 0
    assert addresses(standings(now)["persisting"]) == {
        "aws_db_instance.inner", "aws_db_instance.old",
    }  # fmt: skip
    Path("sub/new.tf").write_text(DB % ("new", "true"))
    git("add", "-A", cwd="sub")
    git("commit", "-qm", "two", cwd="sub")
    git("add", "sub")
    now = git.since("main")
    assert now.err == ""
    assert addresses(standings(now)["new"]) == {"aws_db_instance.new"}
    # It has a configuration and revisions of its own.
    Path("linked").symlink_to("sub")
    for name in ("sub", "sub/new.tf", "linked", "linked/new.tf"):
        done = git.since("main", name)
        assert done.code == 2
        assert f"{name}: lies in a repository of its own (a submodule)" in done.err


def test_what_decides_does_not_come_from_a_submodule(
    git: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    inner = tmp_path_factory.mktemp("inner")
    git("init", "-q", "-b", "main", cwd=str(inner))
    (inner / "rules").mkdir()
    (inner / "rules/own.py").write_text("")
    text = "title: ours\nselect: {rules: ['*']}\n"
    (inner / "policy.yaml").write_text(text)
    (inner / "gate.yaml").write_text("policy: policy.yaml\n")
    (inner / "known.json").write_text('{"schema": "trueup-baseline/1", "findings": []}')
    git("add", "-A", cwd=str(inner))
    git("commit", "-qm", "one", cwd=str(inner))
    git.commit(main_tf=DB % ("old", "true"))
    git("submodule", "--quiet", "add", inner.as_uri(), "sub")
    Path("linked").symlink_to("sub")
    git.commit(
        **{
            "ci/gate.yaml": "policy: ../sub/policy.yaml\n",
            "ci/extends.yaml": "title: ours\nextends: [../sub/policy.yaml]\n",
            "ci/rules.yaml": "rules: [../sub/rules]\n",
        }
    )
    ran = Path(tmp_path_factory.mktemp("ran") / "ran")
    git("checkout", "-q", "-b", "feature")
    Path("main.tf").write_text(DB % ("new", "true"))
    Path("sub/rules/own.py").write_text(f"open({str(ran)!r}, 'w')\n")
    git("commit", "-qam", "two", cwd="sub")
    git.commit()
    for words in (
        ("--rules", "sub/rules"),
        ("--rules", "sub"),
        ("--rules", "linked/rules"),
        ("--policy", "sub/policy.yaml"),
        ("--config", "sub/gate.yaml"),
        ("--baseline", "sub/known.json"),
        ("--config", "ci/gate.yaml"),
        ("--config", "ci/rules.yaml"),
        ("--policy", "ci/extends.yaml"),
    ):
        done = git.since("main", *words)
        assert done.code == 2, words
        assert "lies in the submodule sub, whose commit the change may choose" in done.err
        assert not ran.exists()
    # Neither from one that the change makes a folder of, nor from one that it adds.
    git("submodule", "--quiet", "add", inner.as_uri(), "added")
    assert "the submodule added" in git.since("main", "--rules", "added/rules").err
    git("rm", "-q", "-f", "--cached", "sub")
    Path("sub/.git").unlink()
    git.commit()
    assert "the submodule sub" in git.since("main", "--rules", "sub/rules").err
    assert not ran.exists()


def test_what_decides_does_not_come_by_a_link_that_the_change_leads_elsewhere(
    git: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ran = Path(tmp_path_factory.mktemp("ran") / "ran")
    rule = (ROOT / "rules/aws/aws_db_instance_public.py").read_text()
    Path("linked").symlink_to("chain")
    Path("chain").symlink_to("own")
    git.commit(main_tf=DB % ("old", "true"), **{"own/rules/own.py": rule})
    git("checkout", "-q", "-b", "feature")
    assert "the change leads" not in git.since("main", "--rules", "linked/rules").err
    Path("chain").unlink()
    Path("chain").symlink_to("evil")
    git.commit(**{"evil/rules/own.py": f"open({str(ran)!r}, 'w')\n"})
    done = git.since("main", "--rules", "linked/rules")
    assert done.code == 2
    assert "linked/rules: the change leads a link on the way to it elsewhere" in done.err
    Path("linked").unlink()
    git.commit(**{"linked/rules/own.py": f"open({str(ran)!r}, 'w')\n"})
    assert git.since("main", "--rules", "linked/rules").code == 2
    assert not ran.exists()


def test_installed_modules(git: Repository) -> None:
    call = 'module "db" {\n  source  = "%s/db/aws"\n  version = "%s"\n}\n'
    git.commit(main_tf=call % ("one", "1.0.0"), **{".gitignore": ".terraform\n"})
    installed = Path(".terraform/modules/db")
    installed.mkdir(parents=True)
    (installed / "main.tf").write_text(DB % ("in", "true"))
    entry = {"Key": "db", "Source": "one/db/aws", "Version": "1.0.0", "Dir": str(installed)}
    Path(".terraform/modules/modules.json").write_text(json.dumps({"Modules": [entry]}))
    now = git.since("main")
    assert now.code == 0
    assert addresses(standings(now)["persisting"]) == {"module.db.aws_db_instance.in"}
    assert notes(now) == {}
    Path("main.tf").write_text(call % ("one", "2.0.0"))
    now = git.since("main")
    assert now.code == 1
    assert addresses(standings(now)["new"]) == {"module.db.aws_db_instance.in"}
    assert "1 module that main calls otherwise" in notes(now)["since-module"]


@pytest.mark.parametrize("linked", [False, True])
def test_modules_that_the_change_commits_are_its_own(git: Repository, linked: bool) -> None:
    git.commit(main_tf='module "db" {\n  source  = "one/db/aws"\n  version = "1.0.0"\n}\n')
    entry = {
        "Key": "db",
        "Source": "one/db/aws",
        "Version": "1.0.0",
        "Dir": ".terraform/modules/db",
    }
    top = Path("elsewhere" if linked else ".terraform")
    (top / "modules/db").mkdir(parents=True)
    (top / "modules/db/main.tf").write_text(DB % ("in", "true"))
    (top / "modules/modules.json").write_text(json.dumps({"Modules": [entry]}))
    if linked:
        Path(".terraform").symlink_to("elsewhere")
    git("checkout", "-q", "-b", "feature")
    git.commit()
    now = git.since("main")
    assert now.code == 1
    assert "module.db.aws_db_instance.in" in addresses(standings(now)["new"])


def test_files_that_code_reads(git: Repository) -> None:
    main = """\
resource "aws_s3_bucket" "b" {}
resource "aws_s3_bucket_acl" "b" {
  bucket = aws_s3_bucket.b.id
  acl    = trimspace(file("${path.module}/../texts/acl.anything"))
}
"""
    git.commit(**{"app/main.tf": main, "texts/acl.anything": "public-read\n"})
    rule = "aws-s3-bucket-public-acl"
    now = git.since("main", "app")
    assert now.code == 0
    assert rule in {s.split("|")[0] for s in standings(now)["persisting"]}
    Path("texts/acl.anything").write_text("private\n")
    assert rule in {s.split("|")[0] for s in standings(git.since("main", "app"))["resolved"]}


def test_files_that_code_lists(git: Repository) -> None:
    main = (DB % ("db", "true")).replace("{\n", '{\n  for_each = fileset("names", "*.x")\n', 1)
    git.commit(**{"main.tf": main, "names/a.x": ""})
    assert git.since("main").code == 0
    Path("names/b.x").touch()
    now = git.since("main")
    assert addresses(standings(now)["new"]) == {'aws_db_instance.db["b.x"]'}


def test_charts_are_rendered_in_both(
    git: Repository, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a helm that prints what a file of the chart, of no name that trueup knows, holds."""
    folder = tmp_path_factory.mktemp("helm")
    helm = folder / "helm"
    helm.write_text(
        "#!/bin/sh\nprintf -- '---\\n# Source: shop/templates/p.yaml\\n'\ncat pod.txt\n"
    )
    helm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    pod = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n"
        "  containers: [{name: c, image: 'x:1', securityContext: {privileged: %s}}]\n"
    )
    chart = "apiVersion: v2\nname: shop\nversion: 1.0.0\n"
    template = "kind: {{ .Values.kind }}\n"
    git.commit(**{"Chart.yaml": chart, "templates/p.yaml": template, "pod.txt": pod % "false"})
    assert git.since("main", "--render").code == 0
    Path("pod.txt").write_text(pod % "true")
    now = git.since("main", "--render")
    assert now.code == 1
    assert addresses(standings(now)["new"]) == {"Pod/-/p"}


def test_what_could_not_be_read_before_counts_as_new(git: Repository) -> None:
    git.commit(main_tf=DB % ("old", "true") + "resource {\n", other_tf=DB % ("other", "true"))
    Path("main.tf").write_text(DB % ("old", "true"))
    now = git.since("main")
    assert "1 error in main" in notes(now)["since-incomplete"]
    assert now.report["summary"]["complete"]
    # What cannot be read now may still be there: it is not told as fixed.
    git.commit()
    Path("main.tf").write_text("resource {\n")
    broken = git.since("main")
    assert broken.code == 3
    assert broken.report["gone"] == []


def test_other_kinds_of_input(git: Repository) -> None:
    pod = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: web}\nspec:\n"
        "  containers: [{name: c, image: 'x:1', securityContext: {privileged: %s}}]\n"
    )
    git.commit(
        **{
            "pod.yaml": pod % "false",
            "Dockerfile": "FROM alpine:3.20\nUSER app\n",
            ".github/workflows/ci.yml": "on: push\njobs: {}\n",
        }
    )
    assert git.since("main").code == 0
    Path("pod.yaml").write_text(pod % "true")
    now = git.since("main")
    assert now.code == 1
    assert {s.split("|")[2] for s in standings(now)["new"]} == {"Pod/web/p"}


def test_inputs_that_have_no_revision(git: Repository, trueup: Trueup) -> None:
    plan = '{"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {}}'
    git.commit(main_tf=DB % ("old", "true"), **{"plan.json": plan})
    assert git.since("main").code == 0
    for words in (("plan.json",), (".", "plan.json")):
        done = git.since("main", *words)
        assert done.code == 2
        assert "a plan or state has no earlier revision" in done.err
    assert "standard input has no earlier revision" in git.since("main", "-").err
    live = trueup("scan", "--live", "aws", "--since", "main")
    assert live.code == 2
    assert "--since compares revisions of files" in live.err


def test_the_folder_for_temporary_files_lies_elsewhere(
    git: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    monkeypatch.setattr("tempfile.tempdir", str(Path.cwd()))
    done = git.since("main")
    assert done.code == 2
    assert "set TMPDIR to one elsewhere" in done.err


def test_no_room_for_the_revision(git: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    git.commit(main_tf=DB % ("old", "true"))

    def full(_descriptor: int, _data: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("scanner.load.revision.os.write", full)
    done = git.since("main")
    assert done.code == 2
    assert "No space left on device; make room, or set TMPDIR to another folder" in done.err


def test_where_a_revision_is_written(git: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    files = Git(str(Path.cwd())).files("HEAD")
    assert revision.place_for(files) is None  # TMPDIR is set
    monkeypatch.delenv("TMPDIR")
    monkeypatch.setattr(revision, "_MEMORY", str(Path.cwd()))
    assert revision.place_for(files) == str(Path.cwd())
    monkeypatch.setattr(revision, "_MAX_IN_MEMORY", 4095)
    assert revision.place_for(files) is None
    monkeypatch.setattr(revision, "_MEMORY", "/nowhere")
    assert revision.place_for({}) is None


def test_limits_of_a_revision(git: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = 'output "x" {\n  value = file("${path.module}/a.bin")\n}\n'
    git.commit(main_tf=DB % ("old", "true") + reads, **{"a.bin": "1", "b.bin": "22"})
    monkeypatch.setattr(revision, "MAX_OTHERS", 1)
    now = git.since("main")
    assert now.code == 0
    assert notes(now)["since-files-left-out"].endswith("; left out of it: 1")
    monkeypatch.setattr(revision, "MAX_FILES", 1)
    assert "it has more than 1 files" in git.since("main").err
    monkeypatch.setattr(revision, "MAX_FILES", 100)
    monkeypatch.setattr(revision, "MAX_TOTAL", 1)
    assert "git cannot read this revision" in git.since("main").err


def test_a_file_that_is_too_large_is_so_in_both(
    git: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    git.commit(main_tf=DB % ("old", "true"), **{"large.yaml": "x: y\n" * 1000})
    monkeypatch.setattr(revision, "_TOO_LARGE", 1000)
    assert git.since("main").code == 0


def test_a_run_that_is_asked_to_end_leaves_nothing(
    git: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    before = signal.getsignal(signal.SIGTERM)

    def cancelled(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr("scanner.load.discover._Walk.finish_links", cancelled)
    with pytest.raises(SystemExit) as stop:
        git.since("main")
    assert stop.value.code == 128 + signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) is before


def test_environments_of_the_command_line_of_which_one_is_new(git: Repository) -> None:
    variable = 'variable "open" {\n  default = false\n}\n'
    git.commit(main_tf=DB % ("db", "var.open"), variables_tf=variable, a_tfvars="open = true\n")
    Path("b.tfvars").write_text("open = true\n")
    words = ["--matrix"]
    for name in "ab":
        words += ["--workspace", name, "--var-file", f"{name}.tfvars"]
    assert git.since("main", *words[:5]).code == 0
    now = git.since("main", *words)
    assert now.code == 1


def test_git_that_takes_for_ever(
    git: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    folder = tmp_path_factory.mktemp("slow")
    program = folder / "git"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("scanner.load.git.SECONDS", 0.2)
    done = git.since("main")
    assert done.code == 2
    assert "git rev-parse took more than 0.2 s" in done.err


def test_a_repository_that_is_none(git: Repository) -> None:
    Path(".git").rename("elsewhere")
    Path(".git").mkdir()
    done = git.since("main")
    assert done.code == 2
    assert "fatal: not a git repository" in done.err


def test_sparse_checkouts(git: Repository) -> None:
    git.commit(app__main_tf=DB % ("app", "true"), other__main_tf=DB % ("other", "true"))
    git("sparse-checkout", "set", "app")
    assert not Path("other").exists()
    now = git.since("main")
    assert {k for k, v in standings(now).items() if v} == {"persisting"}


# ---- formats ----------------------------------------------------------------------------------


def test_sarif_holds_all_that_is_found_and_the_audit_how_it_stands(
    git: Repository, trueup: Trueup
) -> None:
    git.commit(main_tf=DB % ("old", "true") + DB % ("mended", "true"))
    Path("main.tf").write_text(DB % ("old", "true") + DB % ("new", "true"))
    whole = json.loads(trueup("scan", "--format", "sarif").out)["runs"][0]["results"]
    since = trueup("scan", "--since", "main", "--format", "sarif")
    assert json.loads(since.out)["runs"][0]["results"] == whole
    audit = trueup("scan", "--since", "main", "--format", "sarif-audit").out
    states = {
        result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]: result["baselineState"]
        for result in json.loads(audit)["runs"][0]["results"]
    }
    assert states == {
        "aws_db_instance.old": "unchanged",
        "aws_db_instance.new": "new",
        "aws_db_instance.mended": "absent",
    }
    # As a baseline, the audit file does not know what is mended.
    Path("known.sarif").write_text(audit)
    Path("main.tf").write_text(DB % ("mended", "true") + DB % ("new", "true"))
    now = trueup("scan", "--baseline", "known.sarif", "--format", "json").report["results"]
    kinds = {one["resource"]["address"]: one["kind"] for one in now}
    assert kinds == {"aws_db_instance.mended": "fail", "aws_db_instance.new": "suppressed"}


def test_json_fits_its_schema(git: Repository) -> None:
    import jsonschema

    schema = json.loads((ROOT / "docs/report.schema.json").read_text())
    git.commit(main_tf=DB % ("old", "true") + DB % ("mended", "true"))
    Path("main.tf").write_text(DB % ("old", "true") + DB % ("new", "true"))
    report = git.since("main").report
    jsonschema.validate(report, schema)
    assert [one["identity"] for one in report["gone"]] == [
        f"{PUBLIC}|.|aws_db_instance.mended|publicly_accessible"
    ]


def test_the_commands_of_the_document_run(git: Repository, trueup: Trueup) -> None:
    text = (ROOT / "docs/since.md").read_text()
    lines = [line[2:] for line in text.splitlines() if line.startswith("$ ")]
    assert len(lines) > 3
    git.commit(infrastructure__main_tf=DB % ("old", "true"))
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    git("tag", "v1.4.0")
    for line in lines:
        words = shlex.split(line)
        assert words[0] == "trueup"
        done = trueup(*words[1:])
        assert done.code == 0, f"{line}: {done.err}"
        assert ": 0 new, 0 fixed, 1 unchanged\n" in done.out


# ---- beside two scans -------------------------------------------------------------------------

BLOCKS = st.dictionaries(
    st.tuples(st.sampled_from(("a.tf", "b.tf", "app/main.tf", "mod/main.tf")), st.integers(0, 3)),
    st.sampled_from(("true", "false", "var.open", "each")),
    max_size=6,
)
STATE = st.tuples(BLOCKS, st.booleans(), st.sampled_from(("", "./mod", "./app")))


def write(blocks: dict[tuple[str, int], str], open_: bool, called: str) -> None:
    for path in Path.cwd().rglob("*.tf"):
        path.unlink()
    texts: dict[str, str] = {}
    for (path, number), value in sorted(blocks.items()):
        text = DB % (f"{path[:3].strip('./')}{number}", "true" if value == "each" else value)
        if value == "each":
            text = text.replace("{\n", '{\n  for_each = toset(["x", "y"])\n', 1)
        texts[path] = texts.get(path, "") + text
    for path in texts:
        folder = os.path.dirname(path)
        name = os.path.join(folder, "variables.tf")
        texts = {**texts, name: f'variable "open" {{\n  default = {str(open_).lower()}\n}}\n'}
    if called:
        texts["call.tf"] = f'module "it" {{\n  source = "{called}"\n  open   = true\n}}\n'
    for path, text in texts.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text)


def failing(outcome: Outcome) -> set[str]:
    return {
        one["identity"]
        for result in outcome.report["results"]
        for one in result["instances"]
        if one["kind"] == "fail"
    }


@given(before=STATE, after=STATE)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_as_two_scans_tell_it(git: Repository, trueup: Trueup, before: Any, after: Any) -> None:
    write(*before)
    git.commit()
    first = trueup("scan", "--format", "json")
    write(*after)
    second = trueup("scan", "--format", "json")
    compared = git.since("HEAD")
    old, now = failing(first), failing(second)
    errors = {d["code"] for d in second.report["diagnostics"] if d["level"] == "error"}
    # Where nothing is left to scan, all is gone.
    incomplete = bool(errors - {"no-input"})
    assert standings(compared) == {
        "new": now - old,
        "persisting": now & old,
        "resolved": set() if incomplete else old - now,
    }
    if not incomplete:
        assert compared.code == (1 if now - old else 3 if errors else 0)


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


def test_a_folder_of_code_that_a_change_makes_a_link(git: Repository) -> None:
    git.commit(**{"infra/main.tf": DB % ("db", "false")})
    git("mv", "infra", "other")
    Path("infra").symlink_to("other")
    Path("other/a.auto.tfvars").write_text("")
    git("add", "-A")
    now = git.since("main")
    assert now.code == 0, now.err
    assert not standings(now)["new"]


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
