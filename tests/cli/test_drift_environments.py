"""`trueup drift` in several environments: each has its values, its state and its findings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cloud, Outcome

Trueup = Callable[..., Outcome]
CODE = """\
terraform {
  backend "local" {}
}
variable "name" {}
variable "description" {
  default = "a role"
}
resource "aws_iam_role" "app" {
  name               = var.name
  description        = var.description
  assume_role_policy = "{}"
}
"""
CONFIGURED = """\
environments:
  - {name: staging, var_files: [staging.tfvars], workspace: staging}
  - {name: production, var_files: [production.tfvars], workspace: production}
"""


def state_of(name: str, description: str = "a role") -> str:
    attributes = {
        "id": name,
        "name": name,
        "arn": f"arn:aws:iam::123456789012:role/{name}",
        "description": description,
        "assume_role_policy": "{}",
        "path": "/",
        "max_session_duration": 3600,
        "tags": {},
        "tags_all": {},
    }
    resource = {
        "mode": "managed",
        "type": "aws_iam_role",
        "name": "app",
        "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
        "instances": [{"schema_version": 0, "attributes": attributes}],
    }
    return json.dumps({"version": 4, "serial": 3, "lineage": name, "resources": [resource]})


@pytest.fixture
def twice(cloud: Cloud) -> Cloud:
    """A root with a role in each of two workspaces, both in one account."""
    Path("terraform.tfstate").unlink()
    Path("main.tf").write_text(CODE)
    Path(".trueup.yaml").write_text(CONFIGURED)
    recorded = cloud["app aws_iam_role"]
    cloud.delete("")
    for name in ("staging", "production"):
        Path(f"{name}.tfvars").write_text(f'name = "{name}"\n')
        folder = Path("terraform.tfstate.d", name)
        folder.mkdir(parents=True)
        (folder / "terraform.tfstate").write_text(state_of(name))
        there = (
            dict.fromkeys(recorded)
            | json.loads(state_of(name))["resources"][0]["instances"][0]["attributes"]
        )
        cloud.add("aws_iam_role", name, **there)
    return cloud


def found(outcome: Outcome) -> set[tuple[str, str | None, str, tuple[str, ...]]]:
    return {
        (
            one["instances"][0]["address"],
            one["attribute"],
            one["drift"]["class"],
            tuple(one["environments"]),
        )
        for one in outcome.report["results"]
    }


def test_each_is_compared_with_its_own_state_and_values(trueup: Trueup, twice: Cloud) -> None:
    outcome = trueup("drift", "--format", "json")
    assert outcome.code == 0, outcome.out
    # What the other environment manages is not unmanaged here.
    assert found(outcome) == set()
    assert outcome.report["coverage"]["types"]["aws_iam_role"]["compared"] == 2
    assert set(outcome.report["summary"]["by_environment"]) == {"staging", "production"}


def test_findings_name_theirs_and_are_told_apart(trueup: Trueup, twice: Cloud) -> None:
    twice["staging "]["description"] = "by hand"
    twice["production "]["description"] = "by another hand"
    twice["production "]["max_session_duration"] = 7200
    outcome = trueup("drift", "--format", "json")
    assert outcome.code == 1
    role = "aws_iam_role.app"
    assert found(outcome) == {
        (role, "description", "drifted", ("staging",)),
        (role, "description", "drifted", ("production",)),
        (role, "max_session_duration", "drifted", ("production",)),
    }
    values = {
        one["environments"][0]: one["drift"]
        for one in outcome.report["results"]
        if one["attribute"] == "description"
    }
    assert values["staging"]["live"] == "by hand"
    assert values["staging"]["state"]["workspace"] == "staging"
    assert values["production"]["live"] == "by another hand"
    assert values["production"]["state"]["source"].endswith("production/terraform.tfstate")
    assert outcome.report["summary"]["by_environment"]["production"]["fail"] == 2
    text = trueup("drift").out
    assert "aws_iam_role.app  main.tf:8  production  production only\n" in text
    assert "environments: staging 1 finding, production 2 findings\n" in text
    assert "workspace staging, serial 3" in text and "workspace production, serial 3" in text


def test_one_may_be_chosen(trueup: Trueup, twice: Cloud) -> None:
    twice["staging "]["description"] = "by hand"
    twice["production "]["description"] = "by another hand"
    one = trueup("drift", "--environment", "staging", "--no-unmanaged", "--format", "json")
    assert found(one) == {("aws_iam_role.app", "description", "drifted", ("staging",))}
    state = "terraform.tfstate.d/production/terraform.tfstate"
    named = trueup(
        "drift",
        "--environment",
        "production",
        "--state",
        state,
        "--no-unmanaged",
        "--format",
        "json",
    )
    assert found(named) == {("aws_iam_role.app", "description", "drifted", ("production",))}
    wrong = trueup("drift", "--environment", "nowhere")
    assert wrong.code == 2 and "there is no environment 'nowhere'" in wrong.err


def test_values_of_the_command_line_are_those_of_one_evaluation(
    trueup: Trueup, twice: Cloud
) -> None:
    twice["staging "]["description"] = "by hand"
    outcome = trueup(
        "drift",
        "--workspace",
        "staging",
        "--var-file",
        "staging.tfvars",
        "--no-unmanaged",
        "--format",
        "json",
    )
    assert found(outcome) == {("aws_iam_role.app", "description", "drifted", ())}
    assert outcome.report["summary"]["by_environment"] == {}


def test_an_ignore_may_be_for_one_environment(trueup: Trueup, twice: Cloud) -> None:
    for name in ("staging ", "production "):
        twice[name]["description"] = "by hand"
    Path(".trueup.yaml").write_text(
        CONFIGURED + "drift: {ignore: [{environment: stag*, reason: people try things there}]}\n"
    )
    outcome = trueup("drift", "--format", "json")
    kinds = {one["environments"][0]: one["kind"] for one in outcome.report["results"]}
    assert kinds == {"staging": "suppressed", "production": "fail"}


def test_the_revert_is_with_the_values_of_the_environment(trueup: Trueup, twice: Cloud) -> None:
    for name in ("staging ", "production "):
        twice[name]["description"] = "by hand"
    report = trueup("drift", "--format", "json").report
    target = "-target='aws_iam_role.app'"
    assert {one["drift"]["revert"] for one in report["results"]} == {
        f"TF_WORKSPACE='{name}' terraform apply -var-file='{name}.tfvars' {target}"
        for name in ("staging", "production")
    }
    # The variable is the same for both, so there is no literal to patch.
    assert {one["drift"]["accept"] for one in report["results"]} == {None}
    given = (
        "--workspace",
        "staging",
        "--var-file",
        "staging.tfvars",
        "--var",
        "description=s3cr3t",
    )
    outcome = trueup("drift", *given, "--no-unmanaged", "--format", "json")
    (result,) = outcome.report["results"]
    assert result["drift"]["revert"] == (
        f"TF_WORKSPACE='staging' terraform apply -var-file='staging.tfvars' {target}"
        " # and the -var of this run"
    )


@pytest.mark.parametrize(
    ("configuration", "arguments", "message"),
    [
        (CONFIGURED, ("--state", "x.tfstate"), "choose one with --environment"),
        (CONFIGURED.replace(", workspace: production", ""), (), "is configured"),
        (
            CONFIGURED.replace("workspace: production", "workspace: staging"),
            (),
            "two have the same workspace, and so the same state",
        ),
    ],
)
def test_one_state_is_never_compared_with_two_environments(
    trueup: Trueup, twice: Cloud, configuration: str, arguments: tuple[str, ...], message: str
) -> None:
    Path(".trueup.yaml").write_text(configuration)
    outcome = trueup("drift", *arguments)
    assert outcome.code in (2, 3)
    if message != "is configured":
        assert outcome.code == 2
        assert message in outcome.err
    assert outcome.out == ""
    # Code and live alone may be compared.
    alone = trueup("drift", "--no-state", "--no-unmanaged", "--format", "json")
    assert alone.code in (0, 1)
    assert set(alone.report["summary"]["by_environment"]) == {"staging", "production"}


def test_each_folder_has_the_environment_that_fits_it(trueup: Trueup, twice: Cloud) -> None:
    twice["staging "]["description"] = "by hand"
    for name in ("staging", "production"):
        Path("live", name).mkdir(parents=True)
        Path("live", name, "main.tf").write_text(CODE)
        Path("live", name, "terraform.tfstate").write_text(state_of(name))
    Path(".trueup.yaml").write_text(
        "environments:\n"
        "  - {name: staging, root: live/staging, vars: {name: staging}}\n"
        "  - {name: production, root: live/production, vars: {name: production}}\n"
    )
    outcome = trueup("drift", "live/staging", "--no-unmanaged", "--format", "json")
    assert found(outcome) == {("aws_iam_role.app", "description", "drifted", ("staging",))}
    assert list(outcome.report["summary"]["by_environment"]) == ["staging"]
    # Those of other roots are not this one's.
    assert outcome.report["diagnostics"] == []
    clean = trueup("drift", "live/production", "--no-unmanaged", "--format", "json")
    assert clean.code == 0
    wrong = trueup("drift", "live/production", "--environment", "staging")
    assert wrong.code == 2
    assert "live/production has no environment staging" in wrong.err
