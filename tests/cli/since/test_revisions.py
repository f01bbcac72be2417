"""`trueup scan --since REF`: which revision it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from since_repository import DB, Repository, addresses, standings


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
