"""Fixtures that several rooms share."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path as FilePath
from typing import Any

import pytest
from hypothesis import settings
from request_log import RequestLog, allowed, watching

from scanner.model import Location, Origin, Path, Resource

# How long one example takes says more of the machine than of the code; the tests bound time where
# it matters.
settings.register_profile("trueup", deadline=None)
settings.load_profile("trueup")


@pytest.fixture(scope="session")
def request_log() -> Iterator[RequestLog]:
    """What trueup sends to AWS in the whole run."""
    with watching(RequestLog()) as log:
        yield log


@pytest.fixture(autouse=True)
def only_declared_reads(request_log: RequestLog) -> Iterator[None]:
    """Fails every test in which trueup sends AWS what no reader declares, or what is no read."""
    yield
    wrong = sorted({sent for sent in request_log.taken() if not allowed(sent)})
    assert not wrong, f"trueup sent what it may not: {wrong}"


@cache
def _measures(path: str) -> bool:
    """Whether a file of tests holds something to a time."""
    return "process_time" in FilePath(path).read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def heap_of_others(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is timed must not pay for the garbage collector's way through all that forty thousand
    other tests have left in memory."""
    if not _measures(str(request.path)):
        yield
        return
    gc.freeze()
    yield
    gc.unfreeze()


class PathSource:
    """A source whose locations are told by the path alone: line 1 + its length."""

    def locate(self, path: Path) -> Location:
        return Location("main.tf", 1 + len(path), 1, 1 + len(path), 2)


@pytest.fixture
def make_resource() -> Callable[..., Resource]:
    """Build a resource without a file: ``make_resource("aws_x", a=1)``."""

    def make(
        type_: str = "aws_thing",
        name: str = "a",
        *,
        origin: Origin = Origin.CODE,
        references: dict[Path, tuple[str, ...]] | None = None,
        **attributes: Any,
    ) -> Resource:
        return Resource(
            type=type_,
            address=f"{type_}.{name}",
            attributes=attributes,
            origin=origin,
            source=PathSource(),
            scope=".",
            references=references or {},
        )

    return make
