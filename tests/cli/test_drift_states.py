"""`trueup drift` with several states: each finding carries the one that records its resource."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cloud, Outcome

Trueup = Callable[..., Outcome]
ROLE = "aws_iam_role"


def split(cloud: Cloud, one: str = "one.tfstate", other: str = "other.tfstate") -> None:
    """The recorded state as two: the role in `one` (serial 11), all the rest in `other` (12)."""
    state = json.loads(cloud.state)
    Path("terraform.tfstate").unlink()
    for name, serial, wanted in ((one, 11, True), (other, 12, False)):
        rest = [entry for entry in state["resources"] if (entry["type"] == ROLE) is wanted]
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(json.dumps({**state, "serial": serial, "resources": rest}))


def states(report: dict[str, Any]) -> dict[tuple[str, str], tuple[str, str, int] | None]:
    """(source, workspace, serial) of the state of each finding, by resource and class."""
    return {
        (one["instances"][0]["address"], one["drift"]["class"]): one["drift"]["state"]
        and tuple(one["drift"]["state"][name] for name in ("source", "workspace", "serial"))
        for one in report["results"]
    }


@pytest.mark.parametrize(
    "named",
    [
        ("--state", "one.tfstate", "--state", "other.tfstate"),
        ("--state", "other.tfstate", "--state", "one.tfstate"),
        ("--state", "*.tfstate"),
    ],
)
@pytest.mark.parametrize("code", [(), ("--no-code",)])
def test_each_finding_carries_its_own_state(
    trueup: Trueup, cloud: Cloud, named: tuple[str, ...], code: tuple[str, ...]
) -> None:
    split(cloud)
    cloud[f"app {ROLE}"]["description"] = "by hand"
    cloud.delete("logs-b.c aws_s3_bucket")
    cloud.add("aws_s3_bucket", "stray", bucket="stray")
    found = states(trueup("drift", *named, *code, "--format", "json", "--all").report)
    assert found["aws_iam_role.app", "drifted"] == ("one.tfstate", "default", 11)
    assert found['aws_s3_bucket.logs["b.c"]', "missing"] == ("other.tfstate", "default", 12)
    # Neither state has it.
    assert found["aws_s3_bucket.stray", "unmanaged"] is None
    in_sync = [state for (_, of), state in found.items() if of == "in_sync"]
    assert in_sync and set(in_sync) == {("other.tfstate", "default", 12)}


def test_of_one_state_all_carry_it(trueup: Trueup, cloud: Cloud) -> None:
    cloud.add("aws_s3_bucket", "stray", bucket="stray")
    found = states(trueup("drift", "--format", "json").report)
    state = found["aws_s3_bucket.stray", "unmanaged"]
    assert state is not None and state[0] == "terraform.tfstate"


def test_a_file_of_a_workspace_says_which(trueup: Trueup, cloud: Cloud) -> None:
    folder = "terraform.tfstate.d"
    split(cloud, f"{folder}/dev/terraform.tfstate", f"{folder}/prod/terraform.tfstate")
    cloud[f"app {ROLE}"]["description"] = "by hand"
    outcome = trueup("drift", "--state", f"{folder}/*/terraform.tfstate", "--format", "json")
    (found,) = states(outcome.report).values()
    assert found == (f"{folder}/dev/terraform.tfstate", "dev", 11)


def test_one_address_in_two_states_is_two_resources(trueup: Trueup, cloud: Cloud) -> None:
    """Both have drifted; neither hides the other."""
    there = dict(cloud[f"app {ROLE}"])
    cloud.add(ROLE, "app-prod", **{**there, "name": "app-prod", "id": "app-prod"})
    Path("prod").mkdir()
    state = json.loads(cloud.state)
    role = next(entry for entry in state["resources"] if entry["type"] == ROLE)
    attributes = role["instances"][0]["attributes"]
    attributes.update(name="app-prod", id="app-prod", arn=attributes["arn"] + "-prod")
    for key, one in cloud.resources.items():
        if key == f"app-prod {ROLE}":
            one["attributes"].update(arn=attributes["arn"], description="by somebody")
    Path("prod/terraform.tfstate").write_text(json.dumps({**state, "resources": [role]}))
    cloud[f"app {ROLE}"]["description"] = "by hand"
    named = ("--state", "terraform.tfstate", "--state", "prod/terraform.tfstate")
    outcome = trueup("drift", *named, "--no-code", "--format", "json")
    found = {
        one["drift"]["state"]["source"]: (one["instances"][0]["address"], one["drift"]["live"])
        for one in outcome.report["results"]
        if one["attribute"] == "description"
    }
    assert found == {
        "terraform.tfstate": ("aws_iam_role.app", "by hand"),
        "prod/terraform.tfstate": ("aws_iam_role.app", "by somebody"),
    }
    for format_ in ("text", "markdown"):
        out = trueup("drift", *named, "--no-code", "--format", format_).out
        heads = [line for line in out.splitlines() if "aws_iam_role.app" in line]
        assert any("prod/terraform.tfstate, workspace default" in line for line in heads), out
        assert any("prod/" not in line and "workspace default" in line for line in heads), out
