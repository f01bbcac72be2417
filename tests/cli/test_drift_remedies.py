"""Import blocks and patches in files of their own: new ones, and never applied."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import which

import hcl2
import pytest

from scanner.drift import patch_file
from scanner.model import Kind, Level, Location, Origin, Rule, RuleBody
from scanner.outcome import Drift, DriftClass, Instance, Result
from tests.cli.conftest import Cloud, Outcome

Trueup = Callable[..., Outcome]
WITH_IMPORTS = ("drift", "--write-imports", "imports.tf", "--write-patch", "accept.patch")


def test_both_files_are_written_and_nothing_else_is_touched(trueup: Trueup, cloud: Cloud) -> None:
    for name in ("a-b", "a.b", "other"):
        cloud.add("aws_s3_bucket", name, bucket=name)
    rule = cloud["sgr-"]
    rule.update(cidr_ipv4="10.0.0.0/8", from_port=8443, to_port=8443)
    before = Path("main.tf").read_bytes()
    outcome = trueup(*WITH_IMPORTS)
    assert outcome.code == 1
    assert outcome.err.splitlines() == [
        "imports.tf: 3 import blocks; review it, nothing was applied",
        "accept.patch: 3 accepted changes; review it, nothing was applied",
    ]
    assert Path("main.tf").read_bytes() == before
    text = Path("imports.tf").read_text()
    assert sorted(line.split()[-1] for line in text.splitlines() if line.strip()[:3] == "to ") == [
        "aws_s3_bucket.a_b",
        "aws_s3_bucket.a_b_2",
        "aws_s3_bucket.other",
    ]
    assert text.count("import {") == 3
    assert len(hcl2.loads(text)["import"]) == 3
    patch = Path("accept.patch").read_text()
    # Three changed lines so close that a patch for each would not apply after the first.
    assert patch.count("--- a/main.tf") == 1
    assert sorted(line for line in patch.splitlines() if line[:2] == "+ ") == [
        '+  cidr_ipv4         = "10.0.0.0/8"',
        "+  from_port         = 8443",
        "+  to_port           = 8443",
    ]
    apply(patch)
    assert trueup("drift", "--no-unmanaged", "--fail-on", "never").out.count("drifted") == 0


def apply(patch: str) -> None:
    """The patch applied to the files of the current directory, as it says."""
    if which("git") is None:
        pytest.skip("git is needed to apply a patch")
    environment = {"GIT_CEILING_DIRECTORIES": str(Path.cwd().parent), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        ["git", "apply", "-p1", "-"], input=patch, text=True, capture_output=True, check=False,
        timeout=60, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_what_exists_is_not_overwritten(
    trueup: Trueup, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("refused before anything is read")

    monkeypatch.setattr("scanner.live.read_live", refuse)
    for name in ("imports.tf", "accept.patch"):
        Path(name).symlink_to("elsewhere")
        outcome = trueup(*WITH_IMPORTS)
        assert outcome.code == 2
        assert f"{name}: exists already and is not overwritten" in outcome.err
        Path(name).unlink()
    same = trueup("drift", "--write-imports", "x", "--write-patch", "./x")
    assert same.code == 2 and "name the same file" in same.err


def test_nothing_to_write_writes_nothing(trueup: Trueup, cloud: Cloud) -> None:
    cloud.add("aws_s3_bucket", "known", bucket="known")
    Path(".trueup.yaml").write_text("drift: {ignore: [{id: known, reason: played with}]}\n")
    outcome = trueup(*WITH_IMPORTS)
    assert outcome.code == 0
    assert "imports.tf: not written, as there is no import block to write" in outcome.err
    assert not Path("imports.tf").exists() and not Path("accept.patch").exists()


def test_what_wants_one_line_otherwise_is_left_out() -> None:
    text = b'a {\n  b = "1"\n}'
    accept = '--- a/m.tf\n+++ b/m.tf\n@@ -1,3 +1,3 @@\n a {\n-  b = "1"\n+  b = "%s"\n }\n'
    rule = Rule("drift-drifted", (), Level.LOW, lambda: RuleBody(print))

    def result(address: str, value: str) -> Result:
        return Result(
            rule, Kind.FAIL, "", "a", address, Origin.CODE, None,
            (Instance(address, "i", (), Kind.FAIL),), "b", Location("m.tf", 2), (), "i", Level.LOW,
            drift=Drift(DriftClass.DRIFTED, accept=accept % value),
        )  # fmt: skip

    found = [result("a.one", "2"), result("a.two", "2"), result("a.three", "3")]
    written = patch_file(found, lambda _: text)
    assert written.text == (
        '--- a/m.tf\n+++ b/m.tf\n@@ -1,3 +1,3 @@\n a {\n-  b = "1"\n+  b = "2"\n }\n'
        "\\ No newline at end of file\n"
    )
    assert (written.count, written.left_out) == (2, ("a.three",))
    moved = patch_file(found[:1], lambda _: b"\n" + text)
    assert (moved.text, moved.count, moved.left_out) == ("", 0, ("a.one",))
    ignored = replace(found[0], kind=Kind.SUPPRESSED)
    assert patch_file([ignored], lambda _: text).count == 0
