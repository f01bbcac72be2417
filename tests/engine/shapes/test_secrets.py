"""The views that rules use, on known and unknown values: secrets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shape_views import Source, outcomes, view

from scanner import View
from scanner.decisions import Decisions
from scanner.maybes import Maybe
from scanner.model import Origin, Resource, Unknown
from scanner.relations import Index
from scanner.shapes import (
    credential_in,
    decoded,
    is_literal,
    is_secret_name,
    secret_in,
    unpinned_secrets,
    written_secrets,
)


@pytest.mark.parametrize(
    "name",
    ["DB_PASSWORD", "password", "dbPassword", "API_KEY", "apiKey", "api-key", "token",
     "AWS_SECRET_ACCESS_KEY", "CLIENT_SECRET", "MYSQL_ROOT_PASSWORD", "spring.db.password"],
)  # fmt: skip
def test_names_of_secrets(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name",
    ["PASSWORD_FILE", "PASSWORD_MIN_LENGTH", "secretName", "SECRET_ARN", "TOKEN_URL", "tokenizer",
     "AWS_ACCESS_KEY_ID", "passwordPolicy", "secret_id", "KEY", "", "SECRET_MANAGER_NAME",
     "TOKEN_TTL_SECONDS", "TOKEN_LIFETIME", "JWT_SECRET_ALGORITHM"],
)  # fmt: skip
def test_names_of_other_things(name: str) -> None:
    assert not is_secret_name(name)


def test_literals() -> None:
    assert is_literal("hunter2")
    assert not any(map(is_literal, ["", " ", "$X", "${x}", "/run/secret", "{{ x }}", "arn:aws:x"]))
    assert not any(map(is_literal, ["true", "Yes", "OFF", "none"]))
    assert is_literal("yesterday")
    assert not is_literal(None)


def test_credentials_by_their_form() -> None:
    key = "AKIA" + "IOSFODNN7ABCDEFG"
    assert credential_in(f"export KEY={key}") == "AWS access key"
    assert credential_in("AKIAIOSFODNN7EXAMPLE") == ""
    assert credential_in("-----BEGIN RSA PRIVATE KEY-----\nabc") == "private key"
    assert credential_in("ghp_" + "a" * 36) == "GitHub token"
    assert credential_in(None) == ""


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ("#!/bin/sh\nexport DB_PASSWORD=hunter22\n", "secret"),
        ("password: hunter22", "secret"),
        ("DB_PASSWORD=$(aws secretsmanager get-secret-value)", ""),
        ("DB_PASSWORD=${password}", ""),
        ("PASSWORD_FILE=/run/secrets/db", ""),
        ("echo the password is not here", ""),
        ("", ""),
    ],
)
def test_secrets_in_scripts(script: str, kind: str) -> None:
    assert secret_in(script) == kind


def test_base64_is_read() -> None:
    assert decoded("ZXhwb3J0IEE9MQ==") == "export A=1"
    assert decoded("#!/bin/sh") == "#!/bin/sh"
    assert decoded("/////w==") == "/////w=="
    assert decoded(None) is None


def test_an_unknown_script_may_hold_a_secret() -> None:
    unknown = Unknown("x")
    assert outcomes(lambda run: bool(secret_in(Maybe(run, unknown, unknown)))) == {True, False}


@given(st.text(max_size=400))
def test_any_text_can_be_searched_for_secrets(text: str) -> None:
    assert isinstance(secret_in(text), str)


def test_secrets_that_the_code_itself_says() -> None:
    def written(value: Any, **more: Any) -> list[str]:
        return [
            name for _, name in written_secrets(view("aws_x", password=value, **more), "password")
        ]

    assert written("correct-horse") == ["password"]
    for fine in ("", "CHANGE_ME", "change-this", "Replace me", "placeholder", "xxxx", "${x}", None):
        assert written(fine) == []
    assert written("changeling") == ["password"]
    generated = Unknown("after apply", "random_password.x.result", ("random_password.x",))
    assert written(generated) == []
    assert written(Unknown("var.p has no value", "var.p", sensitive=True)) == []
    blocks = view("aws_x", user=[{"password": "one"}, {"name": "two"}, {"password": "three"}])
    found = [place.path for place, _ in written_secrets(blocks, "user.password")]
    assert found == [("user", 0), ("user", 2)]


def test_of_a_password_that_is_unknown_nobody_knows_whether_it_is_written() -> None:
    def ask(run: Decisions) -> bool:
        thing = view("aws_x", run, password=Unknown("var.p has no value", "var.p"))
        return any(True for _ in written_secrets(thing, "password"))

    assert outcomes(ask) == {True, False}


def test_what_another_resource_or_a_record_says_is_not_written() -> None:
    def is_written(**more: Any) -> bool:
        resource = Resource("aws_x", "aws_x.x", {"a": "b"}, **more)
        return View(resource, Decisions(), Index([resource]), {}).is_written("a")

    code = {"origin": Origin.CODE, "source": Source(), "scope": "."}
    assert is_written(**code)
    assert not is_written(**code, references={("a",): ("aws_y.y",)})
    assert not is_written(**{**code, "origin": Origin.STATE})


def test_secrets_given_to_actions_that_are_not_pinned() -> None:
    def given(uses: str, **inputs: str) -> list[Any]:
        return [one.key for one in unpinned_secrets(view("step", uses=uses, **{"with": inputs}))]

    secret = "${{ secrets.DEPLOY }}"
    assert given("acme/deploy@v2", token=secret, level="high") == ["token"]
    assert given("acme/deploy@" + "a" * 40, token=secret) == []
    assert given("actions/checkout@v4", token=secret) == []
    assert given("docker://acme/deploy:1", token=secret) == []
