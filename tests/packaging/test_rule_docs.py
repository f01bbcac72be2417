"""What is generated from the rules is what the rules say now, and the index says no less."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from scanner import rulebook
from scanner.rulebook import load_rule, load_rules

ROOT = Path(__file__).resolve().parents[2]
HINT = "out of date; run `make docs` and commit what it writes"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    return program("generate")


def program(name: str) -> ModuleType:
    """docs/NAME.py, which is a program and no part of a package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_files_are_fresh(generator: ModuleType) -> None:
    wanted = generator.generated(generator.load())
    stale = [p.name for p, text in wanted.items() if not p.exists() or p.read_text() != text]
    assert not stale, HINT
    assert set(generator.PAGES.glob("*.md")) <= set(wanted), HINT


def test_the_index_gives_the_rules_that_their_files_give() -> None:
    for rule in load_rules():
        whole = load_rule(rule.path)
        for name in ("id", "on", "severity", "title", "platform", "confidence", "path"):
            assert getattr(rule, name) == getattr(whole, name), rule.id
        assert rule.aliases == whole.aliases
        assert rule.related_ids == whole.related_ids
        assert json.dumps(rule.parameters) == json.dumps(whole.parameters)
        assert (rule.fix, rule.bad, rule.description) == (whole.fix, whole.bad, whole.description)


def copy_of_the_rules(folder: Path) -> Path:
    copy = folder / "rules"
    shutil.copytree(ROOT / "rules", copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def test_only_the_files_of_rules_that_are_asked_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_of_the_rules(tmp_path)
    monkeypatch.setattr(rulebook, "data_folder", lambda name: str(copy))
    ran: list[str] = []
    real = rulebook.load_rule

    def load(path: str) -> object:
        ran.append(path)
        return real(path)

    monkeypatch.setattr(rulebook, "load_rule", load)
    rules = load_rules()
    assert ran == []
    assert rules[0].fix
    assert rules[0].good
    assert ran == [rules[0].path]


def test_a_rule_that_changed_to_the_same_length_is_read_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_of_the_rules(tmp_path)
    monkeypatch.setattr(rulebook, "data_folder", lambda name: str(copy))
    path = copy / "aws" / "aws_db_instance_unencrypted.py"
    path.write_text(path.read_text().replace('on="aws_db_instance"', 'on="aws_db_elsewhere"'))
    path.write_text(path.read_text().replace("HIGH", "LOW "))
    size = json.loads((copy / "index.json").read_text())[f"aws/{path.name}"]["size"]
    path.write_text(path.read_text().ljust(size, "\n")[:size])
    later = (copy / "index.json").stat().st_mtime + 60
    os.utime(path, (later, later))
    assert path.stat().st_size == size
    found = {rule.id: rule for rule in load_rules()}
    assert found["aws-db-instance-unencrypted"].on == ("aws_db_elsewhere",)


def test_a_rule_that_changed_since_is_read_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_of_the_rules(tmp_path)
    monkeypatch.setattr(rulebook, "data_folder", lambda name: str(copy))
    path = copy / "aws" / "aws_db_instance_unencrypted.py"
    path.write_text(path.read_text().replace('on="aws_db_instance"', 'on=["aws_db_instance", "x"]'))
    (copy / "aws" / "aws_new_rule.py").write_text(path.read_text())
    found = {rule.id: rule for rule in load_rules()}
    assert found["aws-db-instance-unencrypted"].on == ("aws_db_instance", "x")
    assert found["aws-new-rule"].on == ("aws_db_instance", "x")


@pytest.mark.parametrize("text", ["", "{", "[]", "\udc80"])
def test_a_broken_index_costs_only_time(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_of_the_rules(tmp_path)
    (copy / "index.json").write_text(text, errors="surrogateescape")
    monkeypatch.setattr(rulebook, "data_folder", lambda name: str(copy))
    assert len(load_rules()) == len(list(copy.glob("*/*.py")))


def test_the_reference_is_fresh() -> None:
    wanted = program("generate_reference").generated()
    stale = [p.name for p, text in wanted.items() if not p.exists() or p.read_text() != text]
    assert not stale, HINT


def test_the_reference_explains_every_key_and_option() -> None:
    wanted = program("generate_reference").generated()
    rows = [row for text in wanted.values() for row in text.splitlines() if row.startswith("| `")]
    assert len(rows) > 100
    assert [row for row in rows if row.endswith("|  |")] == []
