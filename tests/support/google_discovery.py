"""Google's own discovery documents: which fields an asset's data may have, and of what type.

An asset's data is what the service's own API answers, and
https://cloud.google.com/asset-inventory/docs/asset-types says which one. What the documents say of
these is recorded, see tests/oracles/google_schemas.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

SCHEMAS = {
    "artifactregistry.googleapis.com/Repository": ("artifactregistry.v1", "Repository"),
    "bigquery.googleapis.com/Dataset": ("bigquery.v2", "Dataset"),
    "bigquery.googleapis.com/Table": ("bigquery.v2", "Table"),
    "cloudfunctions.googleapis.com/CloudFunction": ("cloudfunctions.v1", "CloudFunction"),
    "cloudfunctions.googleapis.com/Function": ("cloudfunctions.v2", "Function"),
    "cloudkms.googleapis.com/CryptoKey": ("cloudkms.v1", "CryptoKey"),
    "cloudkms.googleapis.com/KeyRing": ("cloudkms.v1", "KeyRing"),
    "cloudresourcemanager.googleapis.com/Project": ("cloudresourcemanager.v1", "Project"),
    "container.googleapis.com/Cluster": ("container.v1", "Cluster"),
    "container.googleapis.com/NodePool": ("container.v1", "NodePool"),
    "dns.googleapis.com/ManagedZone": ("dns.v1", "ManagedZone"),
    "dns.googleapis.com/Policy": ("dns.v1", "Policy"),
    "iam.googleapis.com/ServiceAccount": ("iam.v1", "ServiceAccount"),
    "iam.googleapis.com/ServiceAccountKey": ("iam.v1", "ServiceAccountKey"),
    "logging.googleapis.com/LogMetric": ("logging.v2", "LogMetric"),
    "logging.googleapis.com/LogSink": ("logging.v2", "LogSink"),
    "pubsub.googleapis.com/Subscription": ("pubsub.v1", "Subscription"),
    "pubsub.googleapis.com/Topic": ("pubsub.v1", "Topic"),
    "redis.googleapis.com/Instance": ("redis.v1", "Instance"),
    "run.googleapis.com/Service": ("run.v1", "Service"),
    "secretmanager.googleapis.com/Secret": ("secretmanager.v1", "Secret"),
    "serviceusage.googleapis.com/Service": ("serviceusage.v1", "GoogleApiServiceusageV1Service"),
    "sqladmin.googleapis.com/Instance": ("sqladmin.v1", "DatabaseInstance"),
    "storage.googleapis.com/Bucket": ("storage.v1", "Bucket"),
    **{
        f"compute.googleapis.com/{name}": ("compute.v1", name.removeprefix("Global"))
        for name in (
            "Address",
            "Autoscaler",
            "Disk",
            "Firewall",
            "ForwardingRule",
            "GlobalAddress",
            "GlobalForwardingRule",
            "HealthCheck",
            "Instance",
            "InstanceGroupManager",
            "Network",
            "Project",
            "Route",
            "Router",
            "SslPolicy",
            "Subnetwork",
        )
    },
}
"""Asset type -> (discovery document, schema)."""


ALSO = {
    "run.googleapis.com/Service": ("run.v2", "GoogleCloudRunV2Service"),
}
"""Where a newer form of an answer is read as well; the older one has an ``apiVersion``."""

POLICY = ("cloudasset.v1", "Policy")
RESOURCE = ("cloudasset.v1", "Resource")
"""What the inventory itself puts around an asset's data, and an asset's IAM policy."""

FIXTURE = Path(__file__).parents[1] / "live" / "google" / "discovery.json"

Schema = tuple[str, Any]
"""A document's name, and a schema in the short form of the fixture."""


def roots() -> set[tuple[str, str]]:
    """Every (discovery document, schema) that is recorded."""
    return {*SCHEMAS.values(), *ALSO.values(), POLICY, RESOURCE}


@cache
def document(name: str) -> Any:
    """A discovery document by its name, ``compute.v1``, from google-api-python-client."""
    import googleapiclient

    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    return json.loads((folder / f"{name}.json").read_text())


@cache
def recorded_schemas() -> Any:
    """The fixture."""
    return json.loads(FIXTURE.read_text())


def schema_of(asset_type: str, data: Any = None) -> Schema:
    """The schema of an asset's data."""
    chosen = SCHEMAS[asset_type]
    if data is not None and asset_type in ALSO and "apiVersion" not in data:
        chosen = ALSO[asset_type]
    return resolved(chosen[0], f"@{chosen[1]}")


def resolved(doc: str, short: Any) -> Schema:
    """A short schema with its name replaced by what it stands for."""
    while isinstance(short, str) and short.startswith("@"):
        short = recorded_schemas()[doc][short[1:]]
    return doc, short


def inside(schema: Schema, name: str) -> Schema | None:
    """The schema of an object's field, of a map's values; None where there is no such field."""
    doc, short = schema
    if not isinstance(short, dict):
        return None
    of = short.get(name, short.get("*")) if name != "*" else None
    return None if of is None else resolved(doc, of)


def problems(asset_type: str, data: Any) -> list[str]:
    """What the discovery document does not know of an asset's data: fields, types, values."""
    return list(_problems(schema_of(asset_type, data), data, ""))


def policy_problems(policy: Any) -> list[str]:
    """The same of an IAM policy."""
    return list(_problems(resolved(POLICY[0], f"@{POLICY[1]}"), policy, ""))


_PYTHON: dict[str, Any] = {
    "string": str,
    "enum": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "any": object,
}


def _problems(schema: Schema, value: Any, path: str) -> Iterator[str]:
    doc, short = schema
    if isinstance(short, list):
        if not isinstance(value, list):
            yield f"{path}: {value!r} is no array"
            return
        for one in value:
            yield from _problems(resolved(doc, short[0]), one, f"{path}[]")
    elif isinstance(short, dict):
        if not isinstance(value, dict):
            yield f"{path}: {value!r} is no object"
            return
        for name, one in value.items():
            of = inside(schema, name)
            if of is None:
                yield f"{path}.{name}: there is no such field"
            else:
                yield from _problems(of, one, f"{path}.{name}")
    else:
        kind, _, more = short.partition(" ")
        wrong = kind == "integer" and isinstance(value, bool)
        if wrong or not isinstance(value, _PYTHON[kind]):
            yield f"{path}: {value!r} is no {kind}"
        elif kind == "enum" and value not in more.split(" "):
            yield f"{path}: {value!r} is none of {more}"


def full(asset_type: str, *, newer: bool = False) -> Any:
    """An answer with every field that the document knows, for seeing which ones are read."""
    return _full(schema_of(asset_type, {} if newer else None), 14)


def _full(schema: Schema, depth: int) -> Any:
    doc, short = schema
    if isinstance(short, list):
        return [_full(resolved(doc, short[0]), depth - 1)] if depth else []
    if isinstance(short, dict):
        if not depth:
            return {}
        return {
            "a-key" if name == "*" else name: _full(resolved(doc, of), depth - 1)
            for name, of in short.items()
        }
    kind, _, more = short.partition(" ")
    if kind == "string" and "int" in more:
        return "7"
    simple = {"boolean": True, "integer": 7, "number": 7.5}
    return simple.get(kind, "a-text")


class Watched(dict[str, Any]):
    """An answer with every field, which keeps what is looked up in it.

    asked: ``path.to.field`` of every look-up, known or not. unknown: those that the discovery
    document does not have.
    """

    def __init__(
        self, data: dict[str, Any], schema: Schema, asked: set[str], unknown: set[str], at: str = ""
    ) -> None:
        super().__init__()
        self._schema, self._asked, self._unknown, self._at = schema, asked, unknown, at
        for name, one in data.items():
            self[name] = self._below(one, inside(schema, name), f"{at}{name}")

    def _below(self, value: Any, schema: Schema | None, at: str) -> Any:
        if schema is None:
            return value
        if isinstance(value, dict):
            return Watched(value, schema, self._asked, self._unknown, f"{at}.")
        if isinstance(value, list):
            of = resolved(schema[0], schema[1][0])
            return [self._below(one, of, at) for one in value]
        return value

    def _note(self, name: str) -> None:
        if not name.startswith("@"):
            self._asked.add(self._at + name)
            if inside(self._schema, name) is None:
                self._unknown.add(self._at + name)

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._note(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self._note(str(name))
        return super().__contains__(name)
