"""A repository to compare revisions of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from since_repository import Repository, Trueup


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
