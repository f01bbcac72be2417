"""HCL syntax: text to a tree with exact offsets. See `scanner.hcl.tree` for its shapes."""

from __future__ import annotations

from scanner.hcl.parser import Parsed, parse
from scanner.hcl.state import MAX_DEPTH, Problem
from scanner.hcl.text import constant, decode, literal, literals

__all__ = [
    "MAX_DEPTH",
    "Parsed",
    "Problem",
    "constant",
    "decode",
    "literal",
    "literals",
    "parse",
]
