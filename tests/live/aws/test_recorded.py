"""What the real provider recorded equals what is read live straight after apply.

`tests/live/oracle/record.py` made the recording: the state that the provider 5.100.0 wrote and the
server's answers. Nothing here knows the projections but through them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from recorded import STACK_TYPES

from scanner.live.aws.kinds import reader_for
from scanner.live.facade import Sessions, read_live
from scanner.projection import AttributeKind, LiveView

SCHEMA = json.loads((Path(__file__).parents[1] / "recorded" / "schema.json").read_text())
NOWHERE = (AttributeKind.APPLY_ONLY, AttributeKind.WRITE_ONLY)


@pytest.fixture
def live(stack: Any, replayed: Callable[[Any], Any]) -> LiveView:
    """Everything, read from the recorded answers."""
    session = replayed(stack.answers)
    return read_live(stack.resources(), Sessions(aws=lambda resource: session)).view


def test_straight_after_apply_nothing_differs(live: LiveView, stack: Any) -> None:
    assert "\n".join(stack.differences(live)) == ""


def test_every_type_is_recorded(stack: Any) -> None:
    assert {one["type"] for one in stack.state} >= set(STACK_TYPES)


def test_live_resources_hold_exactly_the_projected_attributes(live: LiveView) -> None:
    for resource in live.resources:
        reader = reader_for(resource.type)
        assert reader is not None
        rows = reader.projection.attributes
        projected = {row.path.split(".")[0] for row in rows if row.kind not in NOWHERE}
        written = {row.path.split(".")[0] for row in rows}
        assert projected <= set(resource.attributes) <= written, resource.address


@pytest.mark.parametrize("type_name", STACK_TYPES)
def test_most_of_the_settable_arguments_are_covered(type_name: str) -> None:
    reader = reader_for(type_name)
    assert reader is not None
    rows = [row.path for row in reader.projection.attributes]

    def inside(path: str, of: list[str]) -> bool:
        return any(path == one or path.startswith(f"{one}.") for one in of)

    arguments = SCHEMA[type_name]
    missing = [one for one in arguments if not inside(one, rows)]
    assert [one for one in missing if not inside(one, list(reader.projection.uncovered))] == []
    counted = [one for one in arguments if one != "timeouts"]
    covered = [one for one in counted if inside(one, rows)]
    assert len(covered) >= 0.8 * len(counted), sorted(set(counted) - set(covered))
    assert all(inside(one, arguments) for one in reader.projection.uncovered)
    settable = (AttributeKind.SETTABLE, *NOWHERE)
    for row in reader.projection.attributes:
        assert (
            inside(row.path, arguments)
            or any(one.startswith(f"{row.path}.") for one in arguments)
            or row.kind not in settable
        ), row.path
