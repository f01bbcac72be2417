"""Half an answer is no answer.

botocore takes JSON that breaks off for an error message, of which a successful answer then shows
nothing: as if nothing were there. XML that breaks off it refuses by itself.
"""

from __future__ import annotations

from typing import Any


def attach(session: Any) -> None:
    """Make every client that the botocore `session` will make refuse broken JSON."""
    session.get_component("event_emitter").register("after-call", _check)


def _check(http_response: Any, model: Any, **_: Any) -> None:
    """Raise ValueError for a successful answer whose JSON cannot be read."""
    import json

    if http_response.status_code >= 300 or "json" not in model.service_model.resolved_protocol:
        return
    shape = model.output_shape
    # A payload is the caller's own document, of whatever kind.
    if shape is None or "payload" in shape.serialization or not http_response.content:
        return
    json.loads(http_response.content)
