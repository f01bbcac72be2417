"""`trueup environments`: in what environments differ, and whether they may."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.cli.environments import captured
from scanner.wildcards import like
from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]
SNAPSHOT = Path(__file__).parent / "fixtures" / "environments.txt"
CODE = """\
variable "env" {}
variable "tags" { default = {} }
variable "cidrs" { default = [] }
variable "password" {
  default   = "same"
  sensitive = true
}
variable "bastion" { default = false }

resource "aws_db_instance" "main" {
  identifier     = "shop-${var.env}"
  instance_class = var.env == "production" ? "db.r6g.large" : "db.t3.micro"
  password       = var.password
  tags           = var.tags
  kms_key_id     = aws_kms_key.main.arn
}

resource "aws_kms_key" "main" {
  description = "the same everywhere"
  policy = jsonencode({ Statement = [
    { Sid = "Root", Principal = "*", Action = "kms:*" },
    { Sid = "Use", Principal = "*", Action = var.env == "dev" ? "kms:*" : "kms:Decrypt" },
  ] })
}

resource "aws_instance" "bastion" {
  count = var.bastion ? 1 : 0
}

resource "aws_security_group" "web" {
  dynamic "ingress" {
    for_each = var.cidrs
    content {
      from_port   = 443
      to_port     = 443
      protocol    = "tcp"
      cidr_blocks = [ingress.value]
    }
  }
}

resource "aws_lambda_function" "f" {
  environment {
    variables = {
      API_TOKEN = "token-of-${var.env}"
      TARGET    = "https://a-rather-long-name-of-a-service.${var.env}.example.com/with/a/path"
    }
  }
}
"""
VALUES = {
    "dev": 'env = "dev"\nbastion = true\ncidrs = ["0.0.0.0/0", "10.0.0.0/8"]\n',
    "staging": 'env = "staging"\ncidrs = ["10.0.0.0/8"]\npassword = "hunter2"\n',
    "production": 'env = "production"\ncidrs = ["10.0.0.0/8"]\ntags = { tier = "gold" }\n'
    'password = "hunter3"\n',
}
CONFIGURED = "environments:\n" + "".join(
    f"- {{name: {name}, var_files: [{name}.tfvars]}}\n" for name in VALUES
)


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def repository(trueup: Trueup) -> Trueup:
    """Three environments in the configuration."""
    write("main.tf", CODE)
    write(".trueup.yaml", CONFIGURED)
    for name, text in VALUES.items():
        write(f"{name}.tfvars", text)
    return trueup


def differences(outcome: Outcome) -> dict[str, dict[str, Any]]:
    """By address and attribute."""
    return {
        d["resource"]["address"] + ("." + d["attribute"] if d["attribute"] else ""): d
        for d in outcome.report["differences"]
    }


def unexpected(outcome: Outcome) -> list[str]:
    return sorted(name for name, d in differences(outcome).items() if d["unexpected"])


def test_every_difference_is_listed(repository: Trueup) -> None:
    outcome = repository("environments", "--format", "json")
    assert outcome.code == 0
    found = differences(outcome)
    assert list(found) == [
        "aws_db_instance.main.identifier",
        "aws_db_instance.main.instance_class",
        "aws_db_instance.main.password",
        "aws_db_instance.main.tags.tier",
        "aws_kms_key.main.policy.Statement[Sid=Use].Action",
        "aws_instance.bastion[0]",
        "aws_security_group.web.ingress[0]",
        "aws_lambda_function.f.environment[0].variables.API_TOKEN",
        "aws_lambda_function.f.environment[0].variables.TARGET",
    ]
    values = found["aws_db_instance.main.instance_class"]["values"]
    assert values == {
        "dev": {"state": "known", "value": "db.t3.micro"},
        "staging": {"state": "known", "value": "db.t3.micro"},
        "production": {"state": "known", "value": "db.r6g.large"},
    }
    assert found["aws_db_instance.main.instance_class"]["alike"] == [
        ["dev", "staging"],
        ["production"],
    ]
    assert found["aws_db_instance.main.instance_class"]["location"] == {
        "path": "main.tf", "start_line": 12,
    }  # fmt: skip
    states = {e: v["state"] for e, v in found["aws_instance.bastion[0]"]["values"].items()}
    assert states == {"dev": "present", "staging": "absent", "production": "absent"}
    tier = found["aws_db_instance.main.tags.tier"]["values"]
    assert tier["staging"] == {"state": "absent"}
    assert tier["production"] == {"state": "known", "value": "gold"}


def test_secrets_are_compared_and_not_shown(repository: Trueup) -> None:
    for format_ in ("json", "text"):
        outcome = repository("environments", "--format", format_)
        assert "hunter" not in outcome.out
        assert "token-of" not in outcome.out
    outcome = repository("environments", "--format", "json")
    password = differences(outcome)["aws_db_instance.main.password"]["values"]
    assert set(map(str, password.values())) == {"{'state': 'sensitive'}"}
    token = differences(outcome)["aws_lambda_function.f.environment[0].variables.API_TOKEN"]
    assert {v["state"] for v in token["values"].values()} == {"hidden"}
    write("production.tfvars", VALUES["production"].replace("hunter3", "hunter2"))
    found = differences(repository("environments", "--format", "json"))
    assert found["aws_db_instance.main.password"]["alike"] == [["dev"], ["staging", "production"]]


def test_the_text_fits_a_terminal(repository: Trueup) -> None:
    outcome = repository("environments")
    if os.environ.get("TRUEUP_WRITE_SNAPSHOTS"):
        SNAPSHOT.parent.mkdir(exist_ok=True)
        SNAPSHOT.write_text(outcome.out)
    assert outcome.out == SNAPSHOT.read_text()
    assert max(map(len, outcome.out.splitlines())) <= 120


def test_equal_environments_have_no_differences(repository: Trueup) -> None:
    write("staging.tfvars", VALUES["production"])
    options = ("--environment", "staging", "--environment", "production", "--check")
    outcome = repository("environments", *options)
    assert outcome.code == 0
    assert "no unexpected differences\n" in outcome.out


def test_unknown_values_are_counted(repository: Trueup) -> None:
    summary = repository("environments", "--format", "json").report["summary"]
    assert summary["unknown"] == 1  # the ARN of the key
    write("production.tfvars", VALUES["production"].replace('env = "production"\n', ""))
    found = differences(repository("environments", "--format", "json"))
    value = found["aws_db_instance.main.identifier"]["values"]["production"]
    assert (value["state"], "env" in value["reason"]) == ("unknown", True)


class TestAllowed:
    RULES = """\
environment_differences:
  allow:
  - "*.identifier"
  - aws_db_instance.*.instance_class
  - aws_db_instance.main.password
  - "*.tags"
  - aws_instance.bastion
  - aws_kms_key.main.policy
  - aws_security_group.web.ingress
  - aws_lambda_function.f.environment
"""

    def test_what_is_configured_is_checked(self, repository: Trueup) -> None:
        write(".trueup.yaml", CONFIGURED + self.RULES)
        outcome = repository("environments", "--format", "json")
        assert (outcome.code, unexpected(outcome)) == (0, [])
        assert outcome.report["summary"]["allowed"] == 9
        write("production.tfvars", VALUES["production"] + "bastion = true\n")
        assert repository("environments").code == 0
        write("main.tf", CODE.replace('"the same everywhere"', "var.env"))
        outcome = repository("environments", "--format", "json")
        assert (outcome.code, unexpected(outcome)) == (1, ["aws_kms_key.main.description"])
        text = repository("environments").out
        assert "description" in text
        assert "identifier" not in text
        assert "1 unexpected difference (9 allowed; --all lists them)" in text
        assert "identifier (allowed)" in repository("environments", "--all").out

    def test_some_have_to_be_alike(self, repository: Trueup) -> None:
        rules = "environment_differences:\n  between: [staging, production]\n  allow: ['*.tags']\n"
        write(".trueup.yaml", CONFIGURED + rules)
        outcome = repository("environments", "--format", "json")
        assert outcome.code == 1
        assert unexpected(outcome) == [
            "aws_db_instance.main.identifier",
            "aws_db_instance.main.instance_class",
            "aws_db_instance.main.password",
            "aws_lambda_function.f.environment[0].variables.API_TOKEN",
            "aws_lambda_function.f.environment[0].variables.TARGET",
        ]
        assert "(not required)" in repository("environments", "--all").out

    def test_what_allows_nothing_is_noted(self, repository: Trueup) -> None:
        write(".trueup.yaml", CONFIGURED + self.RULES + "  - aws_gone.*\n")
        outcome = repository("environments", "--format", "json")
        assert (outcome.code, outcome.report["unused_allowances"]) == (0, ["aws_gone.*"])
        assert "note: the allowed difference aws_gone.* is none" in repository("environments").out

    def test_the_command_line_checks_too(self, repository: Trueup) -> None:
        assert repository("environments").code == 0
        assert repository("environments", "--check").code == 1
        assert repository("environments", "--allow", "*").code == 0
        assert repository("environments", "--allow", "*.tags").code == 1

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("between: [qa]", ".trueup.yaml:6: there is no environment 'qa'; there are dev, stag"),
            ("allow: x", ".trueup.yaml:6: environment_differences.allow must be of type array"),
            ("allow: [" + "x, " * 1001 + "]", ".trueup.yaml:5: more than 1,000 allowed"),
        ],
    )
    def test_wrong_configuration_names_the_line(
        self, repository: Trueup, text: str, message: str
    ) -> None:
        write(".trueup.yaml", f"{CONFIGURED}environment_differences:\n  {text}\n")
        outcome = repository("environments")
        assert (outcome.code, outcome.out) == (2, "")
        assert message in outcome.err


def test_folders_of_their_own_are_compared(trueup: Trueup) -> None:
    for environment in ("staging", "production"):
        for part in ("net", "app"):
            write(
                f"live/{environment}/{part}/main.tf",
                f'resource "aws_vpc" "{part}" {{\n  cidr_block = "{environment}"\n}}\n',
            )
    write("live/production/extra/main.tf", 'resource "aws_vpc" "extra" {}\n')
    write(
        ".trueup.yaml",
        "environments:\n- {name: staging, root: live/staging/*}\n"
        "- {name: production, root: live/production/*}\n",
    )
    outcome = trueup("environments", "--format", "json")
    found = differences(outcome)
    assert list(found) == ["aws_vpc.app.cidr_block", "aws_vpc.net.cidr_block"]
    assert found["aws_vpc.net.cidr_block"]["roots"] == {
        "staging": "live/staging/net",
        "production": "live/production/net",
    }
    assert "live/staging/app, live/production/app\n" in trueup("environments").out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "two environments are needed to compare them"),
        (("--matrix", "--var-file", "a.tfvars"), "two environments are needed"),
        (("nowhere",), "nowhere: no such folder"),
        (("empty", "--matrix", "--workspace", "a", "--workspace", "b"), "no Terraform code there"),
    ],
)
def test_wrong_usage(trueup: Trueup, options: tuple[str, ...], message: str) -> None:
    write("main.tf", CODE)
    write("a.tfvars", "")
    Path("empty").mkdir()
    outcome = trueup("environments", *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err


def test_no_root_with_two_environments(trueup: Trueup) -> None:
    write("main.tf", CODE)
    write(".trueup.yaml", "environments:\n- {name: a, root: x}\n- {name: b, root: y}\n")
    outcome = trueup("environments")
    assert outcome.code == 2
    assert "no root module has two environments to compare" in outcome.err


def test_what_cannot_be_read_is_never_alike(repository: Trueup) -> None:
    write("broken.tf", "resource {\n")
    outcome = repository("environments")
    assert outcome.code == 3
    assert "INCOMPLETE: not everything in scope was compared" in outcome.out
    assert repository("environments", "--allow-incomplete").code == 0
    assert repository("environments", "--check").code == 1
    assert json.loads(repository("environments", "--format", "json").out)["summary"][
        "complete"
    ] is False  # fmt: skip


def test_names_in_code_do_not_move_the_cursor(repository: Trueup) -> None:
    write("production.tfvars", VALUES["production"] + 'tags = { "\\u001b[31m" = "\\u202e" }\n')
    out = repository("environments").out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("live/staging/net", "live/staging/*", "net"),
        ("net/staging/a", "*/staging/*", "net/a"),
        ("live/staging", "live/staging", ""),
        ("a/b", "*", "a/b"),
        ("x1/y", "x?/*", "1/y"),
        ("aXbXc", "*X*c", "a/bX"),
    ],
)
def test_what_wildcards_stand_for(text: str, pattern: str, expected: str) -> None:
    assert like(text, pattern)
    assert captured(text, pattern) == expected
