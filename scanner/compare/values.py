"""Comparators of single values, names and plain collections."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from typing import Final

from scanner.compare.forms import (
    MAX_DEPTH,
    MAX_TEXT,
    Canonical,
    Same,
    by,
    elements,
    empty,
    equal,
    frozen,
    parse_json,
    text,
)
from scanner.model import Value


def _on_text(canonical: Callable[[str], Hashable]) -> Same:
    """A comparator of canonical texts; what is no scalar is compared plainly."""

    def form(value: Value) -> Hashable:
        plain = text(value) if not isinstance(value, (Mapping, list, tuple)) else None
        if isinstance(plain, str) and len(plain) <= MAX_TEXT:
            return canonical(plain)
        return frozen(value)

    return by(form)


# ---- scalars -------------------------------------------------------------------------------

scalar: Final[Same] = by(frozen)
"""Numbers and booleans against their text, at any depth: 5432 and "5432", true and "true"."""

case_insensitive: Final[Same] = _on_text(str.casefold)
"""``US`` and ``us``."""

trailing_slash: Final[Same] = _on_text(lambda value: value.rstrip("/") or "/")
"""``https://x/`` and ``https://x``."""

without_scheme: Final[Same] = _on_text(lambda value: value.removeprefix("https://"))
"""``https://x`` and ``x``."""

trailing_dot: Final[Same] = _on_text(lambda value: value.rstrip(".").casefold())
"""DNS names: ``example.com.`` and ``Example.com``."""


def _pem(value: str) -> Hashable:
    return "\n".join(filter(None, (line.strip() for line in value.splitlines())))


pem: Final[Same] = _on_text(_pem)
"""PEM and other line-based text whatever its newlines, blank lines and line-end blanks."""


def canonical_cidr(value: str) -> Hashable:
    """An IP range as `ipaddress` reads it; other text in lower case."""
    import ipaddress

    candidate = value.strip()
    if len(candidate) > 64:
        return candidate
    try:
        # Platforms clear the host bits of what they are given (10.0.0.1/8 is 10.0.0.0/8).
        return ipaddress.ip_network(candidate, strict=False)
    except ValueError:
        return candidate.casefold()


cidr: Final[Same] = _on_text(canonical_cidr)
"""IP addresses and ranges: IPv6 spelling, host bits, a lone address as its /32 or /128."""


def _port_range(value: str) -> Hashable:
    low, dash, high = value.replace(" ", "").partition("-")
    return low if not dash or low == high else (low, high)


port_range: Final[Same] = _on_text(_port_range)
"""``80`` and ``80-80``."""

_RATE = re.compile(r"rate\(\s{0,9}(\d{1,12})\s{1,9}(minute|hour|day)s?\s{0,9}\)")
_MINUTES = {"minute": 1, "hour": 60, "day": 1440}


def _schedule(value: str) -> Hashable:
    plain = value.strip()
    if match := _RATE.fullmatch(plain):
        return ("rate", int(match[1]) * _MINUTES[match[2]])
    return " ".join(plain.split())


schedule: Final[Same] = _on_text(_schedule)
"""EventBridge schedules: ``rate(60 minutes)`` and ``rate(1 hour)``, blanks in ``cron(...)``."""

_DURATION = re.compile(r"(\d{1,15})(?:\.(\d{1,15}))?(ns|us|ms|s|m|h|d)?")
_NANOSECONDS = {
    "ns": 1,
    "us": 10**3,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
    "d": 86400 * 10**9,
}


def _duration(value: str) -> Hashable:
    plain = value.strip().casefold()
    if not plain or len(plain) > MAX_DEPTH:
        return plain
    total, position = 0, 0
    while position < len(plain):
        match = _DURATION.match(plain, position)
        # A number without a unit is seconds, and then it is the whole duration.
        if not match or (match[3] is None and match.end() - match.start() != len(plain)):
            return plain
        unit = _NANOSECONDS[match[3] or "s"]
        fraction = match[2] or "0"
        total += int(match[1]) * unit + int(fraction) * unit // 10 ** len(fraction)
        position = match.end()
    return ("duration", total)


duration: Final[Same] = _on_text(_duration)
"""``3600s``, ``3600.000s``, ``60m``, ``1h0m0s``; a plain number is seconds."""


def version_prefix(expected: Value, live: Value) -> bool:
    """A version asked for against the one that runs: "8.0" is satisfied by "8.0.45", "8" is not
    by "80.1"; "6.x" is any 6. Not symmetric: 8.0.45 asked for is not satisfied by 8.0."""
    wanted, running = text(expected), text(live)
    if not (isinstance(wanted, str) and isinstance(running, str) and wanted and running):
        return scalar(expected, live)
    return running == wanted or running.startswith(wanted.removesuffix(".x").rstrip(".") + ".")


# ---- names ---------------------------------------------------------------------------------


def _ends_with_name(long: str, short: str) -> bool:
    """Whether `short` is the last segments of `long`, split at ``/`` and ``:``."""
    short = short.strip("/")
    if not short:
        return False
    return long == short or long.endswith(("/" + short, ":" + short))


def arn_or_name(expected: Value, live: Value) -> bool:
    """An ARN against the name, id or path that it ends with; two ARNs in full.

    ``arn:aws:kms:r:1:key/abc`` is ``abc`` and ``key/abc``; the ``:*`` that log groups carry is
    nothing. Symmetric, but not transitive: one name fits the ARNs of two accounts.
    """
    if not (isinstance(expected, str) and isinstance(live, str)):
        return scalar(expected, live)
    one, other = expected.removesuffix(":*"), live.removesuffix(":*")
    if one == other:
        return True
    arns = one.startswith("arn:"), other.startswith("arn:")
    if arns[0] == arns[1]:
        return False
    arn, name = (one, other) if arns[0] else (other, one)
    parts = arn.split(":", 5)
    return len(parts) == 6 and _ends_with_name(parts[5], name)


def self_link_or_name(expected: Value, live: Value) -> bool:
    """A Google self link against the relative resource name or the last segments of it.

    ``https://www.googleapis.com/compute/v1/projects/p/global/networks/n``,
    ``//compute.googleapis.com/projects/p/global/networks/n``, ``projects/p/global/networks/n``
    and ``n`` are one. Symmetric, not transitive.
    """
    if not (isinstance(expected, str) and isinstance(live, str)):
        return scalar(expected, live)
    one, other = _relative_name(expected), _relative_name(live)
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return not short.startswith("projects/") and long.endswith("/" + short) and bool(short)


def _relative_name(link: str) -> str:
    link = link.rstrip("/")
    if link.startswith(("https://", "http://", "//")):
        start = link.find("/projects/")
        return link[start + 1 :] if start >= 0 else link
    return link.lstrip("/")


_PROJECT = re.compile(r"projects/([a-z0-9.:-]{1,64})/(.+)", re.DOTALL)


def google_link(expected: Value, live: Value) -> bool:
    """`self_link_or_name`, stricter and for values that need not be names at all.

    Only a link, or a name that starts with ``projects/``, may be longer than the other side;
    ``team/image`` is not ``image``. A project's number expected is its id live, where all else is
    equal: readers spell the number of their own project as its id. Not the other way round: a
    number that is left is another project's.
    """
    if not (isinstance(expected, str) and isinstance(live, str)):
        return scalar(expected, live)
    if expected == live:
        return True
    one, other = _relative_name(expected), _relative_name(live)
    if one == other:
        return True
    left, right = _PROJECT.fullmatch(one), _PROJECT.fullmatch(other)
    if left and right:
        return left[1].isdigit() and not right[1].isdigit() and left[2] == right[2]
    if not (left or right):
        return False
    long, short = (one, other) if left else (other, one)
    return bool(short) and long.endswith("/" + short)


# ---- collections ---------------------------------------------------------------------------


def set_of(canonical: Canonical = frozen) -> Same:
    """Lists as sets of what `canonical` makes of their elements; a scalar is a list of one."""
    return by(lambda value: frozenset(canonical(item) for item in elements(value)))


string_set: Final[Same] = set_of()
"""Lists whose order and repetitions mean nothing."""

cidr_set: Final[Same] = set_of(
    lambda item: canonical_cidr(item) if isinstance(item, str) and len(item) <= 64 else frozen(item)
)
"""IP ranges in any order and spelling."""


def tags(expected: Value, live: Value) -> bool:
    """Tag or label maps. Not symmetric: keys of the platforms' own, ``aws:*`` on AWS and
    ``goog-*`` on Google Cloud, are nobody's doing when only live has them.

    Null values are no tags.
    """
    if not (isinstance(expected, Mapping) or empty(expected)) or not (
        isinstance(live, Mapping) or empty(live)
    ):
        return scalar(expected, live)
    wanted, there = (
        {name: item for name, item in (side or {}).items() if item is not None}
        for side in (expected, live)
    )
    there = {
        name: item
        for name, item in there.items()
        if name in wanted or not str(name).startswith(("aws:", "goog-"))
    }
    return wanted.keys() == there.keys() and all(
        scalar(wanted[name], there[name]) for name in wanted
    )


def either(*comparators: Same) -> Same:
    """Equal by any of `comparators`: an ARN or a name in any case, ..."""
    return lambda expected, live: any(same(expected, live) for same in comparators)


def with_default(default: Value, same: Same) -> Same:
    """`same`, where nothing and `default` are one: no key, and the key AWS takes then."""
    return lambda expected, live: same(
        default if empty(expected) else expected, default if empty(live) else live
    )


def json_document(expected: Value, live: Value) -> bool:
    """JSON texts (or the data itself) as data: blanks and key order are nothing, 5 is not "5"."""
    if empty(expected) and empty(live):
        return True
    return equal(parse_json(expected), parse_json(live))


def _zero(value: Value) -> bool:
    """Google's JSON leaves out what is false, zero or empty."""
    return empty(value) or value is False or value == 0


def google_value(expected: Value, live: Value) -> bool:
    """A value of Google's APIs: numbers against their text, links as `google_link`; what is
    false, zero or empty is the same as left out."""
    return (_zero(expected) and _zero(live)) or google_link(expected, live)


def google_values(*, ordered: bool) -> Same:
    """Lists of `google_value`, element by element, or in any order."""

    def compare(expected: Value, live: Value) -> bool:
        left, right = list(elements(expected)), list(elements(live))
        if len(left) != len(right):
            return False
        if ordered or len(left) == 1:
            return all(map(google_value, left, right))
        if string_set(left, right):
            return True
        if len(left) > MAX_UNORDERED:
            return False
        for one in left:
            match = next((at for at, other in enumerate(right) if google_value(one, other)), None)
            if match is None:
                return False
            right.pop(match)
        return True

    return compare


MAX_UNORDERED: Final = 256
"""How many links of a set are matched one against the other."""
