"""What the proof tests share."""

from __future__ import annotations

import os

import pytest


@pytest.fixture
def multitool() -> str:
    """The executable of Microsoft's SARIF validator, which `make proof` installs and names."""
    path = os.environ.get("SARIF_MULTITOOL")
    if not path:
        pytest.skip("no SARIF multitool: SARIF_MULTITOOL is not set; run `make proof`")
    return path


@pytest.fixture(scope="session")
def checkov() -> str:
    """The interpreter of the environment that `make proof` makes."""
    path = os.environ.get("TRUEUP_CHECKOV_PYTHON")
    if not path:
        pytest.skip("no Checkov: TRUEUP_CHECKOV_PYTHON is not set; run `make proof`")
    return path
