"""Judging stays a small part of a scan, and a long rulebook a small part of a start.

`make bench` measures both against their goals (a fifth, 0.06 s); the ceilings here are what no busy
machine should break, and what a careless change would.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
MOST_OF_SCAN = 0.3
MOST_ADDED = 0.15


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> object:
    """A program of bench/ as a module; it imports its neighbours as a program does."""
    monkeypatch.syspath_prepend(str(BENCH))

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, BENCH / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        monkeypatch.delitem(sys.modules, "modules", raising=False)
        return module

    return load


def test_judging_is_a_small_part_of_a_scan(load, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    corpus, judging = load("corpus"), load("judging")
    compiled = {"PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}
    corpus.generate(tmp_path / "few", 100)
    judging.share(tmp_path / "few", 1, compiled)  # compiles what the next ones run
    corpus.generate(tmp_path / "many", 1000)
    found = judging.share(tmp_path / "many", 1, compiled)
    print(f"judging: {found:.1%} of the scan's CPU time")
    assert 0 < found < MOST_OF_SCAN


def test_all_rules_hardly_delay_a_start(load, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    compiled = {"PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}
    more = load("judging").added(tmp_path, 4, compiled)
    print(f"a start takes {more:.3f} s CPU more with all rules")
    assert more < MOST_ADDED
