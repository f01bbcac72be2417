"""The corpus of Google resource types: what the inventory answers, and what the state has.

``tests/live/google/recorded/TYPE.json`` is *constructed* after the documentation that it names:
no Google project is at hand. Its answers are held against Google's discovery documents; its
states are written after the documentation of the provider's arguments.

documentation: where the shapes are from. cases: (asset, state) that agree. beside: further
assets that the reader needs. everywhere: what every project has. rows: place in an answer, with or
without indexes, -> the attributes that a change there shows in, where it is not the same words.
ignored: places that are not compared. changes: further changes, of whole fields of a case's
answer, and the attributes that they show in. unset: attributes that no case sets, with the reason.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from scanner.drift import compare
from scanner.live.facade import Live, Sessions, read_live
from scanner.live.google.inventory import Asset, Inventory, asset_of
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource
from scanner.outcome import DriftClass
from scanner.terraform.schemas import BlockSchema, find

FOLDER = Path(__file__).parents[1] / "live" / "google" / "recorded"
IDENTITY = "identity"
"""In `rows`: a change there makes it another resource."""


@cache
def recorded(type_name: str) -> Any:
    """The corpus of a type."""
    return json.loads((FOLDER / f"{type_name}.json").read_text())


def recorded_types() -> list[str]:
    """Every type with a corpus."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


@dataclass
class FakeStorage:
    """Cloud Storage's client, as far as the policies of buckets go."""

    assets: Sequence[Any]

    def list_buckets(self, **_: Any) -> list[Any]:
        """Every bucket."""
        return [_Bucket({"name": name}) for name in self._policies()]

    def _get_resource(self, path: str, **_: Any) -> Any:
        return self._policies().get(path.split("/")[2])

    def _policies(self) -> dict[str, Any]:
        return {
            one["name"].rpartition("/")[2]: one.get("iamPolicy")
            for one in self.assets
            if one["assetType"] == "storage.googleapis.com/Bucket"
        }


@dataclass
class _Bucket:
    _properties: Any


@dataclass
class Fake:
    """A session whose inventory holds some assets. failing: raised instead of an answer."""

    assets: Sequence[Any]
    project: str = "demo"
    failing: Exception | None = None
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    @property
    def client(self) -> Any:
        """As `GoogleSession.client`."""
        return FakeStorage(self.assets)

    def ask(self, what: str, request: Any) -> Any:
        """As `GoogleSession.ask`."""
        if self.failing is not None:
            raise self.failing
        return request(timeout=1, retry=None)

    def inventory(self, resources: Iterable[str], policies: Iterable[str]) -> Inventory:
        """As `GoogleSession.inventory`."""
        return Inventory(self.project, self._fetch, resources, policies)

    def _fetch(self, content: str, kinds: Sequence[str]) -> list[Asset]:
        self.asked.append((content, tuple(kinds)))
        if self.failing is not None:
            raise self.failing
        found = [one for raw in self.assets if (one := asset_of(raw)) is not None]
        return [
            one
            for one in found
            if one.type in kinds and (one.data if content == "RESOURCE" else one.policy)
        ]


def states(type_name: str) -> list[Resource]:
    """The recorded resources of a type."""
    return [state(type_name, one, n) for n, one in enumerate(recorded(type_name)["cases"])]


def state(type_name: str, case: Any, number: int = 0) -> Resource:
    """A recorded resource."""
    address = f"{type_name}.case{number}"
    schema = find(type_name)
    assert schema is not None
    attributes = filled(schema.block, case["state"])
    return Resource(
        type_name,
        address,
        attributes,
        Origin.STATE,
        LiveSource(address),
        ".",
        id=attributes.get("id"),
        account=attributes.get("project", ""),
    )


def filled(block: BlockSchema, said: Any) -> dict[str, Any]:
    """With null and empty lists for what is not set, as Terraform writes a state."""
    whole: dict[str, Any] = dict.fromkeys(block.attributes)
    for name, nested in block.blocks.items():
        if name != "timeouts":
            whole[name] = [filled(nested.block, one) for one in said.get(name) or ()]
    return {**whole, **{name: one for name, one in said.items() if name not in block.blocks}}


def assets(type_name: str) -> list[Any]:
    """Everything that is live."""
    corpus = recorded(type_name)
    return [*(one["asset"] for one in corpus["cases"]), *corpus.get("beside", [])]


def look(resources: Sequence[Resource], there: Sequence[Any], **options: Any) -> Live:
    """What is read live."""
    session = Fake(there)
    return read_live(resources, Sessions(google=lambda _: session), **options)  # type: ignore[arg-type, return-value]


def found(live: Live, declared: Sequence[Resource] | None = None) -> list[str]:
    """``address: attribute``, ``address: missing``, ``unmanaged TYPE`` of what is not in sync."""
    done = compare(declared, list(live.managed), live.view, live.projections)
    lines = [one.message for one in done.diagnostics if one.level == "error"]
    for one in done.findings:
        assert one.drift is not None
        of = one.drift.drift_class
        if of is DriftClass.IN_SYNC:
            continue
        if of is DriftClass.UNMANAGED:
            lines.append(f"unmanaged {one.resource.type}")
        elif one.attribute:
            lines.append(f"{one.address}: {one.attribute}")
        else:
            lines.append(f"{one.address}: {of.value}")
    return sorted(lines)


Place = tuple[str | int, ...]


def leaves(value: Any, path: Place = ()) -> Iterator[Place]:
    """The places of all values in an answer."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from leaves(one, (*path, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from leaves(one, (*path, number))
    else:
        yield path


def changed(asset: Any, place: Place) -> Any:
    """An asset with one value of its data replaced by another of the same kind."""
    copied = copy.deepcopy(asset)
    inside = copied["resource"]["data"]
    *outer, final = place
    for step in outer:
        inside = inside[step]
    value = inside[final]
    inside[final] = other(value)
    return copied


def other(value: Any) -> Any:
    """Another value of the same kind; of a name or link its last part, but not a key's version."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    name, version, number = str(value).partition("/cryptoKeyVersions/")
    above, slash, final = name.rpartition("/")
    return f"{above}{slash}other-{final}{version}{number}"


def words(place: Place) -> str:
    """A place in Terraform's words, without indexes: ``routing_config.routing_mode``."""
    names = ".".join(str(step) for step in place if isinstance(step, str))
    return re.sub(r"(?<=[a-z0-9])[A-Z]", lambda match: "_" + match[0].lower(), names)


def exact(place: Place) -> str:
    """A place with indexes: ``disks.0.boot``."""
    return ".".join(map(str, place))


def plain(place: Place) -> str:
    """A place without indexes: ``routingConfig.routingMode``."""
    return ".".join(str(step) for step in place if isinstance(step, str))
