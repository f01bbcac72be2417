"""Findings to keep, and where to keep them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from scanner.history import Life, Sighting, find_place, open_history
from scanner.history.entries import Recorded
from scanner.history.place import Place
from scanner.model import Level
from scanner.outcome import Audit

NOTHING_FOUND: dict[Level, int] = dict.fromkeys(Level, 0)


def make_sighting(name: str, series: str = "scan", environment: str = "") -> Sighting:
    """A finding of a bucket; `name` is also what its rule is called."""
    return Sighting(
        series=series,
        identity=f"{name}|infra|aws_s3_bucket.{name}|acl",
        environment=environment,
        rule=name,
        severity=Level.HIGH,
        kind="fail",
        type="aws_s3_bucket",
        address=f"aws_s3_bucket.{name}",
        attribute="acl",
        scope="infra",
        origin="code",
        path="infra/main.tf",
        line=1,
        title="the bucket is public",
    )


def everywhere(_life: Life) -> bool:
    """An audit that looks at all there is."""
    return True


@pytest.fixture
def sighting() -> Callable[..., Sighting]:
    return make_sighting


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A file that is not there yet."""
    return find_place(str(tmp_path / "audits.sqlite"), on_command_line=True)


Record = Callable[..., Recorded]


@pytest.fixture
def record(place: Place) -> Record:
    """``record("a", "b")``: an audit that finds these and looks everywhere."""

    def keep(
        *names: str | Sighting,
        name: str = "shop",
        command: str = "scan .",
        series: Sequence[str] = ("scan",),
        covers: Callable[[Life], bool] = everywhere,
        notify: bool = False,
    ) -> Recorded:
        found = [one if isinstance(one, Sighting) else make_sighting(one) for one in names]
        audit = Audit("", command, True, NOTHING_FOUND)
        with open_history(place, create=True) as history:
            return history.record(audit, name, found, series, covers, notify=notify)

    return keep
