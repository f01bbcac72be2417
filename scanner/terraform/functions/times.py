"""Dates, and the functions whose result is known only when Terraform runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scanner.model import Unknown
from scanner.terraform.functions import Function, typed
from scanner.terraform.values import Failure, Value, quoted

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from scanner.terraform.scopes import Scope

_TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII
)
_DURATION = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)", re.ASCII)
_SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600}


def _parse(text: str) -> datetime:
    from datetime import datetime, timedelta, timezone

    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        raise Failure(f"{quoted(text)} is not a timestamp as RFC 3339 has them")
    offset = timedelta(0)
    if found[7] != "Z":
        offset = timedelta(hours=int(found[7][1:3]), minutes=int(found[7][4:6]))
        offset = -offset if found[7][0] == "-" else offset
    try:
        parts = [int(found[i]) for i in range(1, 7)]
        year, month, day, hour, minute, second = parts
        zone = timezone(offset)
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        raise Failure(f"{quoted(text)} is not a valid date") from None


def _write(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S").zfill(19) + _zone(moment, ":", "Z")


def _zone(moment: datetime, separator: str, utc: str) -> str:
    offset = moment.utcoffset()
    assert offset is not None
    minutes = int(offset.total_seconds() // 60)
    if minutes == 0 and utc:
        return utc
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}{separator}{abs(minutes) % 60:02d}"


def _duration(text: str) -> timedelta:
    from datetime import timedelta

    rest = text[1:] if text[:1] in ("-", "+") else text
    seconds, at = 0.0, 0
    for found in _DURATION.finditer(rest):
        if found.start() != at:
            break
        seconds += float(found[1]) * _SECONDS[found[2]]
        at = found.end()
    if (at != len(rest) or not rest) and rest != "0":
        raise Failure(f"{quoted(text)} is not a duration")
    try:
        return timedelta(seconds=-seconds if text.startswith("-") else seconds)
    except OverflowError:
        raise Failure(f"the duration {quoted(text)} is too long") from None


def _time_add(text: str, duration: str) -> str:
    try:
        return _write(_parse(text) + _duration(duration))
    except OverflowError:
        raise Failure("the result is no date") from None


def _time_compare(left: str, right: str) -> int:
    a, b = _parse(left), _parse(right)
    return (a > b) - (a < b)


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_TOKEN = re.compile(r"'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+", re.ASCII)


def _format_date(pattern: str, text: str) -> str:
    moment = _parse(text)
    pieces = []
    for found in _TOKEN.finditer(pattern):
        token = found[0]
        if token.startswith("'"):
            if len(token) < 2 or not token.endswith("'"):
                raise Failure("the format has an unterminated literal")
            pieces.append(token[1:-1].replace("''", "'"))
        elif found[1]:
            pieces.append(_date_part(token, moment))
        else:
            pieces.append(token)
    return "".join(pieces)


def _date_part(token: str, moment: datetime) -> str:
    hour = moment.hour % 12 or 12
    parts = {
        "YYYY": f"{moment.year:04d}",
        "YY": f"{moment.year % 100:02d}",
        "MMMM": _MONTHS[moment.month - 1],
        "MMM": _MONTHS[moment.month - 1][:3],
        "MM": f"{moment.month:02d}",
        "M": str(moment.month),
        "DD": f"{moment.day:02d}",
        "D": str(moment.day),
        "EEEE": _DAYS[moment.weekday()],
        "EEE": _DAYS[moment.weekday()][:3],
        "hh": f"{moment.hour:02d}",
        "h": str(moment.hour),
        "HH": f"{hour:02d}",
        "H": str(hour),
        "AA": "AM" if moment.hour < 12 else "PM",
        "aa": "am" if moment.hour < 12 else "pm",
        "mm": f"{moment.minute:02d}",
        "m": str(moment.minute),
        "ss": f"{moment.second:02d}",
        "s": str(moment.second),
        "Z": _zone(moment, ":", "Z"),
        "ZZZZ": _zone(moment, "", ""),
        "ZZZ": _zone(moment, "", "UTC"),
        "ZZZZZ": _zone(moment, ":", ""),
    }
    if token not in parts:
        raise Failure(f"the date format has no {quoted(token)}")
    return parts[token]


def _at_apply(name: str) -> Function:
    def apply(arguments: list[Value], scope: Scope) -> Value:
        return Unknown(f"{name}() is known only when Terraform runs", f"{name}()")

    return Function(apply, 0, None)


FUNCTIONS: dict[str, Function] = {
    "formatdate": typed(_format_date, "string", "string"),
    "timeadd": typed(_time_add, "string", "string"),
    "timecmp": typed(_time_compare, "string", "string"),
    **{
        name: _at_apply(name)
        for name in ("bcrypt", "plantimestamp", "rsadecrypt", "timestamp", "uuid")
    },
}
