"""`trueup scan --since REF`: as two scans tell it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from since_repository import DB, Repository, Trueup, standings

from tests.cli.conftest import Outcome

BLOCKS = st.dictionaries(
    st.tuples(st.sampled_from(("a.tf", "b.tf", "app/main.tf", "mod/main.tf")), st.integers(0, 3)),
    st.sampled_from(("true", "false", "var.open", "each")),
    max_size=6,
)
STATE = st.tuples(BLOCKS, st.booleans(), st.sampled_from(("", "./mod", "./app")))


def write(blocks: dict[tuple[str, int], str], open_: bool, called: str) -> None:
    for path in Path.cwd().rglob("*.tf"):
        path.unlink()
    texts: dict[str, str] = {}
    for (path, number), value in sorted(blocks.items()):
        text = DB % (f"{path[:3].strip('./')}{number}", "true" if value == "each" else value)
        if value == "each":
            text = text.replace("{\n", '{\n  for_each = toset(["x", "y"])\n', 1)
        texts[path] = texts.get(path, "") + text
    for path in texts:
        folder = os.path.dirname(path)
        name = os.path.join(folder, "variables.tf")
        texts = {**texts, name: f'variable "open" {{\n  default = {str(open_).lower()}\n}}\n'}
    if called:
        texts["call.tf"] = f'module "it" {{\n  source = "{called}"\n  open   = true\n}}\n'
    for path, text in texts.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text)


def failing(outcome: Outcome) -> set[str]:
    return {
        one["identity"]
        for result in outcome.report["results"]
        for one in result["instances"]
        if one["kind"] == "fail"
    }


@given(before=STATE, after=STATE)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_as_two_scans_tell_it(git: Repository, trueup: Trueup, before: Any, after: Any) -> None:
    write(*before)
    git.commit()
    first = trueup("scan", "--format", "json")
    write(*after)
    second = trueup("scan", "--format", "json")
    compared = git.since("HEAD")
    old, now = failing(first), failing(second)
    errors = {d["code"] for d in second.report["diagnostics"] if d["level"] == "error"}
    # Where nothing is left to scan, all is gone.
    incomplete = bool(errors - {"no-input"})
    assert standings(compared) == {
        "new": now - old,
        "persisting": now & old,
        "resolved": set() if incomplete else old - now,
    }
    if not incomplete:
        assert compared.code == (1 if now - old else 3 if errors else 0)
