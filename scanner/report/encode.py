"""JSON as every report writes it: by orjson, and safe to print.

A report may go to a terminal as well as to a file, and it repeats what hostile files say. Control
and format characters are therefore written as ``\\uXXXX``, which any JSON reader turns back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_SURROGATES = re.compile("[\ud800-\udfff]")
# C1 controls and DEL, bidirectional and zero-width characters, line separators, tags. The C0
# controls are escaped by every JSON writer.
_UNSAFE = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


def dumps(tree: Any, *, default: Callable[[Any], Any] | None = None, indent: bool = False) -> bytes:
    """`tree` as UTF-8 JSON without a newline at the end.

    Lone surrogates (a file name that is not UTF-8) have no UTF-8: they become U+FFFD.
    `default` turns objects of other types into trees.
    """
    import orjson

    option = orjson.OPT_INDENT_2 if indent else 0
    try:
        data = orjson.dumps(tree, default=default, option=option)
    except TypeError:
        # Cleaning costs a walk over the whole tree, so it is done only for the rare one that
        # orjson refuses; anything else that is wrong with the tree raises here again.
        data = orjson.dumps(_clean(tree, default), option=option)
    return _escaped(data)


def _clean(tree: Any, default: Callable[[Any], Any] | None) -> Any:
    if isinstance(tree, str):
        return _SURROGATES.sub("\ufffd", tree)
    if isinstance(tree, dict):
        return {_clean(key, default): _clean(item, default) for key, item in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [_clean(item, default) for item in tree]
    if tree is None or isinstance(tree, (bool, int, float)):
        return tree
    import orjson

    if isinstance(tree, orjson.Fragment) or default is None:
        return tree
    return _clean(default(tree), default)


def _escaped(data: bytes) -> bytes:
    if data.isascii():
        return data
    text = data.decode("utf-8")
    if _UNSAFE.search(text) is None:
        return data
    return _UNSAFE.sub(_escape, text).encode("utf-8")


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
