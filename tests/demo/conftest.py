"""The demonstration stack and its own programs."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

DEMO = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
PROGRAMS = ("storage_server", "cluster", "tampering", "seed", "run")


@pytest.fixture(scope="session")
def demo() -> Path:
    """The folder of the stack."""
    return DEMO


@pytest.fixture(scope="session")
def programs() -> Iterator[dict[str, ModuleType]]:
    """The stack's programs, imported as they import each other; forgotten afterwards."""
    sys.path.insert(0, str(DEMO))
    try:
        yield {name: importlib.import_module(name) for name in PROGRAMS}
    finally:
        sys.path.remove(str(DEMO))
        for name in PROGRAMS:
            sys.modules.pop(name, None)
