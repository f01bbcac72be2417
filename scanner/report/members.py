"""Parts of a result as JSON, shared by the formats that are made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.report.values import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scanner.model import Call
    from scanner.outcome import Drift, Instance, Past


def calls_json(calls: Sequence[Call]) -> list[dict[str, Any]]:
    """A chain as the JSON formats write it."""
    return [
        {
            "address": call.address,
            "path": call.location.path,
            "start_line": call.location.start_line,
        }
        for call in calls
    ]


def instances_json(instances: Sequence[Instance]) -> list[dict[str, Any]]:
    """The instances behind a result, each with the module calls that lead to it."""
    return [
        {
            "address": instance.address,
            "identity": instance.identity,
            "environments": list(instance.environments),
            "kind": instance.kind.value,
            "calls": calls_json(instance.calls),
            "past": past_json(instance.past),
        }
        for instance in instances
    ]


def past_json(past: Past | None) -> dict[str, Any] | None:
    """How something stands to what was found before."""
    if past is None:
        return None
    return {
        "standing": past.standing.value,
        "first_seen": past.first_seen,
        "last_seen": past.last_seen,
    }


def drift_json(drift: Drift) -> dict[str, Any]:
    """The three views of what drifted, and who changed it."""
    return {
        "class": drift.drift_class.value,
        "declared": plain(drift.declared),
        "recorded": plain(drift.recorded),
        "live": plain(drift.live),
        "present": list(drift.present),
        "effect": drift.effect,
        "rules": list(drift.rules),
        "actor": drift.actor,
        "at": drift.at,
        "tool": drift.tool,
    }
