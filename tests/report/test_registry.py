"""The mapping of format names to renderers."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from scanner.cli.options import FORMATS as CHOICES
from scanner.errors import UsageError
from scanner.report import FORMATS, omissions, render


def test_every_format_renders(make: SimpleNamespace) -> None:
    assert list(FORMATS) == [
        "text",
        "json",
        "sarif",
        "sarif-audit",
        "markdown",
        "markdown-comment",
        "github",
        "junit",
        "gitlab-codequality",
        "gitlab-sast",
        "sonarqube",
        "csv",
        "html",
    ]
    assert tuple(FORMATS) == CHOICES
    for name in FORMATS:
        assert isinstance(omissions(name, make.scan()), list)
        data = render(name, make.scan())
        assert data.endswith(b"\n")
        assert data.decode("utf-8")


def test_an_unknown_format_is_the_users_mistake(make: SimpleNamespace) -> None:
    with pytest.raises(
        UsageError, match="'yaml': choose one of text, json, sarif, sarif-audit, markdown"
    ):
        render("yaml", make.scan())
