"""The pack against Checkov itself where code is not as plain as an example."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import mutated_examples
import pytest
import realistic_terraform
from checkov_proof import agreement, trueup

from scanner.model import Kind, Resource
from scanner.packs.checkov.agreement import Cause
from scanner.packs.checkov.verdicts import Ran, run_pack

pytestmark = pytest.mark.proof

OURS = (Cause.ONLY_CHECKOV, Cause.PACK_SILENT)
"""Causes that are no lack of Checkov's."""


def verify(folder: Path, python: str) -> tuple[list[str], dict[str, int]]:
    """The lines that it prints, and how often each cause made them differ."""
    done = trueup("packs", "verify", "checkov", str(folder), "--checkov-python", python)
    assert done.returncode in (0, 1), done.stdout[-2000:] + done.stderr
    lines = done.stdout.splitlines()
    found = (re.fullmatch(r"\s+(\d+) x (.*)", line) for line in lines)
    return lines, {one[2]: int(one[1]) for one in found if one}


def inside(lines: Iterable[str]) -> tuple[float, int]:
    return agreement(next(line for line in lines if line.startswith("in local modules")))


def test_code_as_teams_write_it(checkov: str, tmp_path: Path) -> None:
    assert realistic_terraform.write(tmp_path, 12) > 500
    lines, causes = verify(tmp_path, checkov)
    assert not {cause.value for cause in OURS} & set(causes), lines
    percent, total = inside(lines)
    assert percent >= 95, lines
    assert total > 1_300
    percent, total = agreement(lines[-1])
    assert percent >= 96, lines
    assert total > 900


def test_values_written_in_another_way(checkov: str, tmp_path: Path) -> None:
    mutated_examples.write(tmp_path, 700, 7, ("aws", "google", "azure"))
    lines, _ = verify(tmp_path, checkov)
    percent, total = agreement(lines[-1])
    assert percent >= 98.5, lines
    assert total > 2_500


# ---- a conditional is judged as its arms ---------------------------------------------------------


def judge(folder: Path, python: str) -> dict[str, dict[str, Kind]]:
    """What is said of the resources of each root: check and address -> verdict."""
    from scanner.cli.files import load
    from scanner.load.discover import discover
    from scanner.project import find_project

    project = find_project()
    loaded = load(discover([str(folder)], project, ()), project, None, "default", ())
    ran: Ran = run_pack(loaded.resources, python, (), ())
    assert ran.diagnostics == ()
    found: dict[str, dict[str, Kind]] = {}
    for one in ran.findings:
        said = found.setdefault(root_of(one.resource), {})
        said[f"{one.rule.id} {one.resource.address}"] = one.kind
    return found


def root_of(resource: Resource) -> str:
    return os.path.basename(os.path.dirname(resource.source.locate(()).path))


OTHERS = {"true": "false", "false": "true"}
WORDS = ("one", "other", "either")


def conditionals() -> Iterator[tuple[str, str, str]]:
    """Every example with a truth value in it, with the other one, and with a conditional of both
    on what nobody knows."""
    for _, text in mutated_examples.examples(("aws",)):
        for start, end in mutated_examples.values(text):
            value = text[start:end]
            # Those of a lifecycle must be written out.
            if value in OTHERS and "lifecycle" not in text:
                other = OTHERS[value]
                either = f"var.unset ? {value} : {other}"
                one, two, both = (
                    f"{text[:start]}{new}{text[end:]}" for new in (value, other, either)
                )
                yield one, two, both


def wanted(kinds: set[Kind | None]) -> Kind | None:
    """What is to be said of a conditional, by what is said of its arms."""
    if kinds <= {Kind.PASS, None}:
        return Kind.PASS
    return next(iter(kinds)) if len(kinds) == 1 else Kind.OPEN


def test_a_conditional_is_judged_as_each_of_its_arms(checkov: str, tmp_path: Path) -> None:
    number = 0
    for number, texts in enumerate(conditionals(), 1):
        for word, text in zip(WORDS, texts, strict=True):
            root = tmp_path / f"{number}-{word}"
            root.mkdir()
            (root / "main.tf").write_text(f'{text}\nvariable "unset" {{}}\n')
    assert number > 200
    said = judge(tmp_path, checkov)
    counts: dict[Kind | None, int] = {}
    for index in range(1, number + 1):
        one, other, either = (said.get(f"{index}-{word}", {}) for word in WORDS)
        for key in {*one, *other, *either}:
            expected = wanted({one.get(key), other.get(key)})
            assert either.get(key) is expected, (index, key)
            counts[expected] = counts.get(expected, 0) + 1
    assert counts[Kind.PASS] > 500
    assert counts[Kind.FAIL] > 500
    assert counts[Kind.OPEN] > 200
