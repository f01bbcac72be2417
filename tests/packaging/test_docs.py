"""The documents say what is so: their commands, options, files and links exist."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")]
DOCUMENTS += sorted((ROOT / "docs").glob("*.md"))
FENCE = re.compile(r"^\s*```(\w*)\n(.*?)^\s*```", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[tuple[str, str]]:
    """(document, text) of every fenced block in a language."""
    return [
        (document.name, text)
        for document in DOCUMENTS
        for found, text in FENCE.findall(document.read_text())
        if found == language
    ]


def commands() -> list[tuple[str, ...]]:
    """Every command line of the console blocks, without its comment."""
    lines = [line for _, text in blocks("console") for line in text.splitlines()]
    lines = [part for line in lines if "$ " in line for part in line.strip()[2:].split(" | ")]
    words = [shlex.split(line, comments=True) for line in lines]
    return sorted({tuple(found) for found in words})


@cache
def help_of(*words: str) -> str:
    """What ``trueup WORDS --help`` prints."""
    done = subprocess.run(
        [sys.executable, "-m", "scanner.cli.main", *words, "--help"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, f"trueup {' '.join(words)}: {done.stderr}"
    return done.stdout


def test_there_are_commands() -> None:
    assert len([words for words in commands() if words[0] == "trueup"]) > 8


@pytest.mark.parametrize("words", [w for w in commands() if w[0] == "trueup"], ids=" ".join)
def test_commands_and_options_exist(words: tuple[str, ...]) -> None:
    if len(words) == 1 or words[1].startswith("-"):
        text = help_of()
    elif words[1] in ("rules", "policies", "baseline", "packs") or words[1:2] + words[2:3] in (
        ("history", "audit"),
        ("history", "finding"),
        ("history", "prune"),
    ):
        text = help_of(*words[1:3])
    else:
        text = help_of(words[1])
    for option in (word.partition("=")[0] for word in words if word.startswith("--")):
        assert re.search(rf"{option}\b", text), option


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {words[1] for words in commands() if words[0] == "make"}
    texts = "".join(document.read_text() for document in DOCUMENTS)
    named |= set(re.findall(r"`make ([a-z]+)`", texts))
    assert {"demo", "test", "proof", "bench"} <= named
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
        if not target.startswith(("http://", "https://", "#")):
            assert (document.parent / target.partition("#")[0]).exists(), target


def test_folders_and_rooms_exist() -> None:
    rooms = re.findall(r"^\| (`[^|]*) \|", (ROOT / "docs" / "architecture.md").read_text(), re.M)
    named = set(re.findall(r"`([^`]+)`", "".join(rooms)))
    pack = ROOT / "scanner" / "packs" / "checkov"
    for path in named:
        assert (ROOT / path).exists() or (pack / path).exists(), path
    modules = {path.name for path in pack.glob("*.py")} - {"__init__.py"}
    assert modules <= named, modules - named


def test_the_import_contract_is_as_documented() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contract = project["tool"]["importlinter"]["contracts"][0]["layers"]
    text = (ROOT / "docs" / "architecture.md").read_text().partition("## Imports go one way")[2]
    assert FENCE.findall(text)[0][1].strip().splitlines() == contract


def test_configuration_examples_fit_the_schema() -> None:
    from scanner.settings import load_schema, problems

    examples = {name: text for name, text in blocks("yaml") if not text.startswith("permissions")}
    assert {"README.md", "configuration.md"} <= set(examples)
    for _, text in blocks("yaml"):
        values = yaml.load(text, yaml.BaseLoader)
        if "steps" in values or "repos" in values:
            continue
        schema = load_schema("policy" if "title" in values else "config")
        assert list(problems(values, schema)) == []


def test_every_key_of_the_configuration_is_documented() -> None:
    from scanner.settings import load_schema

    table = re.findall(
        r"^\| `(\w+)` \| (yes|no) ", (ROOT / "docs/configuration.md").read_text(), re.M
    )
    assert {name for name, _ in table} == set(load_schema("config")["properties"])


def test_the_trust_of_each_key_is_as_documented() -> None:
    from scanner.cli import config

    table = re.findall(
        r"^\| `(\w+)` \| (yes|no) ", (ROOT / "docs/configuration.md").read_text(), re.M
    )
    assert {name for name, trusted in table if trusted == "yes"} == config._IN_TREE


def test_the_inputs_of_the_action_are_documented() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    readme = (ROOT / "README.md").read_text()
    table = re.findall(r"^\| `([\w-]+)` \| (?:`([^`]+)`)? ?\|", readme, re.MULTILINE)
    documented = {name: default for name, default in table if name in action["inputs"]}
    assert documented == {name: entry["default"] for name, entry in action["inputs"].items()}
    for output in action["outputs"]:
        assert f"`{output}`" in readme


def test_the_drift_classes_are_documented() -> None:
    from scanner.outcome import DriftClass

    table = (ROOT / "docs" / "drift.md").read_text()
    assert {f"`{one.value}`" for one in DriftClass} <= set(re.findall(r"`\w+`", table))


def test_the_example_rule_is_a_rule(tmp_path: Path) -> None:
    from scanner.rulebook import load_rule

    (text,) = [text for _, text in blocks("python") if "@rule(" in text]
    path = tmp_path / "example_rule.py"
    path.write_text("\n".join(line.removeprefix("   ") for line in text.splitlines()) + "\n")
    assert load_rule(str(path)).id == "example-rule"


def texts_of_all() -> str:
    return "".join(document.read_text() for document in DOCUMENTS)


def test_rules_named_in_the_documents_exist() -> None:
    from scanner.rulebook import find_rule, load_rules

    rules = load_rules()
    # Pipelines name other things that look alike.
    texts = re.sub(r"```yml\n.*?```|examples/\S+", "", texts_of_all(), flags=re.DOTALL)
    named = set(
        re.findall(
            r"(?<!-)\b(?:aws|google|kubernetes|dockerfile|github|terraform)-[a-z0-9-]+\b", texts
        )
    )
    # These speak of checks that only Checkov has.
    packs = {"packs.md", "checkov-differences.md"}
    for document in DOCUMENTS:
        if document.name not in packs:
            named |= set(re.findall(r"\bCKV2?_\w+", document.read_text()))
    named -= {"kubernetes-manifests"}
    assert named
    assert {name for name in named if find_rule(rules, name) is None} == set()
