"""The cache of trees: what it keeps, and what it does not trust."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scanner.hcl import cache, parse
from scanner.hcl.cache import parse_cached, prune
from scanner.hcl.json_syntax import parse_json

TEXT = (
    'resource "a" "b" {\n  password = "hunter2"\n  x = [1, 2.5, true, null]\n}\n' * 50 + "c = [\n"
)


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_a_hit_is_what_was_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "new" / "trees"
    first = parse_cached(TEXT, str(folder))
    assert first == parse(TEXT) and first.problems
    (entry,) = entries(folder)
    assert b"hunter2" not in entry.read_bytes()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert entry.stat().st_mode & 0o777 == 0o600

    def never(text: str) -> None:
        raise AssertionError(text)

    monkeypatch.setattr(cache, "parse", never)
    assert parse_cached(TEXT, str(folder)) == first


def test_json_has_entries_of_its_own(tmp_path: Path) -> None:
    text = '{"locals": {"a": "' + "x" * 3000 + '"}}'
    folder = str(tmp_path / "trees")
    assert parse_cached(text, folder, json=True) == parse_json(text)
    assert parse_cached(text, folder) == parse(text)
    assert len(entries(tmp_path / "trees")) == 2


def test_without_a_folder_and_for_small_texts(tmp_path: Path) -> None:
    assert parse_cached(TEXT, None) == parse(TEXT)
    assert parse_cached("a = 1\n", str(tmp_path / "trees")) == parse("a = 1\n")
    assert not (tmp_path / "trees").exists()


def test_a_damaged_entry_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "trees"
    expected = parse_cached(TEXT, str(folder))
    (entry,) = entries(folder)
    whole = entry.read_bytes()
    for damaged in (b"", b"junk", whole[:60], whole[:-1], whole[:-1] + b"!", b"x" + whole):
        entry.write_bytes(damaged)
        assert parse_cached(TEXT, str(folder)) == expected
        assert entry.read_bytes() == whole


def test_an_open_or_linked_folder_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o755)
    assert parse_cached(TEXT, str(folder)) == parse(TEXT)
    assert entries(folder) == []
    real = tmp_path / "real"
    real.mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(real)
    assert parse_cached(TEXT, str(tmp_path / "link")) == parse(TEXT)
    assert entries(real) == []
    (tmp_path / "file").write_text("x")
    assert parse_cached(TEXT, str(tmp_path / "file")) == parse(TEXT)


def test_a_linked_entry_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "trees"
    parse_cached(TEXT, str(folder))
    (entry,) = entries(folder)
    entry.rename(tmp_path / "elsewhere")
    entry.symlink_to(tmp_path / "elsewhere")
    assert parse_cached(TEXT, str(folder)) == parse(TEXT)
    assert not entry.is_symlink()


def test_the_oldest_go_first(tmp_path: Path) -> None:
    for number in range(5):
        path = tmp_path / f"{number}.tree"
        path.write_bytes(b"x" * 100)
        os.utime(path, (number, number))
    (tmp_path / "note.txt").write_bytes(b"x" * 1000)
    prune(str(tmp_path), 250)
    assert [path.name for path in entries(tmp_path)] == ["3.tree", "4.tree", "note.txt"]
    prune(str(tmp_path / "missing"))
