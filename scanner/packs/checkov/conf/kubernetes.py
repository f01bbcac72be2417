"""The conf contract: an API object as Checkov's Kubernetes checks expect it.

Checkov hands its checks a document of a manifest as PyYAML reads it, and they rely on its form:

- Every mapping, at any depth and an empty one too, has ``__startline__`` and ``__endline__`` at its
  end, so that ``securityContext: {}`` is true. Those of the object are its lines; no check looks at
  those within it, which are 0 here.
- ``metadata.annotations`` of the object is a list of one: the mapping. Those of a Pod's template
  are left as they are.
- What is null stays there.
- It goes by ``kind`` alone, whatever group of the API it is of.
- The elements of a ``List`` are objects of their own.
- A ``kubernetes_*`` resource of Terraform is none: there are checks, partly of the same ids, of
  Terraform's form of it.

What is not known (no manifest holds that; what an object is made from may) stands there as text. A
check cannot tell such a text from a value, so that what it says then counts for nothing.

Source: what Checkov 3.3 gives its checks for the files of tests/oracles/checkov_objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scanner.model import ABSENT, Extended, Path, Resource, Unknown, Value
from scanner.packs.checkov.conf.entity import Entity
from scanner.packs.checkov.conf.terraform import text_of

KIND: Final = "kubernetes"
START: Final = "__startline__"
END: Final = "__endline__"
_MAX_DEPTH: Final = 250
# Whose keys are the user's: no check names them.
_FREE: Final = frozenset(
    {"annotations", "binaryData", "data", "labels", "matchLabels", "selector", "stringData"}
)


def kind_of(resource: Resource) -> tuple[str, str] | None:
    """("kubernetes", the object's kind); None for what is no object of the API, or was made from a
    resource of Terraform's, which has the address of that."""
    if not (resource.type[:1].isupper() and resource.address[:1].isupper()):
        return None
    kind = resource.attributes.get("kind")
    # The elements of a PodList need not say what they are.
    return KIND, kind if isinstance(kind, str) else resource.type.partition(".")[0]


def entity_of(resource: Resource, kind: str, type_: str) -> Entity:
    """An object as Checkov reads one. kind, type_: as `kind_of` tells."""
    unknown: dict[str, str] = {}
    conf: dict[str, Value] = {}
    for name, value in resource.attributes.items():
        conf[name] = _plain(value, name, name, unknown, 0)
    conf.setdefault("kind", type_)
    metadata = conf.get("metadata")
    if isinstance(metadata, dict) and isinstance(metadata.get("annotations"), dict):
        metadata["annotations"] = [metadata["annotations"]]
    source = resource.source
    where = source.extent() if isinstance(source, Extended) else source.locate(())
    conf[START], conf[END] = where.start_line, where.end_line
    return Entity(kind, type_, reported(resource, kind), conf, unknown, decisive=True)


def _plain(value: Value, name: str, free: str, unknown: dict[str, str], depth: int) -> Value:
    """A value with lines in its mappings. name: what it is called; free: what checks can know it
    as. unknown: what is not known is added there, by `free`."""
    if isinstance(value, Mapping):
        if depth > _MAX_DEPTH:
            return value  # which cannot be sent, and is said to be refused
        inner = {
            key: _plain(item, str(key), free if name in _FREE else str(key), unknown, depth + 1)
            for key, item in value.items()
        }
        inner[START] = inner[END] = 0
        return inner
    if isinstance(value, list):
        if depth > _MAX_DEPTH:
            return value
        return [
            _plain(item, name, free, unknown, depth + 1) for item in value if item is not ABSENT
        ]
    if isinstance(value, Unknown):
        unknown.setdefault(free, value.reason)
        return text_of(value)
    return value


def reported(resource: Resource, _kind: str) -> str:
    """What Checkov's report calls it: ``Deployment.default.web``; its address where Checkov has no
    name for it, and leaves it out."""
    found = kind_of(resource)
    kind = found[1] if found is not None else resource.type
    return _name_of(kind, _mapping(resource.attributes, "metadata")) or resource.address


def reported_pod(resource: Resource) -> str:
    """What Checkov's report of a graph calls the Pod in an object: ``Pod.default.web.app-web``;
    the object's address where it has none."""
    parent = _mapping(resource.attributes, "metadata")
    template = _mapping(_mapping(resource.attributes, "spec"), "template")
    metadata = dict(_mapping(template, "metadata"))
    if metadata.get("namespace") is None and parent.get("namespace") is not None:
        metadata["namespace"] = parent["namespace"]
    return _name_of("Pod", metadata, parent.get("name")) or resource.address


def _mapping(value: Mapping[str, Value], name: str) -> Mapping[str, Value]:
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def _name_of(kind: str, metadata: Mapping[str, Value], parent: Value = None) -> str:
    """The name that Checkov gives an object, by its labels where it has no other; parent: what the
    object is in. Empty where it has none."""
    namespace, name, labels = (
        metadata.get("namespace", "default"),
        metadata.get("name"),
        metadata.get("labels"),
    )
    if name:
        return f"{kind}.{namespace}.{name}"
    if not isinstance(labels, Mapping):
        return ""
    # Empty ones have their lines there.
    written = ".".join(f"{label}-{value}" for label, value in labels.items()) or "default"
    return f"{kind}.{namespace}.{f'{parent}.' if parent else ''}{written}"


def path_of(resource: Resource, keys: Sequence[Any]) -> Path:
    """The place of the value that a check says it looked at; empty where it does not say.

    keys: paths as Checkov writes them, ``spec/containers/[0]/image``. Of several the first that
    leads to a value counts, else the first: that nothing is there is what the check is about.
    """
    paths = [_path(resource.attributes, key) for key in keys if isinstance(key, str)]
    return next((path for path, there in paths if there), paths[0][0] if paths else ())


def _path(attributes: Mapping[str, Value], key: str) -> tuple[Path, bool]:
    """A key as a path, and whether there is a value."""
    steps: list[str | int] = []
    value: Value = attributes
    there = True
    for part in filter(None, key.split("/")):
        if isinstance(value, list):
            number = part[1:-1] if part[0] == "[" and part[-1] == "]" else part
            if not (number.isascii() and number.isdigit() and len(number) < 7):
                return tuple(steps), False
            index = int(number)
            if index >= len(value):
                return tuple(steps), False
            value = value[index]
            steps.append(index)
            continue
        if isinstance(value, Mapping) and part in value:
            value = value[part]
        elif isinstance(value, Mapping) and there:
            value, there = None, False
        elif there and value is not None:
            break  # into a text
        else:
            value, there = None, False
        steps.append(part)
    return tuple(steps), there
