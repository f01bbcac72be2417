"""`trueup scan --since REF`: what code reads beside itself, other inputs, room and time."""

from __future__ import annotations

import errno
import json
import os
import signal
from pathlib import Path

import pytest
from since_repository import DB, Repository, Trueup, addresses, notes, standings

from scanner.load import revision
from scanner.load.git import Git


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
