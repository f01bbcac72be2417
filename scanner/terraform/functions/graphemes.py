"""Grapheme clusters: what Terraform counts as the characters of a string.

Source of the rules and classes: Unicode Standard Annex 29 (text segmentation), of Unicode 15.0,
which has no rule for conjuncts of Indic scripts.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

# Pairs of first and last code points.
_PREPEND = (
    "0600-0605 06DD 070F 0890-0891 08E2 0D4E 110BD 110CD 111C2-111C3 1193F 11941 11A3A "
    "11A84-11A89 11D46 11F02"
)
_EXTEND = (
    "09BE 09D7 0B3E 0B57 0BBE 0BD7 0CC2 0CD5-0CD6 0D3E 0D57 0DCF 0DDF 1B35 200C 302E-302F "
    "FF9E-FF9F 1133E 11357 114B0 114BD 115AF 11930 1D165 1D16E-1D172 1F3FB-1F3FF E0020-E007F"
)
_NOT_SPACING = (
    "102B-102C 1038 1062-1064 1067-106D 1083 1087-108C 108F 109A-109C 1A61 1A63-1A64 AA7B AA7D "
    "11720-11721"
)
_PICTOGRAPHIC = (
    "00A9 00AE 203C 2049 2122 2139 2194-2199 21A9-21AA 231A-231B 2328 2388 23CF 23E9-23F3 "
    "23F8-23FA 24C2 25AA-25AB 25B6 25C0 25FB-25FE 2600-2605 2607-2612 2614-2685 2690-2705 "
    "2708-2712 2714 2716 271D 2721 2728 2733-2734 2744 2747 274C 274E 2753-2755 2757 2763-2767 "
    "2795-2797 27A1 27B0 27BF 2934-2935 2B05-2B07 2B1B-2B1C 2B50 2B55 3030 303D 3297 3299 "
    "1F000-1F0FF 1F10D-1F10F 1F12F 1F16C-1F171 1F17E-1F17F 1F18E 1F191-1F19A 1F1AD-1F1E5 "
    "1F201-1F20F 1F21A 1F22F 1F232-1F23A 1F23C-1F23F 1F249-1F3FA 1F400-1F53D 1F546-1F64F "
    "1F680-1F6FF 1F774-1F77F 1F7D5-1F7FF 1F80C-1F80F 1F848-1F84F 1F85A-1F85F 1F888-1F88F "
    "1F8AE-1F8FF 1F90C-1F93A 1F93C-1F945 1F947-1FAFF 1FC00-1FFFD"
)


@lru_cache(maxsize=8)
def _ranges(spelled: str) -> tuple[list[int], list[int]]:
    pairs = [part.partition("-") for part in spelled.split()]
    return [int(a, 16) for a, _, _ in pairs], [int(b or a, 16) for a, _, b in pairs]


def _in(code: int, spelled: str) -> bool:
    firsts, lasts = _ranges(spelled)
    at = bisect_right(firsts, code) - 1
    return at >= 0 and code <= lasts[at]


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """The Grapheme_Cluster_Break property, abbreviated; ``pictographic`` where that counts."""
    import unicodedata

    code = ord(character)
    if code in (0x0D, 0x0A, 0x200D):
        return {0x0D: "CR", 0x0A: "LF"}.get(code, "ZWJ")
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "RI"
    if 0xAC00 <= code <= 0xD7A3:
        return "LV" if (code - 0xAC00) % 28 == 0 else "LVT"
    for first, last, kind in _JAMO:
        if first <= code <= last:
            return kind
    if _in(code, _EXTEND):
        return "Extend"
    if _in(code, _PREPEND):
        return "Prepend"
    if _in(code, _PICTOGRAPHIC):
        return "pictographic"
    category = unicodedata.category(character)
    if category in ("Mn", "Me"):
        return "Extend"
    if (category == "Mc" and not _in(code, _NOT_SPACING)) or code in (0x0E33, 0x0EB3):
        return "SpacingMark"
    return "Control" if category in ("Cc", "Cf", "Zl", "Zp", "Cs") else ""


_JAMO = (
    (0x1100, 0x115F, "L"),
    (0xA960, 0xA97C, "L"),
    (0x1160, 0x11A7, "V"),
    (0xD7B0, 0xD7C6, "V"),
    (0x11A8, 0x11FF, "T"),
    (0xD7CB, 0xD7FB, "T"),
)
_HANGUL = {
    "L": ("L", "V", "LV", "LVT"),
    "LV": ("V", "T"),
    "V": ("V", "T"),
    "LVT": ("T",),
    "T": ("T",),
}
_BREAKING = ("Control", "CR", "LF")


def graphemes(text: str) -> list[str]:
    """The grapheme clusters of a text."""
    if text.isascii() and "\r" not in text:
        return list(text)
    clusters: list[str] = []
    start, before = 0, ""
    # Whether a pictograph and its extenders precede; how many regional indicators do.
    pictograph, flags = False, 0
    for at, character in enumerate(text):
        kind = _kind(character)
        if at > start and _breaks(before, kind, pictograph, flags):
            clusters.append(text[start:at])
            start, flags = at, 0
        flags = flags + 1 if kind == "RI" else 0
        if kind == "pictographic":
            pictograph = True
        elif kind not in ("Extend", "ZWJ"):
            pictograph = False
        before = kind
    if text:
        clusters.append(text[start:])
    return clusters


def _breaks(before: str, kind: str, pictograph: bool, flags: int) -> bool:
    if before == "CR" and kind == "LF":
        return False
    if before in _BREAKING or kind in _BREAKING:
        return True
    if kind in _HANGUL.get(before, ()) or kind in ("Extend", "ZWJ", "SpacingMark"):
        return False
    if before == "Prepend":
        return False
    if kind == "pictographic" and before == "ZWJ" and pictograph:
        return False
    return not (kind == "RI" and before == "RI" and flags % 2 == 1)
