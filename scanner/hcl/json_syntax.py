"""Terraform's JSON syntax (``.tf.json``, ``.tfvars.json``) as the tree of the native syntax.

In JSON only a schema tells a block from an argument. The blocks of Terraform's own language are
known and become blocks here: `resource`, `module`, `terraform`... with their labels, and within
them `lifecycle`, `provisioner`, `dynamic`, `backend`... Whatever else stands in a body, a
provider's nested blocks among it, becomes an argument whose value is an OBJECT or a TUPLE of
OBJECTs, which whoever evaluates it takes for blocks of that name.

- A string is a template where Terraform evaluates it, and literal text in a variable's arguments
  and in ``.tfvars.json``. Its literals carry the JSON flag (4) in their `escapes`.
- A string that Terraform reads as a reference or type (`depends_on`, `provider`, `type`...) is
  the expression it spells.
- A block starts at the key of its last label; several bodies in a list are several blocks.
- The key ``//`` of a body is a comment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.hcl.json_text import Json, read_json
from scanner.hcl.parser import Parsed, collector_paused, parse_expression, parse_template
from scanner.hcl.state import Broken, Problem
from scanner.hcl.text import JSON, json_offsets, json_text
from scanner.hcl.tree import (
    BOOL,
    BROKEN,
    LITERAL,
    NULL,
    NUMBER,
    OBJECT,
    RELATIVE,
    TEMPLATE,
    TRAVERSAL,
    TUPLE,
    Attribute,
    Block,
    Body,
    Node,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

_RESOURCE = {"lifecycle": 0, "provisioner": 1, "connection": 0, "dynamic": 1}
# The blocks that may stand in a block of a type, with their numbers of labels; "" is the file.
_BLOCKS: dict[str, dict[str, int]] = {
    "": {
        "resource": 2, "data": 2, "ephemeral": 2, "module": 1, "variable": 1, "output": 1,
        "provider": 1, "check": 1, "locals": 0, "terraform": 0, "moved": 0, "import": 0,
        "removed": 0,
    },
    "resource": _RESOURCE,
    "data": _RESOURCE,
    "ephemeral": _RESOURCE,
    "provisioner": {"connection": 0},
    "lifecycle": {"precondition": 0, "postcondition": 0},
    "dynamic": {"content": 0},
    "content": {"dynamic": 1},
    "variable": {"validation": 0},
    "output": {"precondition": 0},
    "check": {"data": 2, "assert": 0},
    "removed": {"lifecycle": 0, "provisioner": 1, "connection": 0},
    "terraform": {"backend": 1, "cloud": 0, "required_providers": 0, "provider_meta": 1},
    "cloud": {"workspaces": 0},
}  # fmt: skip
# Arguments that Terraform reads as references or types rather than evaluates.
_REFERENCES: dict[str, frozenset[str]] = {
    "resource": frozenset(("depends_on", "provider")),
    "data": frozenset(("depends_on", "provider")),
    "ephemeral": frozenset(("depends_on", "provider")),
    "lifecycle": frozenset(("ignore_changes", "replace_triggered_by")),
    "module": frozenset(("depends_on", "providers")),
    "output": frozenset(("depends_on",)),
    "variable": frozenset(("type",)),
    "moved": frozenset(("from", "to")),
    "removed": frozenset(("from",)),
    "import": frozenset(("to", "provider")),
    "dynamic": frozenset(("iterator",)),
}
_NONE: frozenset[str] = frozenset()


def parse_json(text: str, *, variables: bool = False) -> Parsed:
    """Read a file in Terraform's JSON syntax; variables: a ``.tfvars.json``, arguments alone.

    Never raises. A file that is not JSON gives an empty tree and the problem.
    """
    reader = _Reader(text)
    with collector_paused(len(text)):
        try:
            root = read_json(text)
            if variables:
                body = reader.literal_body(root)
            else:
                body = reader.body(reader.objects(root, "the file"), "")
        except Broken as error:
            return Parsed(((), ()), (*reader.problems, error.problem))
    return Parsed(body, tuple(reader.problems))


class _Reader:
    """The text, and the problems found in it so far."""

    __slots__ = ("problems", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []

    def body(self, objects: list[Json], kind: str) -> Body:
        """The body that JSON objects make together, within a block of type `kind`."""
        blocks: list[Block] = []
        attributes: dict[str, Attribute] = {}
        known = _BLOCKS.get(kind, {})
        references = _REFERENCES.get(kind, _NONE)
        for json in objects:
            for key, value in json.items:
                name = self._name(key)
                if name == "//":
                    continue
                if name in known:
                    blocks.extend(self._blocks(name, known[name], (), key, value))
                    continue
                if name in references:
                    node = self._reference(value)
                elif kind == "variable":
                    node = self._expression(value, self._literal)
                else:
                    node = self._expression(value, self._template)
                self._add(attributes, key, (name, key.start, value.end, node))
        return tuple(attributes.values()), tuple(blocks)

    def literal_body(self, root: Json) -> Body:
        """The arguments of a file of variables' values."""
        attributes: dict[str, Attribute] = {}
        for json in self.objects(root, "the file"):
            for key, value in json.items:
                name = self._name(key)
                if name != "//":
                    node = self._expression(value, self._literal)
                    self._add(attributes, key, (name, key.start, value.end, node))
        return tuple(attributes.values()), ()

    def objects(self, json: Json, what: str) -> list[Json]:
        """One object or a list of them as a list; null is none."""
        if json.kind == "null":
            return []
        if json.kind == "object":
            return [json]
        if json.kind == "array":
            return [each for item in json.elements for each in self.objects(item, what)]
        message = f"{what} must be a JSON object or a list of objects"
        self.problems.append(Problem(message, json.start, json.end))
        return []

    def _blocks(
        self, kind: str, labels: int, given: tuple[tuple[str, int, int], ...], key: Json, json: Json
    ) -> Iterator[Block]:
        """The blocks of a type below a key, with `labels` levels of label keys still to come."""
        objects = self.objects(json, f"a {kind} block")
        for each in objects:
            if labels:
                for label, value in each.items:
                    name = self._name(label)
                    if name != "//":
                        new = (*given, (name, label.start, label.end))
                        yield from self._blocks(kind, labels - 1, new, label, value)
            else:
                body = self.body([each], kind)
                yield (kind, given, key.start, each.start, each.end, body)

    def _add(self, attributes: dict[str, Attribute], key: Json, attribute: Attribute) -> None:
        if attribute[0] in attributes:
            message = f'argument "{attribute[0]}" is already set in this block; keep one of the two'
            self.problems.append(Problem(message, key.start, key.end))
            return
        attributes[attribute[0]] = attribute

    def _name(self, key: Json) -> str:
        return json_text(self.text[key.start + 1 : key.end - 1])

    def _expression(self, json: Json, string: Callable[[Json], Node]) -> Node:
        """A JSON value as an expression; `string` makes the nodes of strings."""
        kind, start, end = json.kind, json.start, json.end
        if kind == "string":
            return string(json)
        if kind == "array":
            items = [self._expression(item, string) for item in json.elements]
            return (TUPLE, start, end, tuple(items))
        if kind == "object":
            return (OBJECT, start, end, self._entries(json, string))
        if kind == "null":
            return (NULL, start, end)
        return (BOOL if kind == "bool" else NUMBER, start, end, json.value)

    def _entries(self, json: Json, string: Callable[[Json], Node]) -> tuple[tuple[Node, Node], ...]:
        entries: dict[str, tuple[Node, Node]] = {}
        for key, value in json.items:
            name = self._name(key)
            if name in entries:
                message = "this key is already set in the same object; keep one of the two"
                self.problems.append(Problem(message, key.start, key.end))
                continue
            entries[name] = (string(key), self._expression(value, string))
        return tuple(entries.values())

    def _literal(self, json: Json) -> Node:
        """A string that is no template."""
        start, end = json.start + 1, json.end - 1
        escapes = JSON if "\\" in self.text[start:end] else 0
        parts = ((LITERAL, start, end, escapes),) if end > start else ()
        return (TEMPLATE, json.start, json.end, parts)

    def _template(self, json: Json) -> Node:
        """A string that is a template."""
        raw = self.text[json.start + 1 : json.end - 1]
        # The signs may hide behind \u escapes.
        if "${" not in raw and "%{" not in raw and "\\u" not in raw:
            return self._literal(json)
        parsed = parse_template(json_text(raw))
        return self._placed(json, raw, parsed.expression, parsed.problems, whole=True)

    def _reference(self, json: Json) -> Node:
        """A value whose strings spell references; one that spells none is a template."""

        def spelt(string: Json) -> Node:
            raw = self.text[string.start + 1 : string.end - 1]
            parsed = parse_expression(json_text(raw))
            if parsed.expression is None:
                return self._template(string)
            return self._placed(string, raw, parsed.expression, (), whole=False)

        if json.kind == "object":
            entries: list[tuple[Node, Node]] = []
            for key, value in json.items:
                entries.append((self._literal(key), self._expression(value, spelt)))
            return (OBJECT, json.start, json.end, tuple(entries))
        return self._expression(json, spelt)

    def _placed(
        self,
        json: Json,
        raw: str,
        node: Node | None,
        problems: tuple[Problem, ...],
        *,
        whole: bool,
    ) -> Node:
        """A node that was read from a string's text, with the offsets of the file.

        whole: the node is the string, and extends over its quotes.
        """
        offsets = json_offsets(raw, json.start + 1)
        if node is None:
            self.problems.extend(
                Problem(problem.message, offsets[problem.start], offsets[problem.end])
                for problem in problems
            )
            return (BROKEN, json.start, json.end)
        moved = _moved(node, offsets, JSON if "\\" in raw else 0)
        return (moved[0], json.start, json.end, *moved[3:]) if whole else moved


def _moved(node: Any, offsets: list[int], flag: int) -> Any:
    """A node, or a tuple of nodes, with other offsets; literals get `flag`."""
    if type(node) is not tuple or not node:
        return node
    tag = node[0]
    if type(tag) is not str:
        return tuple([_moved(child, offsets, flag) for child in node])
    start, end = offsets[node[1]], offsets[node[2]]
    if tag == LITERAL:
        return (tag, start, end, node[3] | flag)
    if tag == TRAVERSAL:
        return (tag, start, end, node[3])
    if tag == RELATIVE:
        return (tag, start, end, _moved(node[3], offsets, flag), node[4])
    return (tag, start, end, *[_moved(child, offsets, flag) for child in node[3:]])
