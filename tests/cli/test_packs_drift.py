"""`trueup drift --pack`, and a pack on plans and states, as the user meets them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checkov_workers import write_fake

from tests.cli.conftest import Cloud, Outcome

Trueup = Callable[..., Outcome]
RECORDED = Path(__file__).parents[1] / "load" / "recorded"
ROLE = """
open("started", "a").write(f"{os.getpid()}\\n")
said = [["CKV_AWS_88", "FAILED" if "by hand" in str(request["conf"].get("description")) else
         "PASSED", ["description"]]]
"""


def indented(text: str) -> str:
    return text.strip().replace("\n", "\n        ")


@pytest.fixture
def drifted(cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """A role that was described by hand, and a worker with a check of that."""
    monkeypatch.delenv("TRUEUP_CHECKOV_PYTHON", raising=False)
    cloud["app aws_iam_role"]["description"] = "by hand"
    says(tmp_path, ROLE)
    return cloud


def says(folder: Path, judge: str, *types: str) -> None:
    # The worker's folder is not the test's.
    text = judge.replace('"started"', repr(str(folder / "started")))
    wanted = types or ("resource/aws_iam_role",)
    write_fake(folder / "fake", judge=indented(text), types=wanted)


def drift(trueup: Trueup, *words: str) -> Outcome:
    return trueup(
        "drift", "--pack", "checkov", "--checkov-python", "fake", "--format", "json", *words
    )


def results(outcome: Outcome) -> dict[str, dict[str, Any]]:
    return {one["identity"]: one for one in outcome.report["results"]}


def role_of(outcome: Outcome) -> dict[str, Any]:
    (one,) = [r for r in outcome.report["results"] if "aws_iam_role.app" in r["identity"]]
    found: dict[str, Any] = one
    return found


SEVERAL = (
    ROLE
    + """
said = [[f"CKV_FAKE_{n}", said[0][1], []] for n in (100, 2, 20, 1)]
"""
)


def test_checks_are_named_in_one_order_however_they_answer(
    trueup: Trueup, drifted: Cloud, tmp_path: Path
) -> None:
    says(tmp_path, SEVERAL)
    names = [f"CKV_FAKE_{n}" for n in (1, 2, 20, 100)]
    assert role_of(drift(trueup))["drift"]["rules"] == names


def test_a_check_that_newly_fails_is_an_effect(
    trueup: Trueup, drifted: Cloud, tmp_path: Path
) -> None:
    before = trueup("drift", "--format", "json")
    after = drift(trueup)
    assert after.code == before.code == 1
    assert results(before).keys() == results(after).keys()
    assert role_of(before)["drift"]["effect"] == "neutral"
    role = role_of(after)
    assert role["drift"]["effect"] == "worsened"
    assert role["drift"]["rules"] == ["CKV_AWS_88"]
    assert role["severity"] == "high"
    assert "this breaks CKV_AWS_88" in role["message"]
    others = [k for k in results(before) if k != role["identity"]]
    assert [results(before)[k] for k in others] == [results(after)[k] for k in others]
    assert len(set((tmp_path / "started").read_text().splitlines())) == 1


def test_a_check_that_passes_again_is_an_effect(
    trueup: Trueup, drifted: Cloud, tmp_path: Path
) -> None:
    says(tmp_path, ROLE.replace('"FAILED" if', '"PASSED" if').replace('"PASSED", [', '"FAILED", ['))
    role = role_of(drift(trueup))
    assert (role["drift"]["effect"], role["drift"]["rules"]) == ("improved", ["CKV_AWS_88"])


@pytest.mark.parametrize(
    "judge",
    [
        # As before, whichever attribute it looked at.
        'said = [["CKV_AWS_88", "FAILED", ["name" if "by hand" in str(request["conf"]) else "x"]]]',
        # It has nothing to say any more, which is not to pass.
        'said = [] if "by hand" in str(request["conf"]) else [["CKV_AWS_88", "FAILED", []]]',
        # What it failed on is not known now.
        'said = [["CKV_AWS_88", "PASSED", [], ["force_detach_policies"], []]] if "by hand" in '
        'str(request["conf"]) else [["CKV_AWS_88", "FAILED", []]]',
        'said = [["CKV_AWS_88", "FAILED", [], ["force_detach_policies"], []]] if "by hand" in '
        'str(request["conf"]) else [["CKV_AWS_88", "PASSED", []]]',
    ],
)
def test_what_is_no_change_is_no_effect(
    trueup: Trueup, drifted: Cloud, tmp_path: Path, judge: str
) -> None:
    says(tmp_path, judge)
    outcome = drift(trueup)
    assert [d for d in outcome.report["diagnostics"] if "pack" in d["code"]] == []
    assert role_of(outcome)["drift"]["effect"] == "neutral"


def test_what_was_set_and_is_removed_is_an_effect(
    trueup: Trueup, cloud: Cloud, tmp_path: Path
) -> None:
    """Though nobody knows who had set it."""
    before = json.loads(cloud.state)
    assert before
    cloud["app aws_iam_role"]["description"] = "by hand"
    judge = (
        'said = [["CKV_AWS_88", "FAILED", []]] if "by hand" in str(request["conf"]) else '
        '[["CKV_AWS_88", "PASSED", [], [], [request["chosen"][0][1][0]]]]'
    )
    says(tmp_path, judge)
    assert role_of(drift(trueup))["drift"]["effect"] == "worsened"


def test_what_nobody_manages_is_judged(trueup: Trueup, drifted: Cloud, tmp_path: Path) -> None:
    drifted.add("aws_s3_bucket", "stray", bucket="stray")
    judge = 'said = [["CKV_AWS_88", "FAILED", ["bucket"]]]'
    says(tmp_path, judge, "resource/aws_s3_bucket")
    found = [one for one in results(drift(trueup)).values() if one["drift"]["class"] == "unmanaged"]
    assert ["CKV_AWS_88" in one["drift"]["rules"] for one in found] == [True]


@pytest.mark.parametrize(
    "judge", ["os._exit(7)", 'if "by hand" in str(request["conf"]): os._exit(7)\nsaid = []']
)
def test_a_pack_that_fails_costs_the_pack(
    trueup: Trueup, drifted: Cloud, tmp_path: Path, judge: str
) -> None:
    """Also where only half of it is missing, which would look as if all was mended."""
    says(tmp_path, judge)
    without = trueup("drift", "--format", "json", "--fail-on", "never")
    outcome = drift(trueup, "--fail-on", "never")
    assert (without.code, outcome.code) == (0, 3)
    assert results(outcome) == results(without)
    (problem,) = [one for one in outcome.report["diagnostics"] if one["level"] == "error"]
    assert problem["code"] == "pack-failed"


def test_nothing_that_drifted_needs_no_worker(trueup: Trueup, cloud: Cloud, tmp_path: Path) -> None:
    says(tmp_path, "os._exit(7)")
    outcome = drift(trueup)
    assert outcome.code == 0, outcome.out
    assert not [d for d in outcome.report["diagnostics"] if d["level"] == "error"]


def test_one_that_is_not_installed_says_the_command(
    trueup: Trueup, drifted: Cloud, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / ".data"))
    outcome = trueup("drift", "--pack", "checkov")
    assert outcome.code == 2
    assert "run `trueup packs install checkov`" in outcome.err
    assert outcome.out == ""


def test_it_may_be_in_a_trusted_configuration_alone(trueup: Trueup, drifted: Cloud) -> None:
    words = ("--checkov-python", "fake", "--format", "json")
    Path("trusted.yaml").write_text("packs: [checkov]\n")
    outcome = trueup("drift", "--config", "trusted.yaml", *words)
    assert role_of(outcome)["drift"]["rules"] == ["CKV_AWS_88"]
    Path(".trueup.yaml").write_text("packs: [checkov]\n")
    assert trueup("drift", *words).code == 2


# ---- plans and states ----------------------------------------------------------------------------

BUCKETS = 'said = [["CKV_AWS_88", "FAILED", ["bucket"]]]'


@pytest.mark.parametrize("name", ["create.json", "warehouse.tfstate"])
def test_plans_and_states_are_judged(
    trueup: Trueup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("TRUEUP_CHECKOV_PYTHON", raising=False)
    shutil.copyfile(RECORDED / name, name)
    says(tmp_path, BUCKETS, "resource/aws_s3_bucket")
    words = ("--pack", "checkov", "--checkov-python", "fake", "--format", "json")
    outcome = trueup("scan", name, *words)
    found = [one for one in outcome.report["results"] if one["rule"] == "CKV_AWS_88"]
    assert outcome.code == 1
    assert found
    assert {one["location"]["path"] for one in found} == {name}


def test_a_secret_is_in_no_report(trueup: Trueup, drifted: Cloud, tmp_path: Path) -> None:
    """What a worker says that it looked at is a text of its own making."""
    secret = "correct-horse-battery"
    Path("main.tf").write_text(f'resource "aws_db_instance" "db" {{\n  password = "{secret}"\n}}\n')
    judge = (
        'secret = request["conf"]["password"][0]\n'
        'said = [["CKV_AWS_88", "FAILED", [f"password/{secret}", secret]],\n'
        '        ["CKV_FAKE_0", "FAILED", [f"storage_encrypted/[0]/{secret}"]]]'
    )
    says(tmp_path, judge, "resource/aws_db_instance")
    for words in (("--format", "json"), ("--all",)):
        outcome = trueup("scan", "--pack", "checkov", "--checkov-python", "fake", *words)
        assert outcome.code == 1
        assert "CKV_FAKE_0" in outcome.out
        # Text shows the line of the code, where it stands in the user's own words.
        if "json" in words:
            assert secret not in outcome.out
