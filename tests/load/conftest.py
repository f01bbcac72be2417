"""A small repository to load from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scanner.project import Project, find_project

Write = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A repository in a folder of its own; nothing above it counts."""
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    return find_project(str(root))


@pytest.fixture
def write(project: Project) -> Write:
    """``write("a/b.yaml", text)`` puts a file below the repository and gives its absolute path."""

    def put(name: str, content: str | bytes = "") -> str:
        path = Path(project.root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data)
        return str(path)

    return put
