"""Record which fields the answers about Google's resources have, from the discovery documents.

    python tests/oracles/google_schemas.py [FILE]

google-api-python-client (the dev extra) carries the documents. What the assets of
`google_discovery.SCHEMAS` may hold goes to FILE, by default tests/live/google/discovery.json, a
line for each schema: an object is its fields, "*" stands for the values of a map, "@Name" for
another schema of the document; a text is a type with its format, or the values that it may have.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

SUPPORT = Path(__file__).resolve().parents[1] / "support"


def main() -> None:
    """Write the fixture."""
    sys.path.insert(0, str(SUPPORT))
    from google_discovery import FIXTURE, document, roots

    found: dict[str, dict[str, Any]] = {}
    for name, root in sorted(roots()):
        _add(document(name), found.setdefault(name, {}), root)
    lines = [f' "google-api-python-client": {json.dumps(version("google-api-python-client"))}']
    for name, schemas in sorted(found.items()):
        rows = ",\n".join(
            f"  {json.dumps(one)}: {json.dumps(of)}" for one, of in sorted(schemas.items())
        )
        revision = json.dumps(document(name)["revision"])
        lines.append(f' "{name}": {{\n  "revision": {revision},\n{rows}\n }}')
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FIXTURE
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{sum(map(len, found.values()))} schemas of {len(found)} documents")


def _add(doc: Any, schemas: dict[str, Any], name: str) -> None:
    pending = [name]
    while pending:
        one = pending.pop()
        if one not in schemas:
            schemas[one] = _short(doc["schemas"][one], pending)


def _short(schema: Any, pending: list[str]) -> Any:
    if "$ref" in schema:
        pending.append(schema["$ref"])
        return f"@{schema['$ref']}"
    kind = schema["type"]
    if kind == "array":
        return [_short(schema["items"], pending)]
    if kind == "object":
        fields = {
            name: _short(one, pending) for name, one in sorted(schema.get("properties", {}).items())
        }
        if "additionalProperties" in schema:
            fields["*"] = _short(schema["additionalProperties"], pending)
        return fields
    if "enum" in schema:
        return "enum " + " ".join(schema["enum"])
    return f"{kind} {schema['format']}" if "format" in schema else kind


if __name__ == "__main__":
    main()
