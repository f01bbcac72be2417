"""Nodes and edges as a request has them, made Checkov's graph as far as somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .solvers import solvers

OWN = ("block_name_", "block_type_", "file_path_", "id_", "source_", "config_")
"""What every node has beside its type and its block's content."""
JSON = "json_"
"""The name of what marks a value that a text holds, in Terraform."""
_TERRAFORM = "terraform"


class Graph:
    """The nodes and edges of a request. types: node indexes by resource type."""

    def __init__(
        self,
        framework: str,
        raw: list[dict[str, Any]],
        edges: list[Any],
        elsewhere: Iterable[str] = (),
    ) -> None:
        self.raw = raw
        self._elsewhere = [_isolated(type_) for type_ in elsewhere]
        self.types: dict[str, list[int]] = {}
        for index, node in enumerate(raw):
            self.types.setdefault(str(node.get("resource_type", "")), []).append(index)
        self._edges = [(start, end, {"label": label}) for start, end, label in edges]
        self._outputs = {index for index, one in enumerate(raw) if one["block_type_"] == "output"}
        self._framework = framework
        self._nodes: dict[int, dict[str, Any]] = {}
        self._index: dict[int, int] = {}
        self._parts: dict[frozenset[str] | None, Any] = {}

    def has_any(self, types: frozenset[str] | None) -> bool:
        """Whether there is a node of one of these types; None stands for all."""
        return types is None or not types.isdisjoint(self.types)

    def index_of(self, node: Any) -> int | None:
        """Which of the request's nodes one of Checkov's is."""
        return self._index.get(id(node))

    def part(self, types: frozenset[str] | None) -> Any:
        """The graph, or its part that a check of some types sees: nodes of these types and edges
        between them. Checks of the same types share it, as all do in Checkov.

        A solver looks at nodes of the types that it names and at edges that begin and end at one
        or go to an output; of outputs and what they go to there is all.
        """
        if types not in self._parts:
            self._parts[types] = self._part(types)
        return self._parts[types]

    def whole(self) -> Any:
        """All nodes and nothing that stands for others."""
        order = [self._node(index) for index in range(len(self.raw))]
        return solvers().graph(order, [(one[0], one[1], dict(one[2])) for one in self._edges])

    def _part(self, types: frozenset[str] | None) -> Any:
        if types is None:
            members = set(range(len(self.raw)))
        else:
            members = {index for type_ in types for index in self.types.get(type_, ())}
            if self._outputs:
                members |= self._outputs
                members |= {end for start, end, _ in self._edges if start in self._outputs}
        order = sorted(members)
        places = {index: place for place, index in enumerate(order)}
        edges = [
            (places[start], places[end], dict(label))
            for start, end, label in self._edges
            if start in places and end in places
        ]
        nodes = [self._node(index) for index in order]
        nodes += [
            dict(one) for one in self._elsewhere if types is None or one["resource_type"] in types
        ]
        return solvers().graph(nodes, edges)

    def _node(self, index: int) -> dict[str, Any]:
        """A node as Checkov has it, with its attributes flattened."""
        if index not in self._nodes:
            content = dict(self.raw[index])
            texts: dict[str, Any] = {}
            # Elsewhere it is a name like any other, and the file's own.
            for name in content.pop(JSON, ()) if self._framework == _TERRAFORM else ():
                content[name] = hide(content[name], texts)
            own = {name: content.pop(name, "") for name in OWN}
            type_ = content.get("resource_type")
            block = solvers().block(self._framework)(
                name=own["block_name_"], config={}, path=own["file_path_"],
                block_type=own["block_type_"], attributes=content, id=own["id_"],
                source=own["source_"],
            )  # fmt: skip
            if texts:
                block.attributes = {
                    name: show(value, texts) for name, value in block.attributes.items()
                }
            node = self._nodes[index] = block.get_attribute_dict(add_hash=False)
            node["config_"] = {}
            node["resource_type"] = type_
            self._index[id(node)] = index
        return self._nodes[index]


def hide(value: Any, texts: dict[str, Any]) -> Any:
    """A value with texts in place of what is marked as JSON; these are noted in `texts`."""
    if isinstance(value, dict):
        if value.keys() == {JSON}:
            name = f"\0{len(texts)}"
            texts[name] = value[JSON]
            return name
        return {name: hide(one, texts) for name, one in value.items()}
    return [hide(one, texts) for one in value] if isinstance(value, list) else value


def show(value: Any, texts: dict[str, Any]) -> Any:
    """A value with what `hide` took out of it."""
    if isinstance(value, dict):
        return {name: show(one, texts) for name, one in value.items()}
    if isinstance(value, list):
        return [show(one, texts) for one in value]
    return texts.get(value, value) if isinstance(value, str) else value


def _isolated(type_: str) -> dict[str, Any]:
    """A node that stands for those of a type in other graphs."""
    kind, dot, _ = type_.partition(".")
    return {
        **dict.fromkeys((*OWN, "label_"), ""),
        "block_type_": kind if dot else "resource",
        "id_": f"elsewhere {type_}",
        "config_": {},
        "resource_type": type_,
    }
