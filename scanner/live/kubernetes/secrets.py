"""Values of Secrets stop here: what goes on is a digest that means nothing outside of this run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scanner.drift import sealed
from scanner.drift.bookkeeping import LAST_APPLIED

Seal = Callable[[bytes], str]


def new_seal() -> Seal:
    """Digests with a key of this run's own, so that nobody can try values against them."""
    import hashlib
    import os

    key = os.urandom(32)

    def seal(value: bytes) -> str:
        return hashlib.blake2b(value, key=key, digest_size=16).hexdigest()

    return seal


def without_values(item: dict[str, Any], seal: Seal) -> dict[str, Any]:
    """A Secret with digests for its values, also in what `kubectl apply` noted of it."""
    import orjson

    found, _ = sealed.declared(item, seal)
    metadata = item.get("metadata")
    notes = metadata.get("annotations") if isinstance(metadata, dict) else None
    if not isinstance(metadata, dict) or not isinstance(notes, dict) or LAST_APPLIED not in notes:
        return found
    kept = {name: value for name, value in notes.items() if name != LAST_APPLIED}
    try:
        applied = orjson.loads(str(notes[LAST_APPLIED]))
    except orjson.JSONDecodeError:
        applied = None
    if isinstance(applied, dict):
        kept[LAST_APPLIED] = orjson.dumps(_bare(sealed.declared(applied, seal)[0])).decode()
    return {**found, "metadata": {**metadata, "annotations": kept}}


def _bare(item: dict[str, Any]) -> dict[str, Any]:
    """Of what was applied only what is compared: anything else could be a value as well."""
    names = ("apiVersion", "kind", "metadata", "type", "immutable", "data")
    return {name: item[name] for name in names if name in item}
