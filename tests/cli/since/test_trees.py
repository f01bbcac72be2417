"""`trueup scan --since REF`: whatever lies in a repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from since_repository import DB, ROOT, Repository, addresses, standings


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


def test_a_folder_of_code_that_a_change_makes_a_link(git: Repository) -> None:
    git.commit(**{"infra/main.tf": DB % ("db", "false")})
    git("mv", "infra", "other")
    Path("infra").symlink_to("other")
    Path("other/a.auto.tfvars").write_text("")
    git("add", "-A")
    now = git.since("main")
    assert now.code == 0, now.err
    assert not standings(now)["new"]
