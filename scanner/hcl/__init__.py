"""HCL syntax: text to a tree with exact offsets. See `scanner.hcl.tree` for its shapes."""

from __future__ import annotations

from scanner.hcl.parser import Parsed, ParsedExpression, parse, parse_expression, parse_template
from scanner.hcl.positions import Lines
from scanner.hcl.state import MAX_DEPTH, Problem
from scanner.hcl.text import constant, decode, literal, literals

__all__ = [
    "MAX_DEPTH",
    "Lines",
    "Parsed",
    "ParsedExpression",
    "Problem",
    "constant",
    "decode",
    "literal",
    "literals",
    "parse",
    "parse_expression",
    "parse_template",
]
