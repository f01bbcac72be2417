"""What holds before any command runs."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scanner.cli.main import run


def test_a_python_that_misreads_patterns_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Python 3.11.2 finds nothing here, where a possessive repetition goes back over nothing."""
    real = re.match

    def match(pattern: str, text: str, flags: int = 0) -> Any:
        return None if pattern.endswith(r"\*/") else real(pattern, text, flags)

    monkeypatch.setattr("sys.version_info", (3, 11, 2, "final", 0))
    monkeypatch.setattr(re, "match", match)
    assert run(["rules", "list"]) == 2
    assert "use Python 3.11.5 or newer" in capsys.readouterr().err


def test_a_python_that_reads_them_is_taken() -> None:
    assert run(["--version"]) == 0
