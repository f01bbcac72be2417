"""What stands in brackets: parentheses, calls, tuples, objects and `for`."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING

from scanner.hcl.patterns import skip_line, skip_lines
from scanner.hcl.state import broken, close, enter
from scanner.hcl.templates import for_names
from scanner.hcl.tree import BOOL, CALL, FOR, KEY, NULL, OBJECT, PAREN, TRAVERSAL, TUPLE, Node
from scanner.hcl.values import simple

if TYPE_CHECKING:
    from typing import Any

    from scanner.hcl.state import State


def call(s: State, lines: bool, start: int, name: str, found: Any) -> Node:
    """A function call from behind its name (or the first part of it) on."""
    source = s.source
    patterns = s.patterns
    parts = [name]
    while found.lastindex == 2:
        match = patterns.namespace_lines if lines else patterns.namespace_line
        part = match(source, found.end())
        if part is None:
            raise broken(s, found.end(), "a function name")
        parts.append(part.group(1))
        found = (patterns.call_lines if lines else patterns.call_line)(source, part.end())
    if found.lastindex is None:
        raise broken(s, found.end(), '"("', "a name with :: is that of a function")
    s.position = found.end()
    enter(s, found.end() - 1)
    arguments: list[Node] = []
    spread = False
    match = s.patterns.argument
    while True:
        argument = match(source, s.position)
        if argument.lastindex is not None:
            s.position = argument.end()
            if argument.lastindex == 4:
                break
            arguments.append(simple(source, argument, argument.lastindex, argument.lastindex))
            continue
        arguments.append(s.expression(s, True))
        at = skip_lines(source, s.position).end()
        char = source[at : at + 1]
        if char == ",":
            s.position = at + 1
        elif char == ".":
            if not source.startswith("...", at):
                raise broken(s, at, '"," or ")"')
            spread = True
            s.position = at + 3
            close(s, ")", '")"')
            break
        elif char != ")":
            raise broken(s, at, '"," or ")"')
    s.depth -= 1
    return (CALL, start, s.position, "::".join(parts), tuple(arguments), spread)


def tuple_(s: State, start: int) -> Node:
    source = s.source
    enter(s, start)
    intro = s.patterns.for_keyword(source, s.position)
    if intro is not None:
        s.position = intro.end()
        return _for(s, start, "]")
    items: list[Node] = []
    match = s.patterns.element
    while True:
        found = match(source, s.position)
        kind = found.lastindex
        if kind is not None:
            s.position = found.end()
            if kind == 4:
                break
            items.append(simple(source, found, kind, kind))
            continue
        items.append(s.expression(s, True))
        at = skip_lines(source, s.position).end()
        char = source[at : at + 1]
        if char == ",":
            s.position = at + 1
        elif char != "]":
            raise broken(s, at, '"," or "]"')
    s.depth -= 1
    return (TUPLE, start, s.position, tuple(items))


def object_(s: State, start: int) -> Node:
    source = s.source
    enter(s, start)
    intro = s.patterns.for_keyword(source, s.position)
    if intro is not None:
        s.position = intro.end()
        return _for(s, start, "}")
    items: list[tuple[Node, Node]] = []
    match = s.patterns.entry
    while True:
        found = match(source, s.position)
        kind = found.lastindex
        if kind is None:
            key = _object_key(s)
        elif kind == 7:
            s.position = found.end()
            break
        elif found.start(1) >= 0:
            key = (KEY, *found.span(1), intern(found.group(1)))
        else:
            key = simple(source, found, 2, 1)
        if kind is not None:
            s.position = found.end()
            if kind != 6:
                items.append((key, simple(source, found, kind, kind - 2)))
                continue
        items.append((key, s.expression(s, False)))
        at = skip_line(source, s.position).end()
        char = source[at : at + 1]
        if char == ",":
            s.position = at + 1
        elif not (char in ("\n", "}", "#") or source.startswith(("//", "\r\n"), at)):
            raise broken(s, at, 'a new line, "," or "}" after the value')
        else:
            s.position = at
    s.depth -= 1
    return (OBJECT, start, s.position, tuple(items))


def _object_key(s: State) -> Node:
    """A key that is no plain name or string, up to behind its ``=`` or ``:``."""
    s.position = skip_lines(s.source, s.position).end()
    key = s.expression(s, False)
    at = skip_line(s.source, s.position).end()
    char = s.source[at : at + 1]
    if char not in ("=", ":") or s.source.startswith(("==", "=>", "::"), at):
        raise broken(s, at, '"=" or ":" after the key')
    s.position = at + 1
    if key[0] == TRAVERSAL and len(key[3]) == 1:
        return (KEY, key[1], key[2], key[3][0])
    if key[0] in (BOOL, NULL):
        return (KEY, key[1], key[2], s.source[key[1] : key[2]])
    return key


def _for(s: State, start: int, closer: str) -> Node:
    """A `for` expression from behind its keyword on."""
    source = s.source
    names = for_names(s)
    collection = s.expression(s, True)
    at = skip_lines(source, s.position).end()
    if source[at : at + 1] != ":" or source.startswith("::", at):
        raise broken(s, at, '":" after the collection')
    s.position = at + 1
    key = None
    value = s.expression(s, True)
    at = skip_lines(source, s.position).end()
    arrow = source.startswith("=>", at)
    if closer == "}":
        if not arrow:
            raise broken(
                s, at, '"=>" and the value', "a for in braces makes an object: key => value"
            )
        s.position = at + 2
        key = value
        value = s.expression(s, True)
        at = skip_lines(source, s.position).end()
    elif arrow:
        raise broken(s, at, '"if" or "]"', "key => value needs braces around the for")
    grouped = source.startswith("...", at)
    if grouped:
        if closer == "]":
            raise broken(s, at, '"if" or "]"', "only a for in braces can group")
        s.position = at + 3
    condition = None
    keyword = s.patterns.identifier(source, s.position)
    if keyword.group(1) == "if":
        s.position = keyword.end()
        condition = s.expression(s, True)
    end = close(s, closer, f'"{closer}"' if condition else f'"if" or "{closer}"')
    s.depth -= 1
    return (FOR, start, end, *names, collection, key, value, condition, grouped)


def parentheses(s: State, start: int) -> Node:
    enter(s, start)
    inner = s.expression(s, True)
    s.depth -= 1
    end = close(s, ")", 'an operator or ")"')
    return (PAREN, start, end, inner)
