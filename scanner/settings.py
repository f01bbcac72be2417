"""Settings files (configuration and policies): YAML with line numbers, checked by a JSON Schema.

Only the part of JSON Schema that our own schemas use is understood: type, enum, required,
properties, additionalProperties, items, pattern, minimum, maximum and a ``$ref`` into one of our
files. `tests/test_settings.py` holds it equal to a full validator.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scanner.errors import ConfigurationError
from scanner.model import Location, Path, Value
from scanner.version import __version__

_MAX_BYTES = 1_000_000
_MAX_DEPTH = 30
_MAX_PARTS = 100_000


@dataclass(frozen=True, slots=True)
class Settings:
    """path: as the user named it. values: what the file holds. lines: where each value stands."""

    path: str
    values: Mapping[str, Value]
    lines: Mapping[Path, int]

    def location(self, *path: str | int) -> Location:
        """The line of a value."""
        line = self.lines.get(path, 1)
        return Location(self.path, line, 1, line, 1)


def read_settings(path: str, schema_name: str, shown: str | None = None) -> Settings:
    """The settings in a YAML file, checked by ``schemas/SCHEMA_NAME.schema.json``.

    shown: the path for messages. Raises ConfigurationError, naming the line, for a file that
    cannot be read, is no YAML or does not fit the schema.
    """
    shown = shown or path
    try:
        with open(path, "rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise ConfigurationError(f"{shown}: cannot be read: {error.strerror}") from error
    if len(data) > _MAX_BYTES:
        raise ConfigurationError(f"{shown}: larger than {_MAX_BYTES // 1000} kB; no settings file")
    values, lines = _parse(data, shown)
    problem = next(problems(values, load_schema(schema_name)), None)
    if problem is not None:
        place, message = problem
        while place and place not in lines:
            place = place[:-1]
        raise ConfigurationError(f"{shown}:{lines.get(place, 1)}: {message}")
    return Settings(shown, values, lines)


def read_kept(path: str, schema_name: str, shown: str, folder: str | None) -> Settings:
    """`read_settings` of a file that comes with trueup, kept in the cache `folder` once read:
    loading a YAML reader takes longer than everything else that a policy needs.
    """
    from scanner.cache import is_private, load, store

    if folder is None or not is_private(folder):
        return read_settings(path, schema_name, shown)
    status = os.stat(path)
    stamp = (path, status.st_mtime_ns, status.st_size, __version__)
    entry = os.path.join(folder, f"{schema_name}-{shown}.settings")
    kept = load(entry)
    if isinstance(kept, tuple) and len(kept) == 3 and kept[0] == stamp:
        return Settings(shown, kept[1], kept[2])
    settings = read_settings(path, schema_name, shown)
    store(entry, (stamp, settings.values, settings.lines))
    return settings


def load_schema(name: str) -> dict[str, Any]:
    """One of our JSON Schemas, by name."""
    import json

    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "schemas")
    with open(os.path.join(folder, f"{name}.schema.json"), encoding="utf-8") as file:
        schema: dict[str, Any] = json.load(file)
    return schema


def _parse(data: bytes, shown: str) -> tuple[dict[str, Value], dict[Path, int]]:
    import yaml

    from scanner.yaml_limits import TooComplexError, check_limits

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        check_limits(data, _MAX_DEPTH, _MAX_PARTS)
        node = yaml.compose(data, loader)
    except TooComplexError as error:
        raise ConfigurationError(f"{shown}:{error.line}: {error}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigurationError(f"{shown}:{line}: not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigurationError(f"{shown}: not valid YAML; write UTF-8 text") from error
    lines: dict[Path, int] = {(): 1}
    if node is None:
        return {}, lines
    values = _construct(node, (), lines, shown)
    if not isinstance(values, dict):
        raise ConfigurationError(f"{shown}:1: settings are names with values, as in policy: strict")
    return values, lines


def _construct(node: Any, path: Path, lines: dict[Path, int], shown: str) -> Value:
    """A composed node as plain values; dates stay text, as JSON has none."""
    import yaml

    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, (*path, i), lines, shown) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            key_line = key_node.start_mark.line + 1
            if not key or key in result:
                why = "stands twice" if key else "is no name"
                raise ConfigurationError(f"{shown}:{key_line}: the key {key!r} {why}")
            lines[(*path, key)] = key_line
            result[key] = _construct(value_node, (*path, key), lines, shown)
        return result
    return _scalar(node.tag.rpartition(":")[2], node.value)


def _scalar(tag: str, text: str) -> Value:
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() in ("true", "yes", "on")
    if tag in ("int", "float"):
        try:
            return int(text) if tag == "int" else float(text)
        except ValueError:
            return text
    return text


_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "number": (int, float),
    "integer": (int,),
}


def problems(value: Value, schema: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """What does not fit the schema: where, and what to write instead."""
    yield from _problems(value, schema, ())


def _problems(value: Value, schema: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    if "$ref" in schema:
        schema = _referred(schema["$ref"])
    name = ".".join(map(str, path)) or "the file"
    if "enum" in schema and value not in schema["enum"]:
        yield path, f"{name} is {value!r}; write one of {', '.join(map(str, schema['enum']))}"
        return
    wanted = schema.get("type")
    if wanted is not None and not _is_a(value, wanted):
        yield path, f"{name} must be of type {wanted}"
        return
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield path, f"{name} is {value!r}, which does not look like {schema['pattern']}"
    low, high = schema.get("minimum", float("-inf")), schema.get("maximum", float("inf"))
    if isinstance(value, (int, float)) and not low <= value <= high:
        yield path, f"{name} is {value}; it goes from {low} to {high}"
    if isinstance(value, dict):
        yield from _mapping_problems(value, schema, path)
    elif isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from _problems(item, schema["items"], (*path, index))


def _mapping_problems(
    value: Mapping[str, Value], schema: Mapping[str, Any], path: Path
) -> Iterator[tuple[Path, str]]:
    known = schema.get("properties", {})
    other = schema.get("additionalProperties", True)
    for key, item in value.items():
        if key in known:
            yield from _problems(item, known[key], (*path, key))
        elif other is False:
            yield (*path, key), f"unknown key {key!r}; known are {', '.join(sorted(known))}"
        elif isinstance(other, Mapping):
            yield from _problems(item, other, (*path, key))
    for key in schema.get("required", ()):
        if key not in value:
            yield path, f"{'.'.join(map(str, path)) or 'the file'} lacks {key!r}"


def _is_a(value: Value, wanted: str) -> bool:
    if isinstance(value, bool):
        return wanted == "boolean"
    return isinstance(value, _TYPES[wanted])


def _referred(reference: str) -> Mapping[str, Any]:
    file, _, pointer = reference.partition("#/")
    schema: Any = load_schema(file.removesuffix(".schema.json"))
    for step in pointer.split("/"):
        schema = schema[step]
    found: Mapping[str, Any] = schema
    return found
