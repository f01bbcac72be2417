"""Types as the console's function ``type`` writes them."""

from __future__ import annotations

from scanner.terraform.values import Type

_BLANKS = "    "


def type_text(one: Type, indent: str = "") -> str:
    """The type as text; what is made of several parts has a line for each."""
    if isinstance(one, str):
        return "dynamic" if one == "any" else one
    deeper = indent + _BLANKS
    kind = one[0]
    if kind in ("list", "set", "map"):
        if one[1][0] in ("object", "tuple"):
            return f"{kind}(\n{deeper}{type_text(one[1], deeper)},\n{indent})"
        return f"{kind}({type_text(one[1], indent)})"
    if kind == "object":
        names = sorted(one[1])
        lines = [f"{deeper}{name}: {type_text(one[1][name], deeper)},\n" for name in names]
        return "object({\n" + "".join(lines) + indent + "})" if lines else "object({})"
    lines = [f"{deeper}{type_text(item, deeper)},\n" for item in one[1]]
    return "tuple([\n" + "".join(lines) + indent + "])" if lines else "tuple([])"
