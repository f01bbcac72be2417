"""`trueup rules new` and `trueup rules test`: rules of one's own."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.cli.new_rule import Demand, value_of, write
from scanner.rule_proof import example_problems, soundness_problems
from scanner.rulebook import load_rule

Trueup = Callable[..., Any]
NEW = ("rules", "new", "bucket-can-be-destroyed", "--on", "aws_s3_bucket")


def problems(text: str) -> list[str]:
    """What is wrong with the rule in a file of this text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.py")
        path.write_text(text)
        rule = load_rule(str(path))
    assert rule.bad
    assert rule.good
    found = [p for text in rule.bad for p in example_problems(rule, text, bad=True)]
    found += [p for text in rule.good for p in example_problems(rule, text, bad=False)]
    return found + [p for text in (*rule.bad, *rule.good) for p in soundness_problems(rule, text)]


def test_a_new_rule_is_written_tested_and_used(trueup: Trueup, tmp_path: Path) -> None:
    why = "One apply deletes every object in it"
    made = trueup(*NEW, "--attribute", "force_destroy", "--is", "false", "--why", why)
    assert made.code == 0, made.err
    assert "trueup rules test rules" in made.out
    tested = trueup("rules", "test", "rules")
    assert tested.code == 0, tested.out
    assert tested.out == "bucket-can-be-destroyed: ok\n1 rules, 0 with problems\n"
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "b" {\n  force_destroy = true\n}\n')
    (tmp_path / "p.yaml").write_text("title: t\nselect: {rules: [bucket-can-be-destroyed]}\n")
    scanned = trueup(
        "scan", ".", "--rules", "rules", "--policy", "p.yaml", "--format", "json"
    ).report
    (result,) = scanned["results"]
    assert result["message"] == "force_destroy is true"
    assert result["location"]["start_line"] == 2


def test_nothing_is_overwritten(trueup: Trueup, tmp_path: Path) -> None:
    assert trueup(*NEW, "--attribute", "a", "--set").code == 0
    again = trueup(*NEW, "--attribute", "b", "--set")
    assert again.code == 2
    assert "is there already" in again.err
    assert '"a"' in (tmp_path / "rules" / "bucket_can_be_destroyed.py").read_text()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--attribute", "a"], "say one thing"),
        (["--attribute", "a", "--set", "--unset"], "say one thing"),
        (["--attribute", "a", "--is", "1", "--is", "x"], "different types"),
        (["--attribute", "a b", "--set"], "is no attribute"),
        (["--attribute", "a", "--set", "--on", "bucket"], "is no resource type"),
        (["--attribute", "a", "--is", "a\tb"], "control character"),
    ],
)
def test_what_cannot_be_a_rule_is_refused(trueup: Trueup, words: list[str], message: str) -> None:
    refused = trueup(*NEW, *words)
    assert refused.code == 2
    assert message in refused.err
    named = trueup("rules", "new", "Bad Name", "--on", "aws_x", "--attribute", "a", "--set")
    assert named.code == 2
    assert "is no name for a rule" in named.err


def test_a_rule_that_does_not_hold_is_told_why(trueup: Trueup, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "wrong.py").write_text(
        '"""Buckets have names."""\n\nfrom scanner import LOW, rule\n\n\n'
        '@rule(on="aws_s3_bucket", severity=LOW, fix="Name it.",\n'
        '      bad=(\'resource "aws_s3_bucket" "x" {}  # here\',),\n'
        '      good=(\'resource "aws_s3_bucket" "x" { acl = "a" }\',))\n'
        "def check(bucket):\n"
        '    if not bucket.is_set("bucket"):\n'
        '        yield bucket.fail("bucket", "has no name")\n'
    )
    tested = trueup("rules", "test", "mine")
    assert tested.code == 1
    assert "good example 1 fails in line 1: has no name" in tested.out
    assert "1 rules, 1 with problems" in tested.out
    (folder / "wrong.py").unlink()
    empty = trueup("rules", "test", "mine")
    assert empty.code == 2
    assert "no rule in it" in empty.err


TYPES = ("aws_s3_bucket", "data.aws_ami", "Deployment", "Rollout.argoproj.io", "ConfigMap")
TEXTS = (
    st.text(min_size=1, max_size=20)
    .map(lambda t: unicodedata.normalize("NFC", t))
    .filter(lambda text: isinstance(value_of(text), str) and text.isprintable())
)
DEMANDS = st.one_of(
    st.builds(Demand, st.sampled_from(["set", "unset"])),
    st.builds(
        lambda test, value: Demand(test, (value,)),
        st.sampled_from(["is", "is-not"]),
        st.booleans() | st.integers(-(10**6), 10**6) | TEXTS,
    ),
    st.builds(
        lambda test, values: Demand(test, tuple(dict.fromkeys(values))),
        st.sampled_from(["is", "is-not"]),
        st.lists(TEXTS, min_size=1, max_size=3),
    ),
    st.builds(
        lambda test, value: Demand(test, (value,)),
        st.sampled_from(["at-least", "at-most"]),
        st.integers(-(10**6), 10**6),
    ),
)


@given(
    st.sampled_from(TYPES),
    st.sampled_from(["size", "spec.replicas", "metadata.labels.team", "a.b.c"]),
    DEMANDS,
    st.text(max_size=40),
)
def test_whatever_is_asked_for_holds(on: str, path: str, demand: Demand, why: str) -> None:
    if not on[0].isupper() and path.startswith("metadata"):
        path = "size"
    assert problems(write("made-up", on, path, demand, "low", why, why)) == []
