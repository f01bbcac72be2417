"""The corpus of the benchmark is always the same, and as large as it says."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """bench/corpus.py, which imports its neighbour as a program does."""
    monkeypatch.syspath_prepend(str(BENCH))
    spec = importlib.util.spec_from_file_location("corpus", BENCH / "corpus.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.delitem(sys.modules, "modules")
    return module


def read(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.tf")}


@pytest.mark.parametrize("files", [48, 53, 1000])
def test_as_many_files_as_asked_for(corpus: ModuleType, tmp_path: Path, files: int) -> None:
    assert corpus.generate(tmp_path, files) == files
    assert len(read(tmp_path)) == files


def test_always_the_same(corpus: ModuleType, tmp_path: Path) -> None:
    for name in ("a", "b"):
        corpus.generate(tmp_path / name, 200)
    assert read(tmp_path / "a") == read(tmp_path / "b")
    corpus.generate(tmp_path / "c", 200, seed=1)
    assert read(tmp_path / "a") != read(tmp_path / "c")


def test_variety(corpus: ModuleType, tmp_path: Path) -> None:
    corpus.generate(tmp_path, 200)
    text = "".join(read(tmp_path).values())
    assert len(set(re.findall(r'^resource "(\w+)"', text, re.MULTILINE))) >= 25
    for name, page in read(tmp_path).items():
        for source in re.findall(r'source\s+= "(\.[^"]+)"', page):
            assert (tmp_path / name).parent.joinpath(source).resolve().is_dir(), (name, source)
