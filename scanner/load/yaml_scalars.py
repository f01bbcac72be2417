"""What a plain YAML scalar means to Kubernetes and to GitHub's workflow reader.

They disagree with each other and with PyYAML, so neither is left to PyYAML's resolver:

- `kubernetes_scalar` follows sigs.k8s.io/yaml, which kubectl and Helm read manifests with: its
  copy of go-yaml v2 (``goyaml.v2/resolve.go``) takes y, yes, on, n, no and off (in lower, upper
  and capitalised spelling) for booleans as YAML 1.1 does, numbers as Go's ``strconv.ParseInt(s,
  0, 64)`` does (``010`` and ``0o10`` are eight, ``0x1f``, ``0b11``, ``1_000``), no base 60, and
  leaves timestamps as text.
- `core_scalar` follows the core schema of YAML 1.2.2 (section 10.3.2), as GitHub documents for
  workflows: only true and false are booleans, so the key ``on`` stays a name.

Numbers that JSON cannot hold (``.inf``, ``.nan``, more than 64 bits) stay text.
"""

from __future__ import annotations

import re
from typing import Final

Scalar = str | int | float | bool | None


def _spellings(*words: str) -> tuple[str, ...]:
    return tuple(s for word in words for s in (word, word.capitalize(), word.upper()))


_NULLS: Final[dict[str, Scalar]] = dict.fromkeys(("", "~", *_spellings("null")))
_CORE: Final[dict[str, Scalar]] = {
    **_NULLS,
    **dict.fromkeys(_spellings("true"), True),
    **dict.fromkeys(_spellings("false"), False),
}
_GO: Final[dict[str, Scalar]] = {
    **_CORE,
    **dict.fromkeys(_spellings("y", "yes", "on"), True),
    **dict.fromkeys(_spellings("n", "no", "off"), False),
}
_NUMERIC: Final = frozenset("+-.0123456789")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_INTEGER: Final = re.compile(r"[-+]?[0-9]+\Z")
_GO_BASED: Final = re.compile(
    r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|0([0-7]+))\Z"
)
_CORE_BASED: Final = re.compile(r"()(?:0x([0-9a-fA-F]+)|()0o([0-7]+)())\Z")
_BASES: Final = (16, 2, 8, 8)
_LONGEST: Final = 400  # of a number; longer digits are an attack on the conversion, or an id


def kubernetes_scalar(text: str) -> Scalar:
    """The value of a plain scalar in a Kubernetes manifest."""
    if text in _GO:
        return _GO[text]
    if text[0] not in _NUMERIC:
        return text
    # Go strips the underscores of what starts with a digit or sign, not of what starts with a dot.
    plain = text if text[0] == "." else text.replace("_", "")
    value = _number(plain, _GO_BASED)
    if value is None:
        return text
    # Manifests pass through JSON, where 1.0 is written 1 and read back as an integer.
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**63:
        return int(value)
    return value


def core_scalar(text: str) -> Scalar:
    """The value of a plain scalar in a GitHub workflow."""
    if text in _CORE:
        return _CORE[text]
    if text[0] not in _NUMERIC:
        return text
    value = _number(text, _CORE_BASED)
    return text if value is None else value


def _number(text: str, based: re.Pattern[str]) -> int | float | None:
    if len(text) > _LONGEST:
        return None
    match = based.match(text)
    if match:
        sign, *digits = match.groups()
        for base, part in zip(_BASES, digits, strict=False):
            if part:
                value = int(part, base) * (-1 if sign == "-" else 1)
                return value if -(2**63) <= value < 2**64 else None
    if _INTEGER.match(text):
        value = int(text)
        if -(2**63) <= value < 2**64:
            return value
    if _FLOAT.match(text):
        number = float(text)
        return number if abs(number) != float("inf") else None
    return None
