"""Walks over expressions: what they refer to, and which part of them makes a path."""

from __future__ import annotations

from collections.abc import Callable

from scanner.hcl import tree
from scanner.hcl.text import constant
from scanner.hcl.tree import Node
from scanner.model import Path
from scanner.terraform.code import SourceFile

Decide = Callable[[Node], bool | None]
"""Whether a condition holds; None when nobody knows."""

Holds = Callable[[Node, str | int], bool]
"""Whether the value of an expression certainly has this attribute or element."""

_LONGEST = 200


def references(node: Node, decide: Decide) -> list[Node]:
    """The traversals that an expression's value comes from, in the order they are written.

    Names that the expression itself binds are left out, and so is the arm that a conditional
    does not take.
    """
    found: list[Node] = []
    stack: list[tuple[object, frozenset[str]]] = [(node, frozenset())]
    while stack:
        item, bound = stack.pop()
        if not isinstance(item, tuple) or not item:
            continue
        tag = item[0]
        if tag == tree.TRAVERSAL and len(item) == 4 and isinstance(item[3], tuple):
            if item[3][0] not in bound:
                found.append(item)
        elif tag == tree.CONDITIONAL and len(item) == 6:
            stack.extend((part, bound) for part in _taken(item, decide))
        elif tag == tree.FOR and len(item) == 10:
            stack.append((item[5], bound))
            inner = bound | {item[3], item[4]}
            stack.extend((part, inner) for part in item[6:9])
        elif tag == tree.EACH and len(item) == 7:
            stack.append((item[5], bound))
            stack.append((item[6], bound | {item[3], item[4]}))
        else:
            stack.extend((part, bound) for part in item)
    return sorted(found, key=lambda traversal: int(traversal[1]))


def _taken(node: Node, decide: Decide) -> tuple[Node, ...]:
    decision = decide(node[3])
    if decision is None:
        return node[3:6]
    return (node[3], node[4] if decision else node[5])


def narrowed(
    node: Node, path: Path, file: SourceFile, decide: Decide, holds: Holds
) -> tuple[Node, Path]:
    """The part of an expression that makes the value at `path`, and the rest of the path.

    Steps into objects, lists, the arm that is taken, and the argument of merge() that wins.
    """
    while path:
        inner = _element(_unwrapped(node), path[0], file)
        if inner is not None:
            node, path = inner, path[1:]
            continue
        outer = _unwrapped(node)
        if outer[0] == tree.CONDITIONAL:
            decision = decide(outer[3])
            if decision is None:
                break
            node = outer[4] if decision else outer[5]
        elif outer[0] == tree.CALL and outer[3] == "merge" and not outer[5]:
            winner = next((arg for arg in reversed(outer[4]) if holds(arg, path[0])), None)
            if winner is None:
                break
            node = winner
        else:
            break
    return node, path


def _unwrapped(node: Node) -> Node:
    while node[0] in (tree.PAREN, tree.WRAP):
        node = node[3]
    return node


def _element(node: Node, key: str | int, file: SourceFile) -> Node | None:
    if node[0] == tree.TUPLE and isinstance(key, int) and key < len(node[3]):
        item: Node = node[3][key]
        return item
    if node[0] == tree.OBJECT:
        for name, value in node[3]:
            written = name[3] if name[0] == tree.KEY else constant(name, file.text)
            if written == key:
                found: Node = value
                return found
    return None


def unwrapped(node: Node) -> Node:
    """An expression without the parentheses and the lone interpolation around it."""
    return _unwrapped(node)


def source_text(node: Node, file: SourceFile) -> str:
    """An expression as it is written, on one line."""
    text = file.text[node[1] : min(node[2], node[1] + 4 * _LONGEST)]
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def names_only(node: Node) -> bool:
    """Whether an expression is nothing but a reference, so that its text holds no value."""
    node = _unwrapped(node)
    while node[0] in (tree.RELATIVE, tree.INDEX):
        if node[0] == tree.INDEX and not names_only(node[4]):
            return False
        node = _unwrapped(node[3])
    return bool(node[0] == tree.TRAVERSAL)


def marks_secrets(node: Node) -> bool:
    """Whether an expression calls sensitive(): what stands in it may be the secret itself."""
    stack: list[object] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple) and item:
            if item[0] == tree.CALL and len(item) == 6 and item[3] == "sensitive":
                return True
            stack.extend(item)
    return False


def spelled(steps: tuple[str | int, ...]) -> str:
    """Attribute and index steps as they are written: ``tags["a b"][0].c``."""
    import re

    from scanner.terraform.encoding import quote

    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        elif re.fullmatch(r"[^\W\d][\w-]*|\*", step):
            text += f".{step}" if text else step
        else:
            text += f"[{quote(step)}]"
    return text
