"""`trueup rules show` says what a rule can do on live resources."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from scanner.cli.main import run


@pytest.fixture
def shown(capsysbinary: Any) -> Callable[[str], Any]:
    def shown(name: str) -> Any:
        assert run(["rules", "show", name, "--format", "json"]) == 0
        return json.loads(capsysbinary.readouterr().out)["live"]

    return shown


@pytest.mark.parametrize(
    ("rule", "live"),
    [
        ("aws-security-group-open-administration", "judged"),
        # Only Terraform knows it.
        ("aws-s3-bucket-force-destroy", "open"),
        ("aws-appsync-without-logs", "unread"),
        ("kubernetes-run-as-root", "judged"),
        # What is in a cluster is in no repository for that.
        ("kubernetes-secret-committed", "code"),
        ("dockerfile-root-user", None),
    ],
)
def test_what_it_can_say(shown: Callable[[str], Any], rule: str, live: str | None) -> None:
    assert shown(rule) == live


def test_in_words(capsysbinary: Any) -> None:
    assert run(["rules", "show", "aws-s3-bucket-force-destroy"]) == 0
    said = capsysbinary.readouterr().out.decode()
    assert "on live resources: always left open" in said
