"""HCL syntax: text to a tree with exact offsets. See `scanner.hcl.tree` for its shapes.

`scanner.hcl.json_syntax` reads the JSON syntax, `scanner.hcl.comments` finds comments, and
`scanner.hcl.cache` keeps trees between runs; they are imported where they are needed. A loader of
many files wraps the whole in `collector_paused`.
"""

from __future__ import annotations

from scanner.hcl.parser import (
    Parsed,
    ParsedExpression,
    collector_paused,
    parse,
    parse_expression,
    parse_template,
)
from scanner.hcl.positions import Lines
from scanner.hcl.state import MAX_DEPTH, Problem
from scanner.hcl.text import constant, decode, literal, literals

__all__ = [
    "MAX_DEPTH",
    "Lines",
    "Parsed",
    "ParsedExpression",
    "Problem",
    "collector_paused",
    "constant",
    "decode",
    "literal",
    "literals",
    "parse",
    "parse_expression",
    "parse_template",
]
