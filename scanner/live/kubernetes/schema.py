"""What is known of the fields of kinds: a table of Kubernetes' own, and what the server says of
custom ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from scanner.drift.fields import Schema, schema_of
from scanner.live.kubernetes.api import Kind, fetch
from scanner.live.kubernetes.session import KubernetesSession
from scanner.live.notread import NotRead

_MAX_DOCUMENTS = 60


def built_in() -> Schema:
    """Kubernetes' own kinds; see tests/oracles/kubernetes_api_names.py."""
    import orjson

    path = os.path.join(os.path.dirname(__file__), "fields.json")
    with open(path, "rb") as file:
        table = orjson.loads(file.read())
    return Schema(table["kinds"], table["types"])


def schema_for(
    kinds: Iterable[Kind],
    session: KubernetesSession,
    run: Callable[[Callable[[str], Schema], list[str]], Iterable[Schema]],
) -> Schema:
    """The schema of these kinds. Only custom ones are asked for, one document for each version of
    an API group; where the server offers none, fields compare plainly.

    run: maps a function over its arguments, in several threads.
    """
    found = built_in()
    versions = {one.version for one in kinds if not found.root(one.version, one.kind)}

    def ask(version: str) -> Schema:
        root = f"apis/{version}" if "/" in version else f"api/{version}"
        try:
            document = fetch(session, f"/openapi/v3/{root}")
        except NotRead:
            return Schema()
        components = document.get("components") if isinstance(document, dict) else None
        schemas = components.get("schemas") if isinstance(components, dict) else None
        return schema_of(schemas) if isinstance(schemas, dict) else Schema()

    for one in run(ask, sorted(versions)[:_MAX_DOCUMENTS]):
        found = found.joined(one)
    return found
