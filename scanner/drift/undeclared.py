"""Which fields of an object nobody declares, and which of these may have been changed. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from scanner.drift.bookkeeping import VOLATILE, is_tracking
from scanner.drift.managers import Claims
from scanner.drift.spellings import is_empty
from scanner.drift.values import MISSING
from scanner.model import Path, Unknown, Value

# Of these Terraform's provider records every entry: one that is not recorded is new.
_WHOLE_MAPS: Final = (("metadata", "labels"), ("data",), ("binaryData",))
# But not the labels that are Kubernetes' own (`isInternalKey` of hashicorp/kubernetes).
_INTERNAL: Final = "kubernetes.io"
_RECOMMENDED: Final = "app.kubernetes.io"


def only_live(
    declared: Mapping[str, Value],
    live: Mapping[str, Value],
    path: Path,
    skip: Collection[str],
    argo: bool,
) -> Iterator[tuple[str, Value]]:
    """The fields at `path` that say something live and nothing in the manifest.

    skip: fields that are left to others. argo: whether Argo CD has applied the object.
    """
    for name, value in live.items():
        said = declared.get(name)
        if not is_empty(said) or isinstance(said, Unknown) or is_empty(value):
            continue
        if name in skip or name in VOLATILE:
            continue
        if path[:1] == ("metadata",) and is_tracking(name, value, argo):
            continue
        yield name, value


def left_out(
    declared: Mapping[str, Value],
    live: Mapping[str, Value],
    recorded: Mapping[str, Value],
    skip: Collection[str],
) -> Iterator[tuple[str, Value, Value]]:
    """(name, recorded, live) of the fields that code leaves out, a state has, and live are not
    just so."""
    for name, value in recorded.items():
        said = declared.get(name)
        if not is_empty(said) or isinstance(said, Unknown) or name in skip or name in VOLATILE:
            continue
        there = live.get(name, MISSING)
        # The provider writes down what is not there as well.
        if there in (MISSING, None) and says_nothing(value):
            continue
        if there is MISSING or value != there:
            yield name, value, there


def says_nothing(value: Value) -> bool:
    """Whether a recorded value is what the provider writes down for what is not there."""
    if isinstance(value, Mapping):
        return all(map(says_nothing, value.values()))
    if isinstance(value, list):
        return all(map(says_nothing, value))
    return is_empty(value) or (isinstance(value, (bool, int, float, str)) and not value)


def unrecorded(live: Mapping[str, Value], path: Path) -> Claims | None:
    """Claims to every entry of a map of which the state knows all; None for any other place."""
    if path not in _WHOLE_MAPS:
        return None
    names = (name for name in live if path[0] != "metadata" or not _is_internal(name))
    return Claims(({f"f:{name}": {} for name in names},))


def _is_internal(name: str) -> bool:
    domain = name.rpartition("/")[0]
    return domain.endswith(_INTERNAL) and domain != _RECOMMENDED
