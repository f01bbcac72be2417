"""A secret in code, state and live appears in no output, whatever happens on the way."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.cli.main import run

# In every spelling that an API, a state or a report could give it.
CANARY = "canary-8f3a17"
ENCODED = base64.b64encode(CANARY.encode()).decode().rstrip("=")

CODE = f"""
provider "aws" {{ region = "eu-west-1" }}

resource "aws_ssm_parameter" "token" {{
  name  = "token"
  type  = "SecureString"
  value = "{CANARY}-code"
}}

resource "aws_ssm_parameter" "plain" {{
  name  = "plain"
  type  = "String"
  value = "{CANARY}-code"
}}

resource "aws_secretsmanager_secret" "db" {{
  name = "db"
}}

resource "aws_instance" "web" {{
  ami           = "ami-12c6146b"
  instance_type = "t3.micro"
  user_data     = "export TOKEN={CANARY}-code"
}}

resource "aws_db_instance" "db" {{
  identifier     = "db"
  engine         = "postgres"
  instance_class = "db.t3.micro"
  username       = "admin"
  password       = "{CANARY}-code"
}}
"""


def state(**resources: tuple[str, dict[str, Any]]) -> str:
    """A state of the given resources: name -> (type, attributes)."""
    return json.dumps(
        {
            "version": 4,
            "terraform_version": "1.11.4",
            "serial": 1,
            "lineage": "l",
            "resources": [
                {
                    "mode": "managed",
                    "type": type_name,
                    "name": name,
                    "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
                    "instances": [{"attributes": attributes}],
                }
                for name, (type_name, attributes) in resources.items()
            ],
        }
    )


@pytest.fixture
def stack(aws: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The three views, each with a secret of its own."""
    import boto3

    def client(name: str) -> Any:
        return boto3.client(name, region_name="eu-west-1")

    live = f"{CANARY}-live"
    client("ssm").put_parameter(Name="token", Type="SecureString", Value=live)
    client("ssm").put_parameter(Name="plain", Type="String", Value=live)
    secret = client("secretsmanager").create_secret(Name="db", SecretString=live)["ARN"]
    image = client("ec2").describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    made = client("ec2").run_instances(
        ImageId=image, MinCount=1, MaxCount=1, InstanceType="t3.micro", UserData=live
    )
    instance = made["Instances"][0]["InstanceId"]
    client("rds").create_db_instance(
        DBInstanceIdentifier="db",
        Engine="postgres",
        DBInstanceClass="db.t3.micro",
        MasterUsername="admin",
        MasterUserPassword=live,
        AllocatedStorage=20,
    )
    recorded = f"{CANARY}-recorded"
    (tmp_path / ".git").mkdir()
    (tmp_path / "main.tf").write_text(CODE)
    (tmp_path / "terraform.tfstate").write_text(
        state(
            token=(
                "aws_ssm_parameter",
                {"id": "token", "name": "token", "type": "SecureString", "value": recorded},
            ),
            plain=(
                "aws_ssm_parameter",
                {"id": "plain", "name": "plain", "type": "String", "value": recorded},
            ),
            db=("aws_secretsmanager_secret", {"id": secret, "arn": secret, "name": "db"}),
            web=(
                "aws_instance",
                {
                    "id": instance,
                    "instance_type": "t3.large",
                    "user_data": f"export TOKEN={recorded}",
                },
            ),
        ).replace(
            '"resources": [',
            '"resources": ['
            + json.dumps(
                json.loads(
                    state(
                        db=(
                            "aws_db_instance",
                            {"id": "db-X", "identifier": "db", "password": recorded},
                        )
                    )
                )["resources"][0]
            )
            + ",",
            1,
        )
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def said(capfdbinary: Any) -> Callable[..., str]:
    """Everything that a run wrote, to both outputs."""

    def said(*arguments: str) -> str:
        run(list(arguments))
        captured = capfdbinary.readouterr()
        return bytes(captured.out + captured.err).decode()

    return said


FORMATS = ("text", "json", "sarif", "sarif-audit", "markdown", "html")


def has_secret(text: str) -> bool:
    return CANARY in text or ENCODED in text


def test_no_report_has_the_secret(stack: Path, said: Callable[..., str]) -> None:
    for format_ in FORMATS:
        text = said("drift", ".", "--format", format_, "--all", "--no-cache")
        assert not has_secret(text), format_
    text = said("drift", ".", "--format", "json", "--all")
    # What the local server says on standard error stands behind it.
    report, _ = json.JSONDecoder().raw_decode(text)
    drifted = {
        (one["instances"][0]["address"], one["drift"]["class"])
        for one in report["results"]
        if one.get("drift")
    }
    # It was compared: what differs is said, and masked.
    assert ("aws_ssm_parameter.plain", "conflict") in drifted
    assert "(sensitive, changed)" in json.dumps(report)


def test_no_written_file_and_no_cache_has_it(stack: Path, said: Callable[..., str]) -> None:
    assert not has_secret(
        said("drift", ".", "--write-imports", "imports.tf", "--write-patch", "accept.patch")
    )
    for path in stack.rglob("*"):
        if path.is_file() and path.name not in ("main.tf", "terraform.tfstate"):
            content = path.read_bytes()
            assert CANARY.encode() not in content and ENCODED.encode() not in content, path


@pytest.mark.parametrize("code", ["AccessDenied", "InternalFailure", "truncate"])
def test_no_error_has_it(stack: Path, aws: Any, said: Callable[..., str], code: str) -> None:
    status = {"AccessDenied": 403, "InternalFailure": 500, "truncate": 200}[code]
    for label in ("Parameter", "DescribeInstanceAttribute", "DBInstances", "Secret"):
        aws.calm()
        aws.fault(label, code=code, status=status, times=2)
        assert not has_secret(said("drift", ".", "--format", "text"))


def test_no_live_audit_has_it(stack: Path, said: Callable[..., str]) -> None:
    types = ("aws_ssm_parameter", "aws_instance", "aws_secretsmanager_secret", "aws_db_instance")
    chosen = [argument for name in types for argument in ("--type", name)]
    for format_ in FORMATS:
        text = said("scan", "--live", "aws", *chosen, "--format", format_, "--all")
        assert not has_secret(text), format_


def test_no_secret_is_even_asked_for(stack: Path, aws: Any, said: Callable[..., str]) -> None:
    aws.forget()
    said("drift", ".")
    said("scan", "--live", "aws", "--type", "aws_secretsmanager_secret")
    asked = {one.label for one in aws.log}
    assert "GetSecretValue" not in asked
