"""Fixtures that several rooms share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

from scanner.model import Location, Origin, Path, Resource

# How long one example takes says more of the machine than of the code; the tests bound time where
# it matters.
settings.register_profile("trueup", deadline=None)
settings.load_profile("trueup")


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
