"""The shapes of an HCL syntax tree: plain tuples, so that `marshal` can store them.

Every node is a tuple ``(tag, start, end, ...)`` with offsets into the source text in code points,
end exclusive. Literal text is never copied into the tree: a literal keeps offsets alone and
`scanner.hcl.text.literal` decodes it from the source on demand, so a cached tree holds no secret.

Body (of a file or a block)::

    (attributes, blocks)
    attribute   (name, start, end, expression)       start at the name, end after the expression
    block       (type, labels, start, open, end, body)
                labels: tuple of (text, start, end); open: the offset of ``{``; end: after ``}``

Expressions::

    (NUMBER, start, end, value)                int, or float when it has a fraction or exponent
    (BOOL, start, end, value)
    (NULL, start, end)
    (TEMPLATE, start, end, parts)              a quoted string or heredoc; () is the empty string
    (WRAP, start, end, expression)             exactly one interpolation: "${x}", keeps x's type
    (TRAVERSAL, start, end, steps)             ("var", "name", 0): root name, then str attribute
                                               or key steps and int index steps
    (RELATIVE, start, end, expression, steps)  (expr).name[0]
    (INDEX, start, end, expression, key)       expr[key] with a key that is not a literal
    (SPLAT, start, end, expression, each)      each: an expression over (ANON, start, end);
                                               kind is told by the source: both splats act alike
                                               but for the legacy rule that .* stops at an index
    (ANON, start, end)                         the element inside a splat
    (CALL, start, end, name, args, spread)     spread: the last argument has ``...``
    (BINARY, start, end, op, left, right)
    (UNARY, start, end, op, operand)           op "-" or "!"
    (CONDITIONAL, start, end, condition, yes, no)
    (PAREN, start, end, expression)
    (TUPLE, start, end, items)
    (OBJECT, start, end, items)                items: tuple of (key expression, value expression)
    (KEY, start, end, text)                    a bare identifier as an object key
    (BROKEN, start, end)                       a syntax error; nobody knows the value. Only in a
                                               tree whose file has problems, and only as the whole
                                               value of an attribute
    (FOR, start, end, key_name, value_name, collection, key, value, condition, grouped)
                                               key_name "" when there is one name; key None for
                                               a tuple; condition None when absent

Parts of a template::

    (LITERAL, start, end, escapes)             escapes: 0 verbatim, 1 quoted-string escapes,
                                               2 heredoc escapes only ($${ and %%{); the offsets
                                               already leave out what ~ and <<- trim
    any expression                             an interpolation
    (IF, start, end, condition, yes, no)       %{ if }: yes and no are tuples of parts
    (EACH, start, end, key_name, value_name, collection, parts)      %{ for }
"""

from __future__ import annotations

from typing import Any

Node = tuple[Any, ...]
Attribute = tuple[str, int, int, Node]
Block = tuple[str, tuple[tuple[str, int, int], ...], int, int, int, "Body"]
Body = tuple[tuple[Attribute, ...], tuple[Any, ...]]

NUMBER = "n"
BOOL = "b"
NULL = "0"
TEMPLATE = "t"
WRAP = "w"
TRAVERSAL = "v"
RELATIVE = "r"
INDEX = "i"
SPLAT = "*"
ANON = "@"
CALL = "c"
BINARY = "2"
UNARY = "1"
CONDITIONAL = "?"
PAREN = "("
TUPLE = "["
OBJECT = "{"
KEY = "k"
FOR = "f"
LITERAL = "s"
IF = "I"
EACH = "E"
BROKEN = "!"
