"""The graph contract: roots of Terraform as the graphs that Checkov's checks ask.

Checkov has one graph for all that it scans. Here each evaluated root has its own, since no block
of one can refer to a block of another; that there are blocks of a type in other roots is told all
the same, since it decides whether a check has anything to say. A check sees of it

- nodes for resources, data sources, providers and module calls, with what the conf contract gives
  (see `conf.terraform`) as their content, and ``resource_type``: ``aws_x``, ``data.aws_x``,
  ``provider.aws``, ``module``. A block's own argument of that name is ``_resource_type``. What a
  name ``id_`` holds is the block's name without its modules, with the key of its instance;
- an edge for each resource that a value comes from, also through locals, variables and outputs of
  modules, from where it is used to where it comes from. Checkov's own ends at a module's output
  when the value leaves the module;
- an edge for each resource that ``depends_on``, ``count`` or ``for_each`` mentions; of the latter
  two to the instance of the same key, where there is one;
- an edge to the provider that a resource names;
- an edge from a bucket to what names it by the same variable or local: Checkov has it where the
  names are one expression's, and not where both are written out.

Texts that hold JSON are marked, and named in ``json_``: Checkov finds out what they hold after it
has worked out the attributes of a block, so that within them a list of one stays a list.

Blocks for locals, variables and outputs are left out: solvers look at no other than the types that
a check names, and pass through outputs alone, which the edges here do already.

Source: Checkov 3.3's graph of the files of tests/packs/recorded/graph, by
tests/oracles/checkov_graph.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from scanner.model import Resource, Unknown, Value
from scanner.packs.checkov.conf import Entity
from scanner.packs.checkov.conf.entity import EncodedArray, EncodedObject
from scanner.packs.checkov.conf.names import without_key
from scanner.packs.checkov.graphs.graph import MOST_EDGES, Edge, EntityOf, Graph, Looks, Node

FRAMEWORK: Final = "terraform"
_SOURCE: Final = "Terraform"
_KINDS: Final = frozenset({"resource", "data", "provider", "module"})
_META: Final = ("depends_on", "count", "for_each")
# A resource that is never stored; Checkov knows none.
_UNSTORED: Final = "ephemeral."
_BUCKET: Final = "aws_s3_bucket"
_BUCKET_NAME: Final = "bucket"

_Member = tuple[Resource, Entity, str]
"""A resource, as a block of Checkov's, and its type there."""


def graphs_of(resources: Sequence[Resource], entity_of: EntityOf, looks: Looks) -> Iterator[Graph]:
    """The graph of each root, of what checks look at there.

    A root without any node that a check looks at has none.
    """
    roots: dict[tuple[str, str], list[_Member]] = {}
    for resource in resources:
        entity = None if resource.not_instantiated else entity_of(resource)
        if entity is not None and entity.kind in _KINDS and not entity.type.startswith(_UNSTORED):
            place = (resource.scope, resource.environment)
            roots.setdefault(place, []).append((resource, entity, type_of(entity)))
    anywhere = {type_ for members in roots.values() for _, _, type_ in members}
    for (scope, _), members in roots.items():
        types = {type_ for _, _, type_ in members}
        modules = tuple(name for one in looks.coded if one in types for name in looks.coded[one][0])
        everything = bool(looks.everything & {*types, ""})
        if not (everything or modules or looks.types & types):
            continue
        if not everything:
            members = _chosen(members, types, looks)
        seen = anywhere if everything else looks.types & anywhere
        yield Graph(
            about=f"the graph of {scope}",
            nodes=tuple(Node(one[0], one[1], _content(*one)) for one in members),
            edges=_edges(members),
            elsewhere=tuple(sorted(seen - types)),
            modules=modules,
        )


def _edges(members: list[_Member]) -> tuple[Edge, ...]:
    """All edges, or some that are more than a graph may have."""
    found = islice(_references(members), MOST_EDGES + 1)
    return tuple(dict.fromkeys((*found, *_named_buckets(members))))


def type_of(entity: Entity) -> str:
    """A block's type as graph checks name it."""
    if entity.kind in ("data", "provider"):
        return f"{entity.kind}.{entity.type}"
    return entity.type


def _chosen(members: list[_Member], types: set[str], looks: Looks) -> list[_Member]:
    """The blocks that checks see: of the types that they name; and of checks in Python, which look
    blocks up by what these hold, of the types that their code names, data sources, and what the
    blocks that they judge refer to."""
    named = set(looks.types)
    asked = [judged for judged in looks.coded if judged in types]
    for judged in asked:
        named |= {judged, *looks.coded[judged][1]}
    if asked:
        named |= {one for one in types if one.startswith("data.")}
        # The instances of a block have one type.
        named |= {
            members[ends[0]][2]
            for start, ends, _ in _referred(members)
            if members[start][2] in looks.coded
        }
    return [one for one in members if one[2] in named]


def _content(resource: Resource, entity: Entity, type_: str) -> Mapping[str, Value]:
    conf = dict(entity.conf)
    for one in entity.encoded:
        conf[one] = _marked(conf[one])
    encoded = set(entity.encoded)
    if "resource_type" in conf:
        conf["_resource_type"] = conf.pop("resource_type")
        encoded.add("_resource_type")
    name = entity.name if entity.kind == "module" else f"{entity.type}.{entity.name}"
    if entity.kind == "provider":
        name = entity.name.removesuffix(".default")
    own = {
        "block_name_": name,
        "block_type_": entity.kind,
        # Beside the address it tells blocks apart.
        "file_path_": resource.source.locate(()).path,
        "id_": name if entity.kind in ("resource", "data") else "",
        "source_": _SOURCE,
        "resource_type": type_,
        "json_": sorted(encoded & conf.keys()),
    }
    # Whatever a block calls its arguments; what all nodes have is first, as in Checkov's.
    return {**own, **conf, **own}


def _marked(value: Value) -> Value:
    """A value with what texts hold as JSON marked."""
    if isinstance(value, (EncodedObject, EncodedArray)):
        return {"json_": value}
    if isinstance(value, Mapping):
        return {name: _marked(one) for name, one in value.items()}
    return [_marked(one) for one in value] if isinstance(value, list) else value


def _references(members: list[_Member]) -> Iterator[Edge]:
    """From each block to those that it gets a value from or mentions."""
    for start, ends, label in _referred(members):
        for end in ends:
            if end != start:
                yield start, end, label


def _referred(members: list[_Member]) -> Iterator[tuple[int, Sequence[int], str]]:
    """Of each block what it gets a value from or mentions, all instances of it maybe."""
    by_address = {resource.address: index for index, (resource, _, _) in enumerate(members)}
    instances: dict[str, list[int]] = {}
    for index, (resource, _, _) in enumerate(members):
        instances.setdefault(without_key(resource.address), []).append(index)

    def ends(address: str) -> Sequence[int]:
        if address in by_address:
            return (by_address[address],)
        return instances.get(without_key(address), ())

    for index, (resource, entity, _) in enumerate(members):
        found = [(str(path[0]), one) for path, to in resource.references.items() for one in to]
        key = resource.address.removeprefix(without_key(resource.address))
        for label, address in _mentioned(resource):
            same = f"{address}{key}"
            is_same = label != "depends_on" and same in by_address
            found.append((label, same if is_same else address))
        if entity.kind == "resource" and "." in resource.provider:
            found.append(("provider", f"provider.{resource.provider}"))
        for label, address in dict.fromkeys(found):
            there = ends(address)
            if there:
                yield index, there, label


def _mentioned(resource: Resource) -> list[tuple[str, str]]:
    """What decides how many instances there are and when they are made: (argument, address)."""
    written = getattr(resource.source, "mentions", None)
    if written is None:
        return []
    prefix = f"{resource.calls[-1].address}." if resource.calls else ""
    found: list[tuple[str, str]] = []
    for name in _META:
        for steps in written(name):
            parts = steps[1:] if steps[:1] == ("resource",) else steps
            length = 3 if parts[:1] == ("data",) else 2
            if len(parts) >= length and all(isinstance(one, str) for one in parts[:length]):
                found.append((name, prefix + ".".join(map(str, parts[:length]))))
    return found


def _named_buckets(members: list[_Member]) -> Iterator[Edge]:
    """From a bucket to those that name it by a variable or local that its own name is from.

    As Checkov does, of several buckets of a variable the last.
    """
    buckets: dict[tuple[str, str], int] = {}
    if not any(type_ == _BUCKET for _, _, type_ in members):
        return
    for index, (resource, _, type_) in enumerate(members):
        if type_ == _BUCKET:
            for name in _variables(resource):
                buckets[name] = index
    for index, (resource, entity, type_) in enumerate(members):
        if type_ == _BUCKET or entity.kind != "resource" or _BUCKET_NAME not in entity.conf:
            continue
        for name in _variables(resource):
            start = buckets.get(name)
            if start is not None and _alike(members[start][0], resource):
                yield start, index, _BUCKET_NAME


def _variables(resource: Resource) -> Iterator[tuple[str, str]]:
    """The variables and locals that a block's bucket name is written with, by their module."""
    written: Any = getattr(resource.source, "mentions", None)
    module = resource.calls[-1].address if resource.calls else ""
    for steps in written(_BUCKET_NAME) if written is not None else ():
        if len(steps) > 1 and steps[0] in ("var", "local"):
            yield module, f"{steps[0]}.{steps[1]}"


def _alike(bucket: Resource, other: Resource) -> bool:
    """Whether two names may be one: known ones that differ are not."""
    mine, its = bucket.attributes.get(_BUCKET_NAME), other.attributes.get(_BUCKET_NAME)
    return isinstance(mine, Unknown) or isinstance(its, Unknown) or mine == its
