"""Reads a file with tree-sitter-hcl; run with the Python of .venv-hcl, as bench/parse.py does.

    .venv-hcl/bin/python bench/tree_sitter_rate.py FILE

Prints the least CPU seconds of three that it takes to parse the file and to have its tree in
Python: nested tuples of kind, offsets and children, which is what trueup's parser returns.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import Any

import tree_sitter_hcl
from tree_sitter import Language, Parser


def tuples(root: Any) -> Any:
    """The tree as tuples, read with a cursor, which is faster than going by `children`."""
    cursor = root.walk()
    stack: list[list[Any]] = [[]]
    while True:
        node = cursor.node
        if cursor.goto_first_child():
            stack.append([])
            continue
        stack[-1].append((node.type, node.start_byte, node.end_byte, ()))
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return stack[0][0]
            children = tuple(stack.pop())
            node = cursor.node
            stack[-1].append((node.type, node.start_byte, node.end_byte, children))


def main() -> None:
    text = Path(sys.argv[1]).read_bytes()
    parser = Parser(Language(tree_sitter_hcl.language()))
    gc.disable()  # as trueup's parser does
    times = []
    for _ in range(3):
        start = time.process_time()
        tuples(parser.parse(text).root_node)
        times.append(time.process_time() - start)
    print(min(times))


if __name__ == "__main__":
    main()
