"""Google's own discovery documents: which fields an asset's data may have, and of what type.

google-api-python-client carries them; an asset's data is what the service's own API answers.
https://cloud.google.com/asset-inventory/docs/asset-types says which one.
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
    "iam.googleapis.com/ServiceAccount": ("iam.v1", "ServiceAccount"),
    "iam.googleapis.com/ServiceAccountKey": ("iam.v1", "ServiceAccountKey"),
    "logging.googleapis.com/LogMetric": ("logging.v2", "LogMetric"),
    "logging.googleapis.com/LogSink": ("logging.v2", "LogSink"),
    "pubsub.googleapis.com/Subscription": ("pubsub.v1", "Subscription"),
    "pubsub.googleapis.com/Topic": ("pubsub.v1", "Topic"),
    "redis.googleapis.com/Instance": ("redis.v1", "Instance"),
    "run.googleapis.com/Service": ("run.v2", "GoogleCloudRunV2Service"),
    "secretmanager.googleapis.com/Secret": ("secretmanager.v1", "Secret"),
    "serviceusage.googleapis.com/Service": ("serviceusage.v1", "GoogleApiServiceusageV1Service"),
    "sqladmin.googleapis.com/Instance": ("sqladmin.v1", "DatabaseInstance"),
    "storage.googleapis.com/Bucket": ("storage.v1", "Bucket"),
    **{
        f"compute.googleapis.com/{name}": ("compute.v1", name.removeprefix("Global"))
        for name in (
            "Address",
            "Disk",
            "Firewall",
            "ForwardingRule",
            "GlobalAddress",
            "GlobalForwardingRule",
            "HealthCheck",
            "Instance",
            "InstanceGroupManager",
            "Network",
            "Route",
            "Router",
            "SslPolicy",
            "Subnetwork",
        )
    },
}
"""Asset type -> (discovery document, schema)."""


@cache
def document(name: str) -> Any:
    """A discovery document by its name, ``compute.v1``."""
    import googleapiclient

    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    return json.loads((folder / f"{name}.json").read_text())


def problems(asset_type: str, data: Any) -> list[str]:
    """What the discovery document does not know of an asset's data: fields, types, values."""
    name, schema = SCHEMAS[asset_type]
    return list(_problems(document(name), {"$ref": schema}, data, ""))


def _problems(doc: Any, schema: Any, value: Any, path: str) -> Iterator[str]:
    if "$ref" in schema:
        schema = doc["schemas"][schema["$ref"]]
    kind = schema.get("type")
    wanted: Any = {
        "string": str,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
        "array": list,
        "object": dict,
    }.get(kind, object)
    if not isinstance(value, wanted) or (kind == "integer" and isinstance(value, bool)):
        yield f"{path}: {value!r} is no {kind}"
    elif kind == "string" and "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is none of {schema['enum']}"
    elif kind == "array":
        for one in value:
            yield from _problems(doc, schema["items"], one, f"{path}[]")
    elif kind == "object":
        for name, one in value.items():
            of = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
            if of is None:
                yield f"{path}.{name}: there is no such field"
            else:
                yield from _problems(doc, of, one, f"{path}.{name}")


def full(asset_type: str) -> Any:
    """An answer with every field that the document knows, for seeing which ones are read."""
    name, schema = SCHEMAS[asset_type]
    return _full(document(name), {"$ref": schema}, 14)


def _full(doc: Any, schema: Any, depth: int) -> Any:
    if "$ref" in schema:
        schema = doc["schemas"][schema["$ref"]]
    kind = schema.get("type")
    if kind == "array":
        return [_full(doc, schema["items"], depth - 1)] if depth else []
    if kind == "object":
        if not depth:
            return {}
        found = {
            name: _full(doc, of, depth - 1) for name, of in schema.get("properties", {}).items()
        }
        if "additionalProperties" in schema:
            found["a-key"] = _full(doc, schema["additionalProperties"], depth - 1)
        return found
    if kind == "string" and "int" in schema.get("format", ""):
        return "7"
    simple = {"boolean": True, "integer": 7, "number": 7.5, "string": "a-text"}
    return simple.get(kind, "a-text")
